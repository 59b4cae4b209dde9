"""The spoken interview's page: its keys, what it draws of ear and floor, and that no text is lost.

The session is a script that yields what a test feeds it and keeps what it is told.
"""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from textual.content import Content

from nexus_cli.errors import StoreError
from nexus_cli.models.commands import (
    ChangePatience,
    ClarifyQuestion,
    Command,
    FinishAnswer,
    HoldThought,
    KeepDraft,
    PauseInterview,
    RepeatQuestion,
    SkipQuestion,
    SubmitAnswer,
    SwitchKeyboard,
)
from nexus_cli.models.events import AnswerAccepted, InterviewEnded, QuestionAsked
from nexus_cli.models.patience import Patience
from nexus_cli.models.signals import (
    AnswerHeard,
    CountdownBegan,
    HeardPiece,
    LeftToRead,
    LevelMeasured,
    NotSaved,
    QuestionCut,
    Said,
    SilenceLasted,
    TypingOffered,
)
from nexus_cli.models.spoken import SpokenPhase
from nexus_cli.tui.interview.spoken import drawing
from nexus_cli.tui.interview.spoken.listening import Listening
from tests.tui.spoken_stage import (
    QUESTION,
    TURN,
    Stage,
    answering,
    counting,
    listening,
    moved,
    spoken,
)
from tests.tui.stage import MORNING, reads, text_of, type_in, until

Visit = Callable[[Stage], Awaitable[None]]
LOST = moved(SpokenPhase.DEVICE_LOST, has_microphone=False)


