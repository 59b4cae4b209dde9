"""The outputs of a folder, written from what is kept: the same bytes whatever was done when."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO

import nexus_cli
from nexus_cli.batch.conditions import Conditions
from nexus_cli.batch.kept_file import Facts, line_of
from nexus_cli.batch.order import RunFigures
from nexus_cli.batch.ranking import Placing, standings
from nexus_cli.batch.results import Results
from nexus_cli.batch.run_file import Written, run_text
from nexus_cli.batch.scale import scale_version
from nexus_cli.batch.scores_csv import write_csv
from nexus_cli.errors import UsageError
from nexus_cli.models.report import ReportProvenance
from nexus_cli.models.scored import ScoredFile, Standing
from nexus_cli.models.transcript import Unread
from nexus_cli.reports.folder import PageHeader, PageRow, write_page

CSV, LINES, PAGE, RUN = "scores.csv", "scores.jsonl", "index.html", "run.json"


class Outputs:
    """Writes the files of `folder` for the results kept under `keys`, file to key.

    One row is in memory at a time, beside a few numbers for each file.
    """

    def __init__(
        self, folder: Path, results: Results, keys: Mapping[str, str], conditions: Conditions
    ) -> None:
        self._folder = folder
        self._results = results
        self._keys = keys
        self._conditions = conditions
        self._files = sorted(keys)
        self._by_file: dict[str, Standing] = {}

    def write(self, figures: RunFigures) -> Written:
        """Write all four files, each beside its place and then moved there; raises UsageError."""
        found = self._gathered()
        self._by_file = {standing.file: standing for standing in found.standings}
        rubric = self._conditions.scale.rubric
        self._put(CSV, lambda out: write_csv(out, rubric, self._rows()))
        self._put(LINES, self._write_lines)
        header = self._header(found)
        order = [standing.file for standing in found.standings] + list(found.not_ranked)
        self._put(PAGE, lambda out: write_page(out, header, self._page_rows(order)))
        text = run_text(conditions=self._conditions, found=found, figures=figures)
        self._put(RUN, lambda out: out.write(text))
        return found

    def _gathered(self) -> Written:
        placings: list[Placing] = []
        apart: list[str] = []
        failures: list[ScoredFile] = []
        unread: list[tuple[str, Unread]] = []
        doubtful = 0
        self._overalls: list[float] = []
        self._provenance: ReportProvenance | None = None
        redactions: dict[str, int] = {}
        for file, facts in self._facts():
            if facts.row is None:
                failures.append(ScoredFile(file=file, failure=facts.failure))
                continue
            unread += [(file, place) for place in facts.unread]
            for rule, count in facts.redactions.items():
                redactions[rule] = redactions.get(rule, 0) + count
            doubtful += bool(facts.row.flags)
            self._provenance = self._provenance or facts.provenance
            if facts.row.overall is not None:
                self._overalls.append(facts.row.overall)
            if facts.placing is None:
                apart.append(file)
            else:
                placings.append(facts.placing)
        return Written(
            standings=tuple(standings(placings)),
            not_ranked=tuple(apart),
            failures=tuple(failures),
            unread=tuple(unread),
            redactions=redactions,
            doubtful=doubtful,
        )

    def _facts(self) -> Iterator[tuple[str, Facts]]:
        for file in self._files:
            facts = self._results.facts(self._keys[file], file)
            if facts is not None:
                yield file, facts

    def _rows(self) -> Iterator[tuple[str, PageRow]]:
        for _, facts in self._facts():
            if facts.row is not None:
                yield facts.session_id, self._placed(facts.row)

    def _placed(self, row: PageRow) -> PageRow:
        standing = self._by_file.get(row.file)
        if standing is None:
            return row
        return row._replace(low=standing.low, high=standing.high, rank_band=standing.rank_band)

    def _page_rows(self, order: Sequence[str]) -> Iterator[PageRow]:
        for file in order:
            facts = self._results.facts(self._keys[file], file)
            if facts is not None and facts.row is not None:
                detail = self._results.packed(self._keys[file], file)
                yield self._placed(facts.row)._replace(packed=detail)

    def _write_lines(self, out: TextIO) -> None:
        for file in self._files:
            deflated = self._results.line(self._keys[file], file)
            if deflated:
                out.write(line_of(deflated))

    def _header(self, found: Written) -> PageHeader:
        conditions = self._conditions
        return PageHeader(
            scale=conditions.scale,
            provenance=self._provenance or _nobody(conditions),
            overalls=self._overalls,
            candidates=len(found.standings) + len(found.not_ranked),
            failures=found.failures,
            job=conditions.scale.title,
            company=conditions.scale.company,
            repeat=conditions.repeat,
            blind=conditions.blind,
        )

    def _put(self, name: str, write: Callable[[TextIO], object]) -> None:
        """Write a file beside its place, then move it there, so that no half file is seen."""
        beside, path = self._folder / f".{name}.part", self._folder / name
        try:
            with beside.open("w", encoding="utf-8", newline="\n") as out:
                write(out)
                out.flush()
                os.fsync(out.fileno())
            beside.replace(path)
        except OSError as error:
            raise UsageError(
                f"{path} cannot be written: {error.strerror}.",
                "What was scored is kept; make room, or mend it, and run the command again.",
            ) from error


def _nobody(conditions: Conditions) -> ReportProvenance:
    return ReportProvenance(
        nexus=nexus_cli.__version__,
        brain=conditions.brain,
        rubric_version=scale_version(conditions.scale),
    )
