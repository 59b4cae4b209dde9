"""The naive pipeline's turns in the interview that is measured: one of each kind."""

from collections.abc import Mapping
from pathlib import Path

from nexus_cli.bench.spoken.card import FileCard
from nexus_cli.bench.spoken.material import spoken
from nexus_cli.bench.spoken.naive import NaiveServices, NaiveTurn, measure_naive
from nexus_cli.bench.spoken.script import ANSWERS, QUESTIONS, Answer, Reply
from nexus_cli.brain.prompting import Caller
from nexus_cli.brain.protocol import ReplyRequest
from nexus_cli.errors import BrainKeyError, NexusError
from nexus_cli.llm import LLMOptions, open_groq
from nexus_cli.services.session_thread import SessionThread
from nexus_cli.stt.protocol import Transcriber
from nexus_cli.telemetry import Telemetry
from nexus_cli.tts.edge import EdgeService

_NONCE = "5eed5eed"
"""Of the fences: the same in every run, so that prompts have one length."""


def naive_ms(
    folder: Path, options: LLMOptions, edge_socket: Path | None, transcriber: Transcriber
) -> Mapping[str, tuple[float, Mapping[str, float]] | None]:
    """Return the milliseconds of one turn of each kind of reply, with its parts.

    None for a turn that failed. The same answers, the same words in reply and the same services as
    nexus has, with the connection open. Raises BrainKeyError without a key.
    """
    folder.mkdir(parents=True, exist_ok=True)
    gateway = open_groq(options, folder, Telemetry())
    gateway.provider.load()
    services = NaiveServices(
        transcriber,
        Caller("groq", gateway, _NONCE),
        EdgeService(edge_socket),
        FileCard().play,
        folder,
    )
    thread = SessionThread()
    try:
        thread.run(gateway.warm())
        return {
            answer.reply.value: _turn(thread, answer, services)
            for answer in (_first(Reply.NEXT_QUESTION), _first(Reply.FOLLOW_UP))
        }
    finally:
        thread.run(gateway.close())
        thread.close()


def _turn(
    thread: SessionThread, answer: Answer, services: NaiveServices
) -> tuple[float, Mapping[str, float]] | None:
    said, question = spoken(answer.speech), QUESTIONS[answer.question]
    reply: ReplyRequest | str = QUESTIONS[answer.question + 1].text
    if answer.reply is Reply.FOLLOW_UP:
        point = question.key_points[0].point
        reply = ReplyRequest(
            kind="follow_up", question=question, answer=said.text, open_point=point
        )
    try:
        turn: NaiveTurn = thread.run(
            measure_naive(said, question, reply, services, decides=False, rewords=False)
        )
    except BrainKeyError:
        raise  # without a key that works, every round would fail
    except NexusError:
        return None
    return turn.total_ms, turn.parts


def _first(reply: Reply) -> Answer:
    return next(answer for answer in ANSWERS if answer.reply is reply)
