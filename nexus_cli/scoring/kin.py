"""Names of skills that stand for each other: aliases and neighbours from the lexicon."""

from collections.abc import Mapping
from functools import lru_cache

from nexus_cli.knowledge.lexicon import load_lexicon
from nexus_cli.scoring.tokens import parse

_SAME, _NEIGHBOUR = 0.9, 0.5
_SHORTEST = 2
_NONE: Mapping[str, float] = {}


def skill_kin(stem: str) -> Mapping[str, float]:
    """Return the stems that name the same skill as `stem` (.9) or a neighbour of it (.5)."""
    return _kin().get(stem, _NONE)


@lru_cache(maxsize=1)
def _kin() -> dict[str, dict[str, float]]:
    """Return the kin of each stem. Names of several words and ambiguous ones are left out."""
    skills = load_lexicon().skills.values()
    forms = {skill.name: _stems((skill.name, *skill.aliases), skill.context) for skill in skills}
    kin: dict[str, dict[str, float]] = {}
    for skill in skills:
        own = forms[skill.name]
        for other in skill.neighbours:
            _join(kin, own, forms.get(other, frozenset()), _NEIGHBOUR)
        _join(kin, own, own, _SAME)
    return kin


def _join(
    kin: dict[str, dict[str, float]], some: frozenset[str], others: frozenset[str], value: float
) -> None:
    for one in some:
        for other in others - {one}:
            for a, b in ((one, other), (other, one)):
                near = kin.setdefault(a, {})
                near[b] = max(value, near.get(b, 0.0))


def _stems(forms: tuple[str, ...], ambiguous: frozenset[str]) -> frozenset[str]:
    """Return the stems of the forms that are one word and mean the skill wherever they stand."""
    doubtful = {form.lstrip("=").lower() for form in ambiguous}
    stems = set()
    for form in forms:
        tokens = parse(form).tokens if " " not in form and len(form) > _SHORTEST else ()
        if len(tokens) == 1 and tokens[0].word not in doubtful:
            stems.add(tokens[0].stem)
    return frozenset(stems)
