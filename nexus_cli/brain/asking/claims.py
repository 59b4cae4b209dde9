"""What a CV claims, in lines that name neither the person nor an employer."""

from collections.abc import Iterable, Iterator

from nexus_cli.brain.asking.anonymous import without_names
from nexus_cli.brain.asking.similarity import content
from nexus_cli.brain.gaps import claim_for
from nexus_cli.brain.kinship import neighbours
from nexus_cli.brain.prompting import neutral
from nexus_cli.models.candidate import Candidate, SkillClaim

_ROLES = 6
_HIGHLIGHTS = 5
"""Of each role; the newest roles and the first lines come first in a CV."""
_NEAR = 3
"""Lines of one kind told for an area."""
_CHARACTERS = 180
_TITLE_CHARACTERS = 60
_READ = 8
"""Characters read for each one kept: cleaning may shorten a text, and a line may be very long."""


class Claims:
    """The claims of one CV: skills with their years, and roles with what was done in them."""

    def __init__(self, candidate: Candidate) -> None:
        self._candidate = candidate
        self._work = list(dict.fromkeys(_work(candidate)))

    def listed(self, wanted: Iterable[str] = ()) -> list[str]:
        """Return all claims, one a line: the `wanted` skills, other skills by years, then work."""
        first = set(wanted)
        skills = self._candidate.skills
        ordered = sorted(skills, key=lambda s: (s.name not in first, -(s.years or 0.0)))
        return list(dict.fromkeys([*map(_skill_line, ordered), *self._work]))

    def about(self, area: str, reason: str = "") -> list[str]:
        """Return the few claims that bear on an area: its skill, or relatives of it, and work.

        Work bears on it when it shares words with those skills or the area, else with the reason.
        """
        own = claim_for(self._candidate, area)
        near = [claim for claim in self._candidate.skills if claim.name in neighbours(area)]
        met = [own] if own is not None else near[:_NEAR]
        named = " ".join([area, *(claim.name for claim in met)])
        work = self._sharing(named) or self._sharing(reason)
        return [*map(_skill_line, met), *work[:_NEAR]]

    def _sharing(self, text: str) -> list[str]:
        """Return the lines of work that share content with `text`, the closest first."""
        words = content(text)
        counted = [(len(words & content(line)), line) for line in self._work]
        return [line for shared, line in sorted(counted, key=lambda pair: -pair[0]) if shared]


def shortened(text: str, characters: int = _CHARACTERS) -> str:
    """Return `text` on one clean line, cut after a whole word when longer than `characters`."""
    line = neutral(text[: _READ * characters])
    if len(line) <= characters:
        return line
    cut = line[: characters - 1]
    words = cut.rpartition(" ")[0]
    return words if len(words) > characters // 2 else cut


def _skill_line(claim: SkillClaim) -> str:
    years = f"{claim.years:g} years in dated roles" if claim.years else "in no dated role"
    return f"skill: {shortened(claim.name, _TITLE_CHARACTERS)}, {years}"


def _work(candidate: Candidate) -> Iterator[str]:
    """Yield titles and highlights without the names of people, employers, and ways to write."""
    hide = without_names(candidate)
    for role in candidate.roles[:_ROLES]:
        title = shortened(hide(role.title), _TITLE_CHARACTERS) or "a role"
        yield f"role: {title}"
        for highlight in role.highlights[:_HIGHLIGHTS]:
            yield f"as {title}: {shortened(hide(highlight))}"
