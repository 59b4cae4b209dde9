"""No text of anybody reaches a span."""

from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.telemetry import Telemetry
from nexus_cli.telemetry.attributes import without_text
from tests.made_up import HandClock

CANARY = "I kept the lamp of Ashmerrow burning"


def test_a_text_is_not_kept_under_any_name() -> None:
    telemetry = Telemetry(HandClock())
    telemetry.describe("grade", system=CANARY)
    with telemetry.span("grade", kind=CANARY, model=CANARY, question=CANARY, answer=CANARY):
        pass
    assert "Ashmerrow" not in repr(telemetry.spans)


def test_an_id_that_names_its_subject_can_be_compared_but_not_read() -> None:
    one, same, other = (
        without_text({"question": name})["question"]
        for name in ("model-lamp-of-ashmerrow-1", "model-lamp-of-ashmerrow-1", "model-lamp-2")
    )
    assert one == same != other
    assert "ashmerrow" not in str(one)


def test_numbers_and_the_words_of_the_program_stay() -> None:
    own: dict[str, str | float] = {
        "kind": "follow_up",
        "model": "openai/gpt-oss-120b",
        "system": "groq",
        "share": 0.5,
    }
    assert without_text(own) == own


@given(st.text(min_size=14), st.sampled_from(["question", "answer", "note", "path"]))
def test_whatever_is_passed_is_twelve_digits_long(text: str, name: str) -> None:
    kept = without_text({name: text})[name]
    assert isinstance(kept, str)
    assert len(kept) == 12
    assert text not in kept
