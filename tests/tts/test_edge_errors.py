"""Every error of edge-tts has a meaning of its own."""

import inspect

import aiohttp
import pytest
from edge_tts import exceptions as theirs

from nexus_cli.errors import VoiceError
from nexus_cli.tts.edge import fault_of, meanings

THEIRS = [
    error
    for _, error in inspect.getmembers(theirs, inspect.isclass)
    if issubclass(error, Exception)
]


def test_there_are_errors_to_walk() -> None:
    assert len(THEIRS) >= 6


@pytest.mark.parametrize("error", THEIRS)
def test_every_error_of_edge_tts_has_a_sentence_and_a_next_step(error: type[Exception]) -> None:
    assert error in meanings(), f"{error.__name__} has no meaning in nexus_cli/tts/edge.py"
    fault = fault_of(error("Secret words of theirs."))
    assert fault.sentence
    assert fault.next_step
    assert "Secret" not in str(fault)


@pytest.mark.parametrize(
    "error",
    [aiohttp.ServerDisconnectedError(), aiohttp.ClientPayloadError(), OSError(), TimeoutError()],
)
def test_errors_of_the_connection_below_are_told_as_such(error: Exception) -> None:
    fault = fault_of(error)
    assert "edge" in fault.sentence.lower()
    assert "not speech" not in fault.sentence


def test_what_nobody_foresaw_is_a_voice_error_too() -> None:
    assert isinstance(fault_of(ValueError("not enough values to unpack")), VoiceError)
