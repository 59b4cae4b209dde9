"""How a check reaches the sound card, and whoever sits before it meanwhile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, Self

from nexus_cli.audio.listener import Listener
from nexus_cli.audio.playback import Speaker
from nexus_cli.audio.portaudio import Device, list_devices
from nexus_cli.audio.signals import SpeechFrame
from nexus_cli.errors import AudioError
from nexus_cli.services.voices import MakeSpeaker
from nexus_cli.settings import Settings
from nexus_cli.speech.ear.listening import OpenListener


@dataclass(frozen=True)
class SoundCard:
    """The chosen microphone and speaker of this machine, or what takes their place."""

    devices: Callable[[], Sequence[Device]] = list_devices
    open_listener: OpenListener = Listener
    make_speaker: MakeSpeaker = Speaker
    chosen_microphone: str | None = None
    chosen_speaker: str | None = None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the card with the devices that `settings` name."""
        return cls(
            open_listener=partial(Listener, device=settings.microphone),
            make_speaker=partial(Speaker, device=settings.speaker),
            chosen_microphone=settings.microphone,
            chosen_speaker=settings.speaker,
        )

    def microphone(self) -> str:
        """Return what to call the microphone, after "the". Raises AudioError without one."""
        if self.chosen_microphone:
            return f"microphone {self.chosen_microphone}"
        found = [device for device in self.devices() if device.inputs]
        if not found:
            raise AudioError("There is no microphone.", "Connect one, or type your answers.")
        return _named([device for device in found if device.is_default_input], "microphone")

    def speaker(self) -> str:
        """Return what to call the speaker, after "the". Raises AudioError without one."""
        if self.chosen_speaker:
            return f"speaker {self.chosen_speaker}"
        found = [device for device in self.devices() if device.outputs]
        if not found:
            raise AudioError("There is no speaker.", "Connect one; questions are shown too.")
        return _named([device for device in found if device.is_default_output], "speaker")


class Attendant(Protocol):
    """Somebody at a terminal, who is asked to speak and to listen; called on the event loop."""

    def speak_now(self, microphone: str) -> None:
        """Ask for a sentence: the microphone is open."""
        ...

    def heard(self, frame: SpeechFrame) -> None:
        """Show how loud it is; 16 times a second."""
        ...

    def spoken(self) -> None:
        """Note that nobody needs to speak any more."""
        ...

    def listen_now(self, speaker: str, sentence: str) -> None:
        """Say what is about to be heard."""
        ...


def _named(defaults: Sequence[Device], what: str) -> str:
    """Return the device's own name; sound servers hide it behind the word default."""
    name = defaults[0].name if defaults else ""
    return f"default {what}" if name in ("", "default") else f"{what} {name}"
