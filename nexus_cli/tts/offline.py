"""The offline voice: espeak-ng in a process of its own. It is robotic, and always there."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator
from importlib.util import find_spec
from pathlib import Path

from nexus_cli.errors import VoiceCutError, VoiceError
from nexus_cli.tts.protocol import Chunk, Encoding, Piece, VoiceChoice

FRAME_SECONDS = 1.5
"""The first sound takes 40 ms with the start of the process; then silence means that it hangs."""
WORDS_A_MINUTE = 165
_PACKAGE = "espeakng_loader"
_WORKER = Path(__file__).with_name("espeak_worker.py")
_VOICES = (VoiceChoice("en-us", "en-US"), VoiceChoice("en-gb", "en-GB"))
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "HOME", "TMPDIR")


class OfflineVoice:
    """Streams 32-bit samples at espeak-ng's rate, 22,050 Hz; needs the extra `offline-voice`.

    One process speaks one text after another. Stopping a text early ends the process, and the next
    text starts a new one. It ends by itself when nexus does, however that comes about.
    """

    name = "offline voice"

    def __init__(self, voice: str = "en-us", speed: float = 1.0) -> None:
        self.voice = voice
        self.speed = speed
        self._process: Process | None = None
        self._sample_rate_hz = 0
        self._turn = asyncio.Lock()
        self._closed = False

    async def speak(self, text: str, *, ahead: bool = False) -> AsyncGenerator[Piece]:
        """Stream the sound of `text`.

        Raises VoiceError when the extra is missing or nothing is heard, VoiceCutError when the
        process dies midway: the times of words are not known, so the whole text is missing then.
        """
        heard = 0
        async with self._turn:
            if self._closed:
                raise VoiceError("The voice has been closed.")
            try:
                process = await self._started()
                await self._ask(process, text)
                while data := await _frame(process):
                    heard += len(data)
                    yield Chunk(_as_float32(data), Encoding.FLOAT32, self._sample_rate_hz)
            except (OSError, EOFError, TimeoutError) as error:
                await self._end()
                raise _broken(text, heard) from error
            except BaseException:  # stopped early: what it still says belongs to nobody
                await self._end()
                raise

    async def voices(self) -> list[VoiceChoice]:
        """Return the voices that fit the interview's language."""
        return list(_VOICES)

    async def close(self) -> None:
        """End the process; nothing is spoken after it."""
        self._closed = True
        await self._end()

    async def _started(self) -> Process:
        if self._process is not None and self._process.returncode is None:
            return self._process
        found = find_spec(_PACKAGE)
        if found is None or found.origin is None:
            raise VoiceError(
                "The offline voice is not installed.",
                "`pip install 'nexus-cli[offline-voice]'` gets it.",
            )
        folder = str(Path(found.origin).parents[1])
        own = {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
        command = (sys.executable, "-I", "-S", str(_WORKER), folder)
        self._process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=own
        )
        self._sample_rate_hz = int.from_bytes(await _frame(self._process), "little")
        return self._process

    async def _ask(self, process: Process, text: str) -> None:
        pace = round(WORDS_A_MINUTE * self.speed)
        wanted = {"text": text, "voice": self.voice, "words_a_minute": pace}
        if process.stdin is None:
            raise EOFError
        process.stdin.write(json.dumps(wanted).encode() + b"\n")
        await process.stdin.drain()

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()


async def _frame(process: Process) -> bytes:
    """Return the next frame; raises EOFError when the process died, TimeoutError when it hangs."""
    if process.stdout is None:
        raise EOFError
    async with asyncio.timeout(FRAME_SECONDS):
        length = int.from_bytes(await process.stdout.readexactly(4), "little")
        return await process.stdout.readexactly(length)


def _as_float32(samples: bytes) -> bytes:
    import numpy as np

    return (np.frombuffer(samples, "<i2").astype("<f4") / 32768).tobytes()


def _broken(text: str, heard: int) -> VoiceError:
    sentence, step = "The offline voice stopped.", "The text is shown instead."
    if heard:
        return VoiceCutError(sentence, step, missing=text, heard_seconds=0.0)
    return VoiceError(sentence, step)
