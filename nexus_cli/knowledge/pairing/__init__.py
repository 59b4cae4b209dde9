"""Who asks and who answers in a saved interview, and which answer belongs to which question."""

from nexus_cli.errors import TranscriptError
from nexus_cli.knowledge.pairing.casting import Cast, cast
from nexus_cli.knowledge.pairing.conversation import exchanges_of
from nexus_cli.models.transcript import Exchange, PairedInterview, Transcript

_UNREAD_SHARE = 0.1
_BLANK_SHARE = 0.4


def pair(transcript: Transcript, candidate: str | None = None) -> PairedInterview:
    """Return the questions of `transcript`, each with its answer and follow-ups.

    `candidate` names the one who answers, by their name or the beginning of it that no other
    speaker shares, in any case; None lets labels and then who asks decide.
    Raises UnclearSpeakersError, with the names, when that leaves it open; TranscriptError when
    nothing was asked.
    """
    if transcript.exchanges:
        return PairedInterview(
            candidate=candidate or transcript.candidate,
            interviewers=(),
            exchanges=transcript.exchanges,
            unread=transcript.unread,
        )
    roles = cast(transcript, candidate)
    exchanges = exchanges_of(transcript.turns, roles.candidate)
    if not any(not exchange.closing for exchange in exchanges):
        line = transcript.turns[0].line
        raise TranscriptError(
            f"{transcript.name}, line {line}: nobody asks {roles.candidate} a question.",
            "Check that the whole interview was saved, or name the candidate with "
            "`--candidate NAME`.",
            line=line,
        )
    return PairedInterview(
        candidate=roles.candidate,
        interviewers=roles.interviewers,
        exchanges=exchanges,
        unread=transcript.unread,
        low_confidence=_doubt(transcript, roles, exchanges),
    )


def _doubt(transcript: Transcript, roles: Cast, exchanges: tuple[Exchange, ...]) -> str:
    """Return why the pairing may be wrong, as sentences; nothing when it need not be doubted."""
    doubts = [roles.doubt] if roles.doubt else []
    blank = sum(1 for exchange in exchanges if not exchange.answer)
    if blank > _BLANK_SHARE * len(exchanges):
        doubts.append(f"{blank} of {len(exchanges)} questions have no answer.")
    lost = len(transcript.unread)
    if lost > _UNREAD_SHARE * (lost + len(transcript.turns)) and lost > 2:
        doubts.append(f"{lost} places of the file could not be read.")
    return " ".join(doubts)


__all__ = ["pair"]
