"""Which speaker is the candidate: as told, by the labels, or by who answers whom."""

from collections import Counter
from dataclasses import dataclass

from nexus_cli.errors import UnclearSpeakersError
from nexus_cli.knowledge.pairing.asking import asks, asks_for_questions
from nexus_cli.knowledge.pairing.roles import Role, role_of
from nexus_cli.models.transcript import Transcript, Turn

_LEAD = 1.5
"""The candidate gives at least so many times the answer words of anyone else."""
_CLEAR_LEAD = 3.0
_ASKS_SHARE = 0.4
"""The candidate asks at most so much of all that is asked."""
_FEWEST_QUESTIONS = 2
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is who in a transcript."""

    candidate: str
    interviewers: tuple[str, ...]
    doubt: str = ""
    """A sentence on why the choice was close; empty when it was not."""


def cast(transcript: Transcript, candidate: str | None = None) -> Cast:
    """Return who is the candidate of `transcript` and who the interviewers.

    Raises UnclearSpeakersError when nothing settles it.
    """
    names = tuple(dict.fromkeys(turn.speaker for turn in transcript.turns if turn.speaker))
    if candidate is not None:
        return _cast_as(_named(candidate, names, transcript.name), names)
    if len(names) < 2:
        raise _too_few(names, transcript.name)
    told = _matches(transcript.candidate, names) if transcript.candidate else []
    if len(told) == 1:
        return _cast_as(told[0], names)
    by_label = _by_label(names)
    if by_label is not None:
        return _cast_as(by_label, names)
    return _by_talk(transcript, names)


def _cast_as(chosen: str, names: tuple[str, ...], doubt: str = "") -> Cast:
    return Cast(chosen, tuple(name for name in names if name != chosen), doubt)


def _matches(wanted: str, names: tuple[str, ...]) -> list[str]:
    """Return the names that `wanted` may mean: the same, else begun by it, else with its words."""
    key = " ".join(wanted.casefold().split())
    if not key:
        return []
    keys = {name: name.casefold() for name in names}
    same = [name for name in names if keys[name] == key]
    begun = [
        name for name in names if f"{keys[name]} ".startswith(key) or key.startswith(keys[name])
    ]
    within = [name for name in names if any(w.startswith(key) for w in keys[name].split())]
    return same or begun or within


def _named(candidate: str, names: tuple[str, ...], file: str) -> str:
    found = _matches(candidate, names)
    if len(found) == 1:
        return found[0]
    fault = f"{len(found)} speakers are called" if found else "nobody speaks who is called"
    raise UnclearSpeakersError(
        f"{file}: {fault} {candidate}. {_who_speaks(names)}",
        "Give one of these names with `--candidate NAME`.",
        names=names,
    )


def _by_label(names: tuple[str, ...]) -> str | None:
    labels = frozenset(name.casefold() for name in names)
    roles = {name: role_of(name, labels) for name in names}
    candidates = [name for name, role in roles.items() if role is Role.CANDIDATE]
    if len(candidates) == 1:
        return candidates[0]
    rest = [name for name, role in roles.items() if role is Role.UNKNOWN]
    if not candidates and len(rest) == 1 and len(names) > 1:
        return rest[0]
    return None


def _by_talk(transcript: Transcript, names: tuple[str, ...]) -> Cast:
    asked, answered = _counts(transcript.turns)
    ranked = sorted(names, key=lambda name: answered[name], reverse=True)
    first, second = ranked[0], ranked[1]
    total = sum(asked.values())
    settled = (
        total >= _FEWEST_QUESTIONS
        and answered[first] > 0
        and answered[first] >= _LEAD * answered[second]
        and asked[first] <= _ASKS_SHARE * total
    )
    if not settled:
        raise UnclearSpeakersError(
            f"{transcript.name}, line {transcript.turns[0].line}: which speaker is the candidate "
            f"cannot be told. {_who_speaks(names)}",
            "Say who it is with `--candidate NAME`.",
            names=names,
        )
    close = answered[first] < _CLEAR_LEAD * answered[second] or 4 * asked[first] > total
    doubt = (
        f"{first} was taken for the candidate because they answer most, though others answer too."
    )
    return _cast_as(first, names, doubt if close else "")


def _counts(turns: tuple[Turn, ...]) -> tuple[Counter[str], Counter[str]]:
    """Return how often each speaker asks, and how many words each says to what others asked.

    Counting stops where somebody is asked for questions of their own.
    """
    asked: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    asker = ""
    for turn in turns:
        if asker and asks_for_questions(turn.text):
            break
        if asks(turn.text):
            asked[turn.speaker] += 1
            if asker and turn.speaker != asker and len(turn.text.split()) > _LONG_ANSWER:
                answered[turn.speaker] += len(turn.text.split())  # an answer that asks in passing
            else:
                asker = turn.speaker
        elif asker and turn.speaker != asker:
            answered[turn.speaker] += len(turn.text.split())
    return asked, answered


_LONG_ANSWER = 60
"""Words; a question is seldom longer."""


def _who_speaks(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:_SHOWN])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"Speakers: {shown}{more}."


def _too_few(names: tuple[str, ...], file: str) -> UnclearSpeakersError:
    who = f"only {names[0]} speaks" if names else "no speaker is named"
    return UnclearSpeakersError(
        f"{file}, line 1: {who}, so questions and answers cannot be told apart.",
        "Export the transcript with speaker names.",
        names=names,
    )
