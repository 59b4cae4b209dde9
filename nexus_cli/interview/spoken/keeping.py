"""The sound of spoken answers, for who asked that it be kept."""

from collections.abc import Awaitable, Callable

from nexus_cli.audio.samples import Samples
from nexus_cli.errors import StoreError
from nexus_cli.models.events import Part
from nexus_cli.models.result import Degradation
from nexus_cli.models.signals import YourTurn

SaveSound = Callable[[str, Part, Samples], Awaitable[object]]
"""Keeps the sound of an answer: question id, part, samples of shape (n,), 16 kHz."""


class Keeping:
    """Holds the sound of the last answer until it cannot be taken back any more."""

    def __init__(self, save: SaveSound | None) -> None:
        self._save = save
        self._held: tuple[str, Part, Samples] | None = None
        self._saving = False

    @property
    def saving(self) -> bool:
        """Whether there is sound that is not on disk yet."""
        return self._saving or self._held is not None

    def committed(self, asked: YourTurn | None, sound: Callable[[], Samples]) -> None:
        """Hold the sound of an answer, in place of an earlier one to the same question."""
        if self._save is None or asked is None:
            return
        samples = sound()
        if len(samples):
            self._held = (asked.question_id, asked.part, samples)

    async def settle(self) -> Degradation | None:
        """Save what is held; returns what went wrong."""
        held, self._held = self._held, None
        if held is None or self._save is None:
            return None
        self._saving = True
        try:
            await self._save(*held)
        except StoreError as error:
            reason = error.sentence
            return Degradation(stage="recording", wanted="disk", used="nothing", reason=reason)
        finally:
            self._saving = False
        return None
