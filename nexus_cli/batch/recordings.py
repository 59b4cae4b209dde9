"""A recorded interview as a transcript: written down, and told apart by who asks."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from nexus_cli.audio.codec import decode_pieces
from nexus_cli.errors import TranscriptError
from nexus_cli.knowledge.pairing.asking import asks
from nexus_cli.models.spoken import SpokenWord
from nexus_cli.models.transcript import Transcript, TranscriptKind, Turn
from nexus_cli.services.answer_files import LONGEST_SECONDS
from nexus_cli.services.sittings import hear_sitting
from nexus_cli.stt.protocol import Transcriber
from nexus_cli.text import one_line

DOUBT = (
    "The recording does not say who speaks: what asks is taken for the interviewer, and everything "
    "else for the candidate."
)
ASKS, ANSWERS = "Interviewer", "Candidate"
_PAUSE_SECONDS = 0.8
"""Silence after which another may speak; pauses within a sentence are mostly shorter."""
_MOST_ASKED_WORDS = 80
"""A longer stretch is an answer with a question in it."""


async def hear_interview(
    path: Path,
    transcript_id: str,
    engine: Transcriber,
    on_heard: Callable[[float], None] = lambda seconds: None,
) -> Transcript:
    """Return what is said in a recording of up to three hours.

    `on_heard` is told how many seconds were worked through. Raises AudioError for what cannot be
    decoded, TranscriptionError, and TranscriptError where nobody speaks.
    """
    name = one_line(path.name)
    pieces = decode_pieces(path, longest_seconds=LONGEST_SECONDS)
    heard = hear_sitting(pieces, engine, (), on_heard, parting_seconds=float("inf"))
    words = [word async for speech in heard for word in speech.words]
    turns = turns_of(words)
    if not turns:
        raise TranscriptError(
            f"{name}: nobody is heard to speak.", "Check that the recording has sound."
        )
    return Transcript(
        id=transcript_id,
        name=name,
        kind=TranscriptKind.TEXT,
        turns=turns,
        candidate=ANSWERS,
    )


def turns_of(words: Iterable[SpokenWord]) -> tuple[Turn, ...]:
    """Return what each said until the other spoke, told apart by who asks; lines count the turns.

    What stands between two pauses is one person's; it is the interviewer's when it asks for an
    answer, in few words.
    """
    return tuple(_turns(_stretches(words)))


def _stretches(words: Iterable[SpokenWord]) -> Iterator[list[SpokenWord]]:
    """Yield what is said between two pauses."""
    stretch: list[SpokenWord] = []
    for word in words:
        if stretch and word.start_seconds - stretch[-1].end_seconds >= _PAUSE_SECONDS:
            yield stretch
            stretch = []
        stretch.append(word)
    if stretch:
        yield stretch


def _turns(stretches: Iterable[list[SpokenWord]]) -> Iterator[Turn]:
    speaker, said, number = "", list[SpokenWord](), 0
    for stretch in stretches:
        text = " ".join(word.text for word in stretch)
        asking = len(stretch) <= _MOST_ASKED_WORDS and asks(text)
        now = ASKS if asking else ANSWERS
        if said and now != speaker:
            number += 1
            yield _turn(speaker, said, number)
            said = []
        speaker = now
        said = [*said, *stretch]
    if said:
        yield _turn(speaker, said, number + 1)


def _turn(speaker: str, said: list[SpokenWord], number: int) -> Turn:
    return Turn(
        speaker=speaker,
        text=" ".join(word.text for word in said),
        line=number,
        start_seconds=said[0].start_seconds,
        end_seconds=said[-1].end_seconds,
    )
