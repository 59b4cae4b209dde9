"""The sentences of the page. Nothing here is escaped: whoever writes them does that."""

from collections.abc import Sequence
from statistics import quantiles

from nexus_cli.models.scale import JobScale
from nexus_cli.reports import wording
from nexus_cli.reports.folder.rows import PageHeader
from nexus_cli.reports.phrasing import count, figure, listed

TITLE = "Interviews compared"
DECISION = (
    "A person decides. These are single conversations, scored on what was said: read the quotes "
    "behind a number before using it, and hear whoever this page leaves out."
)
TIES = (
    "Candidates in one band tie: their intervals overlap that of the best in it, so these scores "
    "do not tell them apart. Within a band the order, by file name, says nothing."
)
INTERVAL = (
    "The bar is where a total would lie in nine of ten cases, had other questions of the kind been "
    "asked; few answers, or answers far apart, make it wide."
)
APART = (
    "Whoever has an answer that only a person can score, or none with a score, has no band: any "
    "place would be a guess."
)
NOBODY = "No file in this folder has a score."
DISTRIBUTION = "How the totals are spread"
CANDIDATES = "Candidates"
FAILURES = "Files without a score"
SCALE = "What everyone was scored on"
ORIGIN = "How this page was made"
NO_SCRIPT = (
    "Without JavaScript this is the table alone, {shown} of {total}; the answers behind the scores "
    "are in scores.jsonl, and every row is in scores.csv."
)
MOST_FAILURES = 200
"""Shown on the page; run.json has them all."""


def role_line(header: PageHeader) -> str:
    """Return what the interviews were for."""
    title, company = header.job, header.company
    if isinstance(header.scale, JobScale):
        title, company = title or header.scale.title, company or header.scale.company
    at = f" at {company}" if company else ""
    return f"{title or 'Role not named'}{at}"


def counts_line(header: PageHeader) -> str:
    """Return how much of the folder the page covers."""
    failed = f"; {count(len(header.failures), 'file')} without a score" if header.failures else ""
    return f"{count(header.candidates, 'candidate')}{failed}"


def spread_line(overalls: Sequence[float]) -> str:
    """Return the middle and the middle half of the totals."""
    if len(overalls) < 4:
        return f"Totals: {listed([figure(round(o, 2)) for o in sorted(overalls)])}."
    first, middle, third = quantiles(overalls, n=4, method="inclusive")
    lowest, highest = min(overalls), max(overalls)
    return (
        f"Half of the totals lie between {first:.1f} and {third:.1f}, the middle one is "
        f"{middle:.1f}; the lowest is {lowest:.1f}, the highest {highest:.1f}."
    )


def method_lines(header: PageHeader) -> tuple[str, ...]:
    """Return what made the scores, and how to read them."""
    made = header.provenance
    prompts = ", ".join(f"{name} {version}" for name, version in made.prompt_versions.items())
    by = wording.made_by(made.brain, made.model)
    names = [dimension.name for dimension in header.rubric.dimensions]
    return (
        f"nexus {made.nexus}, {by}, rubric {made.rubric_version}"
        + (f", prompts: {prompts}." if prompts else "."),
        _judgements(header.repeat),
        *((_BLIND,) if header.blind else ()),
        wording.METHOD.format(dimensions=listed(names)),
        *((wording.HOSTED,) if made.model else ()),
        *((wording.OFFLINE,) if "offline" in made.brain else ()),
        _STATISTICS,
        wording.CUTS,
        wording.DECISION,
    )


_BLIND = (
    "Names, addresses, schools and gendered words were taken out by rules before anything was "
    "scored."
)
_STATISTICS = (
    "Intervals are 90 % by Student's t over a candidate's answers, each candidate's spread drawn "
    "towards that of the folder, with the spread of repeated judgements added. A band begins with "
    "the best candidate who is in none, and ends with the first below whose interval does not "
    "reach theirs."
)


def _judgements(repeat: int) -> str:
    if repeat == 1:
        return "Each answer was judged once, by the same rubric, model and prompts."
    return f"Each score is the median of {repeat} judgements by one rubric, model and prompt."
