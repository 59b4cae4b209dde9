"""The naive pipeline, measured beside nexus: each step begins when the one before has ended.

It is what a plain but competent script does. Its interpreter is warm, its models are loaded, its
connection to Groq is open, and it talks to the same services over the same client as nexus, with
delays from the same distribution. What it lacks is any overlap:

    endpoint    0.7 s of silence, by loudness, in blocks of 20 ms
    write_file  the whole answer as a WAV file
    transcribe  that file, in Whisper's padded window
    score       one call: four numbers, a sentence, and whether to ask on
    decide      one more call that asks the same alone; only where it is asked for
    reply       one call, read to its end: the same words as nexus's; none for a planned question,
                since nexus says that as it was planned
    synthesise  the whole reply, over a connection of its own, and decoded
    play        until its first audible sample

A pause within the answer that would have cut it off is not held against it.
"""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from nexus_cli.audio.codec import Mp3Decoder, decode_file
from nexus_cli.audio.samples import HEARING_HZ, Samples
from nexus_cli.bench.spoken.naive_asking import decide, say, score
from nexus_cli.bench.spoken.naive_recording import Said, end_of_answer, write_answer
from nexus_cli.brain.prompting import Caller
from nexus_cli.brain.protocol import ReplyRequest
from nexus_cli.brain.replying.speaking import reply
from nexus_cli.errors import AudioError
from nexus_cli.models.question import Question
from nexus_cli.stt.protocol import Transcriber
from nexus_cli.telemetry import Clock, SystemClock
from nexus_cli.tts.edge import EdgeService
from nexus_cli.tts.edge_voice import DEFAULT_VOICE

_MILLISECONDS = 1000.0


@dataclass(frozen=True)
class NaiveServices:
    """What the script has at hand, all of it open and warm."""

    transcriber: Transcriber
    """Such as a `TimedRecogniser` with `padded=True`."""
    caller: Caller
    edge: EdgeService
    """Opens a connection for each text, as edge-tts does."""
    play: Callable[[Samples], Awaitable[float]]
    """Plays 24 kHz; returns when the first audible sample is in the air, on `clock`."""
    folder: Path
    """Where the answer's file is written."""
    input_seconds: float = 0.02
    """From the air to the program, a block of the device included."""
    clock: Clock = field(default_factory=SystemClock)


@dataclass(frozen=True)
class NaiveTurn:
    """One turn from the last speech sample of the answer to the first audible one of the reply."""

    total_ms: float
    parts: Mapping[str, float]
    """Step to milliseconds, in their order; they sum to the total."""


async def measure_naive(
    said: Said,
    question: Question,
    reply_with: ReplyRequest | str,
    services: NaiveServices,
    decides: bool = True,
    rewords: bool = True,
) -> NaiveTurn:
    """Let the script answer `said`, an answer to `question`, and return how long it took.

    `reply_with` is the next question's text, which the model is asked to say, or the request from
    which nexus words its follow-up. Without `decides` one call fewer is made: the score decides;
    without `rewords` a text is said as it is.
    The time waited is real, from the moment of this call, at which the last speech sample is in
    the air. Raises BrainError, VoiceError, TranscriptionError, and AudioError when the reply
    cannot be heard.
    """
    steps = _Steps(services.clock)
    ends = end_of_answer(said)
    waits = (ends - said.last_speech_sample) / HEARING_HZ + services.input_seconds
    await asyncio.sleep(max(0.0, steps.began + waits - services.clock.seconds()))
    steps.done("endpoint")
    path = write_answer(services.folder / "answer.wav", said.samples, ends)
    steps.done("write_file")
    heard = await services.transcriber.transcribe(decode_file(path))
    steps.done("transcribe")
    await score(services.caller.gateway, question.text, heard.text)
    steps.done("score")
    if decides:
        await decide(services.caller.gateway, question.text, heard.text)
        steps.done("decide")
    if isinstance(reply_with, str) and not rewords:
        text = reply_with
    else:
        text = await _worded(reply_with, question, heard.text, services.caller)
    steps.done("reply")
    sound = await _synthesised(services.edge, text)
    steps.done("synthesise")
    audible = await services.play(sound)
    if not math.isfinite(audible):
        raise AudioError("The naive pipeline's reply cannot be heard.", "Run the benchmark again.")
    steps.done("play", audible)
    return NaiveTurn(sum(steps.parts.values()), steps.parts)


class _Steps:
    """Notes how long each step took."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.began = self._last = clock.seconds()
        self.parts: dict[str, float] = {}

    def done(self, name: str, at: float | None = None) -> None:
        """Note that `name` has ended, now or at a moment told by the device."""
        now = self._clock.seconds() if at is None else at
        self.parts[name] = (now - self._last) * _MILLISECONDS
        self._last = now


async def _worded(
    reply_with: ReplyRequest | str, question: Question, answer: str, caller: Caller
) -> str:
    if isinstance(reply_with, str):
        return await say(caller.gateway, question.text, answer, reply_with)
    pieces: AsyncIterator[object] = reply(caller, reply_with)
    return "".join([piece async for piece in pieces if isinstance(piece, str)]).strip()


async def _synthesised(edge: EdgeService, text: str) -> Samples:
    """Return the whole sound of `text`, 24 kHz, once the last of it has come."""
    decoder, mp3 = Mp3Decoder(), bytearray()
    async with aclosing(edge.stream(text, DEFAULT_VOICE, 1.0)) as pieces:
        async for piece in pieces:
            if isinstance(piece, bytes):
                mp3 += piece
    return np.concatenate((decoder.feed(bytes(mp3)), decoder.finish()))
