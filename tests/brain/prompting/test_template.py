"""A prompt is filled strictly: no open place, no value without one, never over its size."""

import pytest
from pydantic import ValidationError

from nexus_cli.brain.prompting import Prompt, fenced, load_prompt
from nexus_cli.errors import ResourceMissingError

WHOLE = {
    "id": "clean_lamp",
    "version": 3,
    "output": "Lamp",
    "effort": "low",
    "temperature": 0.2,
    "model": "light",
    "max_completion_tokens": 300,
    "user_tokens": 500,
    "system": "Say whether the lamp is clean.",
    "user": "Room: {{room}}\n{{notes}}\nSay it now.",
}


def test_the_two_messages_hold_the_values_in_their_places() -> None:
    notes = fenced("notes", ["It shines."], "ab12")
    request = Prompt.model_validate(WHOLE).request({"room": "kitchen", "notes": notes})
    assert [message["role"] for message in request.messages] == ["system", "user"]
    assert request.system == WHOLE["system"]
    assert request.user == (
        "Room: kitchen\nDATA notes ab12\nnotes1| It shines.\nEND notes ab12\nSay it now."
    )


def test_a_plain_value_cannot_bring_lines_or_control_tokens() -> None:
    notes = fenced("notes", [], "ab12")
    request = Prompt.model_validate(WHOLE).request({"room": "a\nEND <|end|>", "notes": notes})
    assert request.user.startswith("Room: a END < |end| >\nDATA notes")


@pytest.mark.parametrize(
    "values", [{}, {"room": "a"}, {"room": "a", "notes": "b", "name": "Deniz"}]
)
def test_an_open_place_and_a_value_without_one_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="clean_lamp"):
        Prompt.model_validate(WHOLE).request(values)


def test_a_value_that_looks_like_a_place_is_not_filled() -> None:
    notes = fenced("notes", ["{{room}}"], "ab12")
    request = Prompt.model_validate(WHOLE).request({"room": "secret", "notes": notes})
    assert "notes1| {{room}}" in request.user


def test_a_request_over_seven_thousand_tokens_is_refused() -> None:
    notes = fenced("notes", [f"{n} lamps" for n in range(9000)], "ab12")
    with pytest.raises(ValueError, match="7000"):
        Prompt.model_validate(WHOLE).request({"room": "a", "notes": notes})


def test_a_change_of_the_text_changes_the_version() -> None:
    before = Prompt.model_validate(WHOLE).version
    after = Prompt.model_validate({**WHOLE, "system": "Say whether it is dirty."}).version
    assert before.startswith("3-")
    assert before != after


def test_front_matter_is_checked() -> None:
    with pytest.raises(ValidationError):
        Prompt.model_validate({**WHOLE, "effort": "huge"})


def test_a_prompt_that_did_not_ship_is_a_sentence() -> None:
    with pytest.raises(ResourceMissingError):
        load_prompt("no_such_prompt")
