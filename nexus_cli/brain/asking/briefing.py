"""What one request for questions tells the model: the job, what was asked, areas and claims."""

from collections.abc import Mapping, Sequence

from nexus_cli.brain.asking.areas import Area
from nexus_cli.brain.asking.claims import shortened
from nexus_cli.brain.prompting import Block, fenced
from nexus_cli.models.job import Job

MOST_AREAS = 5
"""Of one request; more items would not fit into its answer."""
_JOB_TOKENS = 200
_ASKED_TOKENS = 300
_AREA_TOKENS = 640
_CLAIM_TOKENS = 400
_DUTIES = 6
_ASKED_CHARACTERS = 110
_CLAIMS_AN_AREA = 4


def briefing(
    areas: Sequence[Area],
    job: Job,
    asked: Sequence[str],
    nonce: str,
    refused: Mapping[int, str],
) -> dict[str, Block | str | int]:
    """Return the values of the prompt's places for at most five areas, numbered `g1` on.

    `asked` are questions and concepts not to repeat, the most telling first; what does not fit is
    left out. `refused` says, by the slot's place, what was wrong with the last try.
    """
    about = [f"title: {shortened(job.title, 80)}"]
    about += [f"duty: {shortened(duty, 120)}" for duty in job.responsibilities[:_DUTIES]]
    claims = fenced("claims", _claims(areas), nonce, prefix="c", tokens=_CLAIM_TOKENS)
    ids = {line: line_id for line_id, line in claims.lines.items()}
    lines = [_line(area, ids, refused.get(area.place, "")) for area in areas]
    before = [shortened(text, _ASKED_CHARACTERS) for text in dict.fromkeys(asked)]
    return {
        "job": fenced("job", about, nonce, prefix="j", tokens=_JOB_TOKENS),
        "asked": fenced("asked", before, nonce, prefix="a", tokens=_ASKED_TOKENS),
        "areas": fenced("areas", lines, nonce, prefix="g", tokens=_AREA_TOKENS),
        "claims": claims,
        "count": len(areas),
    }


def _claims(areas: Sequence[Area]) -> list[str]:
    """Return the areas' claims, each once, the first ones of every area before the second."""
    rounds = range(_CLAIMS_AN_AREA)
    told = [area.claims[n] for n in rounds for area in areas if n < len(area.claims)]
    return list(dict.fromkeys(told))


def _line(area: Area, claim_ids: Mapping[str, str], refused: str) -> str:
    """Return the area in a line of at most about 120 tokens, different for every slot."""
    claims = " ".join(claim_ids[claim] for claim in area.claims if claim in claim_ids)
    parts = [
        f"question {area.place + 1}: {area.slot.category.value}, {area.level} level",
        f"about {shortened(area.target, 60)} ({area.kind})",
        f"because {shortened(area.reason, 120)}",
        f"claims: {claims or 'none'}",
    ]
    if refused:
        parts.append(f"the last try was refused: {shortened(refused, 100)}")
    return "; ".join(parts)
