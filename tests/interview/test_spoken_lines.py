"""Lines in a spoken interview: keys by name while nexus listens, an answer while it does not."""

from nexus_cli.interview.spoken.lines import Lines
from nexus_cli.models.commands import (
    ChangePatience,
    ClarifyQuestion,
    Command,
    CorrectAnswer,
    EndInterview,
    FinishAnswer,
    HoldThought,
    PauseInterview,
    RepeatQuestion,
    SkipQuestion,
    SubmitAnswer,
    SwitchKeyboard,
)
from nexus_cli.models.events import AnswerAccepted
from nexus_cli.models.patience import Patience
from nexus_cli.models.signals import FloorMoved, TypingOffered
from nexus_cli.models.spoken import SpokenPhase
from tests.made_up import NOON


def typed(lines: Lines, *written: str) -> list[Command]:
    return [command for line in written for command in lines.typed(f"{line}\n")]


def offered(text: str = "") -> Lines:
    lines = Lines()
    lines.shown(TypingOffered(text=text, why=""))
    return lines


def accepted() -> AnswerAccepted:
    return AnswerAccepted(at=NOON, question_id="a", part="answer", text="I clean the lump.")


def test_an_empty_line_ends_the_answer_and_names_are_keys() -> None:
    assert typed(Lines(), "", "repeat", "what do you mean?", "Skip", "pause", "type") == [
        FinishAnswer(),
        RepeatQuestion(),
        ClarifyQuestion(),
        SkipQuestion(),
        PauseInterview(),
        SwitchKeyboard(),
    ]
    assert typed(Lines(), "end the interview") == [EndInterview()]
    assert typed(Lines(), "patience high") == [ChangePatience(patience=Patience.HIGH)]


def test_think_holds_the_countdown_and_once_more_lets_it_go() -> None:
    lines = Lines()
    assert typed(lines, "think", "think") == [HoldThought(down=True), HoldThought(down=False)]


def test_words_that_are_no_key_do_nothing_while_nexus_listens() -> None:
    assert typed(Lines(), "I clean the lamp", "patience enormous", "correct") == []


def test_typed_lines_go_behind_what_was_said_or_take_its_place() -> None:
    added = typed(offered("I clean the lamp"), "before sunset,", "every day.", ".")
    assert added == [SubmitAnswer(text="I clean the lamp before sunset,\nevery day.")]
    anew = typed(offered("I clean the lump"), "instead", "I clean the lamp.", ".")
    assert anew == [SubmitAnswer(text="I clean the lamp.")]


def test_speak_alone_goes_back_to_the_voice() -> None:
    assert typed(offered(), "speak") == [SwitchKeyboard()]


def test_keys_count_again_when_nexus_listens_again() -> None:
    lines = offered("I clean")
    lines.shown(FloorMoved(phase=SpokenPhase.LISTENING))
    assert typed(lines, "") == [FinishAnswer()]


def test_the_last_answer_can_be_corrected() -> None:
    lines = Lines()
    lines.shown(accepted())
    assert typed(lines, "correct", "I clean the lamp.", ".", "") == [
        CorrectAnswer(question_id="a", part="answer", text="I clean the lamp."),
        FinishAnswer(),
    ]


def test_a_correction_without_words_changes_nothing() -> None:
    lines = Lines()
    lines.shown(accepted())
    assert typed(lines, "correct", ".") == []
