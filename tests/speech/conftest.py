"""The sound card of these tests."""

from tests.sound_card import running_card, sound_card

__all__ = ["running_card", "sound_card"]