@pytest.fixture
def visited(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what runs a visit to a spoken interview."""

    def run(
        visit: Visit, size: tuple[int, int] = (120, 40), motion: bool = True, notes: str = ""
    ) -> None:
        async def see() -> None:
            said = (notes,) if notes else ()
            async with spoken(monkeypatch, size, motion=motion, notes=said) as stage:
                await visit(stage)

        asyncio.run(see())

    return run


LETTERS: list[tuple[str, str, Command]] = [
    ("enter", "Enter Done", FinishAnswer()),
    ("space", "Space Think", HoldThought(down=True)),
    ("r", "R Repeat", RepeatQuestion()),
    ("c", "C Clarify", ClarifyQuestion()),
    ("s", "S Skip", SkipQuestion()),
    ("t", "T Type", SwitchKeyboard()),
    ("p", "P Pause", PauseInterview()),
    ("w", "W Wait", ChangePatience(patience=Patience.HIGH)),
]


@pytest.mark.parametrize(("key", "label", "command"), LETTERS, ids=lambda v: str(v)[:12])
def test_keys_do_what_the_last_line_says(
    key: str, label: str, command: Command, visited: Callable[..., None]
) -> None:
    async def visit(stage: Stage) -> None:
        await listening(stage)
        await reads(stage.pilot, "● listening")
        assert label in text_of(stage.app).splitlines()[-1]
        await stage.pilot.press(key)
        await stage.told(command)

    visited(visit)


def test_enter_stops_the_voice(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await stage.happens(moved(SpokenPhase.SPEAKING), TURN)
        await reads(stage.pilot, "○ speaking")
        await stage.pilot.press("enter")
        await stage.told(FinishAnswer())

    visited(visit)


def test_space_holds_the_countdown_until_it_is_pressed_again(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await counting(stage)
        await reads(stage.pilot, "moving on in 0.6 s")
        await stage.pilot.press("space")
        await reads(stage.pilot, "nothing moves on until you press Space")
        await stage.pilot.press("space")
        await reads(stage.pilot, "moving on in 0.6 s")
        holds = [c for c in stage.script.commands if isinstance(c, HoldThought)]
        assert holds == [HoldThought(down=True), HoldThought(down=False)]

    visited(visit)


def test_patience_goes_round_and_is_shown(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await listening(stage)
        await stage.pilot.press("w", "w")
        await stage.told(ChangePatience(patience=Patience.LOW))
        await reads(stage.pilot, "Patience  low")
        await reads(stage.pilot, "Patience low: moves on sooner")

    visited(visit)


def test_the_countdown_is_where_the_session_last_said(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await counting(stage)
        await reads(stage.pilot, "moving on in 0.6 s")
        await reads(stage.pilot, "your answer sounds complete")
        await stage.happens(SilenceLasted(seconds=1.3))
        await reads(stage.pilot, "moving on in 0.1 s")
        await stage.happens(CountdownBegan(wait_seconds=3.0, why="you are in mid-sentence"))
        await reads(stage.pilot, "moving on in 1.7 s")

    visited(visit)


def test_any_sound_ends_the_countdown(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await counting(stage)
        await reads(stage.pilot, "moving on")
        await stage.happens(moved(SpokenPhase.USER_SPEAKING))
        await reads(stage.pilot, "● listening")
        assert "moving on" not in text_of(stage.app)

    visited(visit)


def test_without_motion_level_and_countdown_are_words(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await answering(stage)
        await reads(stage.pilot, "● listening   hearing you")
        assert "▆" not in text_of(stage.app)
        await stage.happens(
            moved(SpokenPhase.PAUSED),
            CountdownBegan(wait_seconds=2.4, why="your answer sounds complete"),
        )
        await reads(stage.pilot, "moving on in 3 s")
        assert "━━" not in text_of(stage.app)

    visited(visit, size=(80, 24), motion=False)


def test_doubtful_words_stand_in_brackets(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await answering(stage)
        await reads(stage.pilot, "broke was the [application?] slot")
        await reads(stage.pilot, "142 words a minute")
        await reads(stage.pilot, "longest 1.8 s")

    visited(visit)


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        ("clipping", "too loud"),
        ("too quiet", "hard to hear"),
        ("no signal", "the microphone sends nothing"),
    ],
)
def test_what_is_wrong_with_the_sound_is_said(
    hint: str, words: str, visited: Callable[..., None]
) -> None:
    async def visit(stage: Stage) -> None:
        await listening(stage)
        await stage.happens(LevelMeasured(rms_dbfs=-50, speech=True, hint=hint))
        await reads(stage.pilot, words)

    visited(visit)


def test_a_flood_of_levels_is_drawn_a_few_times(
    visited: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[float] = []
    draw = drawing.meter

    def counted(known: Listening, motion: bool) -> Content:
        drawn.extend(known.levels_dbfs[-1:])
        return draw(known, motion)

    async def visit(stage: Stage) -> None:
        await listening(stage)
        monkeypatch.setattr(drawing, "meter", counted)
        levels = [LevelMeasured(rms_dbfs=-60 + n / 10, speech=False) for n in range(400)]
        await stage.happens(*levels)
        await until(stage.pilot, lambda: drawn[-1:] == [levels[-1].rms_dbfs])
        assert len(drawn) < 100

    visited(visit)


def test_typing_begins_with_what_was_said_and_takes_in_what_comes_later(
    visited: Callable[..., None],
) -> None:
    async def visit(stage: Stage) -> None:
        await answering(stage)
        await stage.pilot.press("t")
        await stage.told(SwitchKeyboard())
        await stage.happens(
            moved(SpokenPhase.TYPED), TypingOffered(text="The slot filled.", why="")
        )
        await until(stage.pilot, lambda: stage.editor.text == "The slot filled.")
        await type_in(stage.pilot, " We saw it.")
        await stage.happens(TypingOffered(text="The slot filled. Then the disk.", why=""))
        whole = "The slot filled. Then the disk. We saw it."
        await until(stage.pilot, lambda: stage.editor.text == whole)
        await type_in(stage.pilot, " At last.")
        await stage.pilot.press("ctrl+s")
        await stage.told(SubmitAnswer(text=f"{whole} At last."))

    visited(visit)


def test_what_was_typed_before_the_first_offer_stays(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await listening(stage)
        await stage.happens(moved(SpokenPhase.TYPED))
        await until(stage.pilot, lambda: stage.app.focused is stage.editor)
        await type_in(stage.pilot, "typed")
        await stage.happens(TypingOffered(text="spoken", why=""))
        await until(stage.pilot, lambda: stage.editor.text == "spoken typed")
        await stage.happens(TypingOffered(text="spoken", why=""))
        assert stage.editor.text == "spoken typed"

    visited(visit)


def test_a_microphone_that_comes_back_leaves_a_typist_alone(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await answering(stage)
        await stage.happens(LOST, TypingOffered(text="The slot", why="It is gone."))
        await reads(stage.pilot, "microphone gone: type here, it will be back")
        await type_in(stage.pilot, " filled up")
        await stage.happens(moved(SpokenPhase.LISTENING))
        await stage.told(SwitchKeyboard())
        await stage.happens(moved(SpokenPhase.TYPED), TypingOffered(text="The slot", why=""))
        await reads(stage.pilot, "Ctrl+O goes back to speaking.")
        assert stage.editor.text == "The slot filled up"
        await stage.happens(LOST, TypingOffered(text="The slot", why="It is gone."))
        assert stage.editor.text == "The slot filled up"
        assert stage.app.focused is stage.editor

    visited(visit)


def test_a_microphone_that_comes_back_is_heard_when_nothing_was_typed(
    visited: Callable[..., None],
) -> None:
    async def visit(stage: Stage) -> None:
        await answering(stage)
        await stage.happens(LOST, TypingOffered(text="The slot", why="It is gone."))
        await reads(stage.pilot, "microphone gone")
        await stage.happens(moved(SpokenPhase.LISTENING))
        await reads(stage.pilot, "● listening")
        assert stage.app.focused is None
        assert SwitchKeyboard() not in stage.script.commands

    visited(visit)


def test_whoever_speaks_again_goes_on_from_what_was_typed(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await listening(stage)
        await stage.happens(moved(SpokenPhase.TYPED), TypingOffered(text="", why=""))
        await until(stage.pilot, lambda: stage.app.focused is stage.editor)
        await type_in(stage.pilot, "half")
        await stage.pilot.press("ctrl+o")
        await stage.told(SwitchKeyboard())
        assert stage.script.commands[-2:] == [KeepDraft(text="half"), SwitchKeyboard()]
        await stage.happens(
            moved(SpokenPhase.LISTENING), AnswerHeard(pieces=(HeardPiece(text="half"),))
        )
        await reads(stage.pilot, "half")
        assert not stage.editor.display
        assert stage.script.commands.count(SwitchKeyboard()) == 1

    visited(visit)


def test_letters_are_text_while_somebody_types(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await listening(stage)
        await stage.happens(moved(SpokenPhase.TYPED), TypingOffered(text="", why=""))
        await until(stage.pilot, lambda: stage.app.focused is stage.editor)
        await type_in(stage.pilot, "rest cpw?")
        assert stage.editor.text == "rest cpw?"
        drafts = [command for command in stage.script.commands if isinstance(command, KeepDraft)]
        assert stage.script.commands == drafts
        last = text_of(stage.app).splitlines()[-1]
        assert "Ctrl+R Repeat" in last
        assert "T Type" not in last

    visited(visit)


def test_nexus_speaking_does_not_take_the_keyboard_away(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await listening(stage)
        await stage.happens(moved(SpokenPhase.TYPED), TypingOffered(text="", why=""))
        await until(stage.pilot, lambda: stage.app.focused is stage.editor)
        await type_in(stage.pilot, "half")
        await stage.pilot.press("ctrl+r")
        await stage.told(RepeatQuestion())
        await stage.happens(moved(SpokenPhase.THINKING), moved(SpokenPhase.SPEAKING))
        await reads(stage.pilot, "○ speaking")
        await type_in(stage.pilot, " more")
        await stage.happens(moved(SpokenPhase.TYPED), TypingOffered(text="", why=""))
        await reads(stage.pilot, "● your turn")
        assert stage.editor.text == "half more"

    visited(visit)


def test_escape_at_the_keyboard_keeps_the_draft(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await listening(stage)
        await stage.happens(moved(SpokenPhase.TYPED), TypingOffered(text="said", why=""))
        await until(stage.pilot, lambda: stage.editor.text == "said")
        await type_in(stage.pilot, " and typed")
        await stage.pilot.press("escape")
        await reads(stage.pilot, "unfinished")
        kept = [c for c in stage.script.commands if isinstance(c, KeepDraft | PauseInterview)]
        assert kept == [KeepDraft(text="said and typed"), PauseInterview()]

    visited(visit)


def test_escape_while_speaking_pauses_and_overwrites_no_draft(
    visited: Callable[..., None],
) -> None:
    async def visit(stage: Stage) -> None:
        await answering(stage)
        await stage.pilot.press("escape")
        await reads(stage.pilot, "unfinished")
        assert stage.script.commands == [PauseInterview()]
        await until(stage.pilot, lambda: stage.script.closed)

    visited(visit)


def test_quitting_in_mid_answer_asks_and_holds_the_wait(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await counting(stage)
        await stage.pilot.press("ctrl+q")
        await reads(stage.pilot, "You have said 18 words of an answer")
        await stage.told(HoldThought(down=True))
        await stage.pilot.press("n")
        await stage.told(HoldThought(down=False))
        assert stage.app.return_value is None

    visited(visit)


def test_help_holds_the_wait_and_says_what_can_be_said(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await listening(stage)
        await stage.pilot.press("question_mark")
        await reads(stage.pilot, "Speak your answer as you would in a room.")
        await stage.told(HoldThought(down=True))
        await stage.pilot.press("escape")
        await stage.told(HoldThought(down=False))

    visited(visit)


def test_skipping_in_mid_answer_asks_first(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await answering(stage)
        await stage.pilot.press("s")
        await reads(stage.pilot, "Skip the question and drop")
        assert SkipQuestion() not in stage.script.commands
        await stage.pilot.press("y")
        await stage.told(SkipQuestion())

    visited(visit)


def test_a_yes_that_comes_too_late_skips_no_other_question(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await answering(stage)
        await stage.pilot.press("s")
        await reads(stage.pilot, "Skip the question and drop")
        database = stage.script.state.prepared.plan.questions[1]
        turn = TURN.model_copy(update={"question_id": "database", "text": database.text})
        await stage.happens(
            moved(SpokenPhase.COMMITTED),
            QuestionAsked(at=MORNING, question_id="database", number=2),
            moved(SpokenPhase.SPEAKING),
            turn,
        )
        await stage.pilot.press("y")
        await reads(stage.pilot, "○ speaking")
        assert SkipQuestion() not in stage.script.commands

    visited(visit)


def test_an_answer_that_cannot_be_saved_is_there_to_be_sent_again(
    visited: Callable[..., None],
) -> None:
    async def visit(stage: Stage) -> None:
        await answering(stage)
        await stage.happens(
            moved(SpokenPhase.COMMITTED),
            NotSaved(text="The slot filled.", sentence="The disk is full."),
            moved(SpokenPhase.TYPED),
            TypingOffered(text="The slot filled.", why="The disk is full."),
        )
        await reads(stage.pilot, "! not saved, your text is still here. The disk is full.")
        assert stage.editor.text == "The slot filled."
        await stage.pilot.press("ctrl+s")
        await stage.told(SubmitAnswer(text="The slot filled."))

    visited(visit)


def test_what_could_not_be_spoken_is_to_be_read(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await stage.happens(
            TURN,
            moved(SpokenPhase.SPEAKING),
            LeftToRead(text="The team has six people.", why="Edge did not answer in time."),
        )
        await reads(stage.pilot, "Please read: The team has six people.")
        await reads(stage.pilot, "the voice failed (Edge did not answer in time)")
        await stage.happens(LeftToRead(text=QUESTION, why=""))
        assert text_of(stage.app).count(QUESTION) == 1

    visited(visit)


CUT = QuestionCut(heard="What are you proud of", unheard="in your last job?")
CUT_LINE = "What are you proud of [not heard: in your last job?]"


def test_a_question_that_was_cut_shows_how_far_it_was_heard_for_good(
    visited: Callable[..., None],
) -> None:
    async def visit(stage: Stage) -> None:
        await answering(stage)
        await stage.happens(CUT, moved(SpokenPhase.COMMITTED))
        await reads(stage.pilot, CUT_LINE)
        await stage.happens(
            AnswerAccepted(at=MORNING, question_id="opening", part="answer", text="My team."),
            QuestionAsked(at=MORNING, question_id="database", number=2),
        )
        await stage.pilot.press("pageup")
        await reads(stage.pilot, CUT_LINE)

    visited(visit)


def test_a_question_that_was_cut_and_is_said_again_reads_as_before(
    visited: Callable[..., None],
) -> None:
    async def visit(stage: Stage) -> None:
        await listening(stage)
        await stage.happens(CUT)
        await reads(stage.pilot, CUT_LINE)
        await stage.happens(Said(text=QUESTION, kind="repeat"))
        await reads(stage.pilot, f"Once more: {QUESTION}")
        assert "not heard" not in text_of(stage.app)

    visited(visit)


def test_who_hears_is_said_at_the_beginning(visited: Callable[..., None]) -> None:
    sentence = "Your voice is sent to Groq to be written down."

    async def visit(stage: Stage) -> None:
        await reads(stage.pilot, "Your voice is sent to")  # for some seconds
        await listening(stage)

    visited(visit, size=(80, 24), notes=sentence)


def test_a_session_without_a_spoken_floor_is_typed(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await stage.happens(TURN)
        await until(stage.pilot, lambda: stage.app.focused is stage.editor)
        await type_in(stage.pilot, "typed")
        await stage.pilot.press("ctrl+s")
        await stage.told(SubmitAnswer(text="typed"))

    visited(visit)


def test_the_microphone_is_let_go_when_the_interview_is_over(
    visited: Callable[..., None],
) -> None:
    async def visit(stage: Stage) -> None:
        await listening(stage)
        accepted = AnswerAccepted(at=MORNING, question_id="opening", part="answer", text="Yes.")
        await stage.happens(
            moved(SpokenPhase.COMMITTED),
            accepted,
            InterviewEnded(at=MORNING, reason="finished"),
            moved(SpokenPhase.SPEAKING),
            None,
        )
        await reads(stage.pilot, "Press Enter for your report.")
        assert stage.script.closed
        assert "Your report" in text_of(stage.app).splitlines()[-1]
        assert "Done" not in text_of(stage.app).splitlines()[-1]

    visited(visit)


def test_a_session_that_breaks_says_why_and_how_to_go_on(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await answering(stage)
        await stage.happens(StoreError("The disk is full.", "Free some space."))
        await reads(stage.pilot, "The disk is full. Free some space. Ctrl+S tries again")
        await until(stage.pilot, lambda: stage.app.focused is stage.editor)
        await stage.pilot.press("ctrl+s")
        await stage.happens(TURN, moved(SpokenPhase.LISTENING))
        await reads(stage.pilot, "● listening")

    visited(visit)


def test_typed_text_survives_a_session_that_breaks(visited: Callable[..., None]) -> None:
    async def visit(stage: Stage) -> None:
        await listening(stage)
        await stage.happens(moved(SpokenPhase.TYPED), TypingOffered(text="", why=""))
        await until(stage.pilot, lambda: stage.app.focused is stage.editor)
        await type_in(stage.pilot, "typed")
        await stage.pilot.press("ctrl+s")
        await stage.told(SubmitAnswer(text="typed"))
        await stage.happens(StoreError("The disk is full.", "Free some space."))
        await reads(stage.pilot, "Your text is still here")
        await stage.pilot.press("ctrl+s")
        await stage.happens(TURN, moved(SpokenPhase.LISTENING))
        await stage.told(SwitchKeyboard())
        assert stage.editor.text == "typed"

    visited(visit)


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (80, 24), (120, 40), (200, 60)])
def test_the_question_the_state_and_three_keys_fit(
    size: tuple[int, int], visited: Callable[..., None]
) -> None:
    async def visit(stage: Stage) -> None:
        await counting(stage)
        await reads(stage.pilot, "moving on in 0.6 s")
        lines = text_of(stage.app).splitlines()
        assert any(QUESTION in line for line in lines)
        assert all(key in lines[-1] for key in ("Done", "Think", "Help"))
        assert all(len(line) <= size[0] for line in lines)

    visited(visit, size=size)
