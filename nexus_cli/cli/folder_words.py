"""What a scored folder says on the command line."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from nexus_cli.reports.phrasing import count, figure
from nexus_cli.text import one_line

if TYPE_CHECKING:
    from nexus_cli.batch.estimating import Estimate
    from nexus_cli.batch.order import RunFigures
    from nexus_cli.batch.run_file import Written
    from nexus_cli.models.scored import ScoredFile

SHOWN = 10
"""Candidates of a band that are named."""
MOST_BANDS = 5


def ranking_lines(out: Path, written: "Written", figures: "RunFigures") -> Iterator[str]:
    """Yield a short ranking: bands from the best down, and who ties."""
    bands = [list(band) for _, band in groupby(written.standings, lambda one: one.rank_band)]
    for band in bands[:MOST_BANDS]:
        tie = f", {len(band)} tie" if len(band) > 1 else ""
        yield f"Band {band[0].rank_band}{tie}"
        for one in band[:SHOWN]:
            interval = f"{figure(one.low)} to {figure(one.high)}"
            name = one_line(one.candidate or one.file)
            yield f"  {figure(one.overall)}  ({interval})  {name}  {one_line(one.file)}"
        if len(band) > SHOWN:
            yield f"  and {len(band) - SHOWN:,} more"
    if len(bands) > MOST_BANDS:
        yield f"{len(bands) - MOST_BANDS} more bands"
    if len(written.standings) > 1:
        yield "Who ties is not told apart by these scores. A person decides."
    if written.not_ranked:
        yield f"Not ranked, for a person to score first: {count(len(written.not_ranked), 'file')}."
    yield _counts(written, figures)
    yield f"Open {out / 'index.html'}; each score has its quotes there."


def _counts(written: "Written", figures: "RunFigures") -> str:
    parts = [
        f"{count(figures.files, 'file')}: {figures.scored_now:,} scored now, "
        f"{figures.scored_before:,} before"
    ]
    if written.failures:
        parts.append(f"{len(written.failures):,} failed")
    if written.doubtful:
        parts.append(f"{written.doubtful:,} flagged")
    if figures.cost_usd:
        parts.append(f"${figures.cost_usd:.4f} at list price")
    return f"{', '.join(parts)}."


def failure_line(scored: "ScoredFile") -> str:
    """Return a failed file with its line and why, on one line."""
    failure = scored.failure
    if failure is None:
        return scored.file
    name = PurePosixPath(scored.file).name
    if failure.sentence.startswith(name):  # it says which file, and mostly which line
        told = scored.file + failure.sentence[len(name) :]
    else:
        line = f", line {failure.line}" if failure.line is not None else ""
        told = f"{scored.file}{line}: {failure.sentence}"
    return one_line(f"{told} {failure.next_step}")


def as_summary(out: Path, written: "Written", figures: "RunFigures") -> str:
    """Return what a program reads: counts, standings, failures, and where the outputs are."""
    told = {
        "out": str(out),
        "files": figures.files,
        "scored_now": figures.scored_now,
        "scored_before": figures.scored_before,
        "standings": [standing.model_dump(mode="json") for standing in written.standings],
        "not_ranked": list(written.not_ranked),
        "failures": [scored.model_dump(mode="json") for scored in written.failures],
        "cost_usd": figures.cost_usd,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def dry_run_words(found: "Estimate", *, as_json: bool) -> str:
    """Return what a run would do; nothing of it was done."""
    if as_json:
        return json.dumps(asdict(found), ensure_ascii=False, indent=1)
    lines = [
        f"{count(found.files, 'file')}: {found.scored_before:,} scored before, {found.new:,} new."
    ]
    if found.new:
        basis = f" (from {found.read} of them)" if found.read < found.new else ""
        lines.append(f"{count(found.answers, 'answer')} to score{basis}.")
    if found.unreadable:
        lines.append(f"{found.unreadable} of the {found.read} files read cannot be scored.")
    if found.recordings:
        lines.append(f"{count(found.recordings, 'recording')}, not counted among the answers.")
    if found.calls:
        tokens = f"{found.prompt_tokens:,} tokens in, {found.completion_tokens:,} out"
        price = "price not known" if found.cost_usd is None else f"about ${found.cost_usd:.2f}"
        lines.append(f"About {found.calls:,} calls to {found.model}: {tokens}, {price}.")
    else:
        lines.append("No calls and no cost.")
    return "\n".join(lines)
