"""Follow-ups as they reach the person, whatever the model says."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_cli.bench.groq import LatencyProfile, LoopbackGroq
from nexus_cli.bench.groq.faults import Fault, FaultKind, in_order
from nexus_cli.brain.prompting import Caller
from nexus_cli.brain.replying.speaking import reply
from nexus_cli.errors import BrainAnswerError, BrainError, BrainUnavailableError
from nexus_cli.scoring.tokens import parse
from tests.brain.replying.staged import (
    ANSWER,
    NONCE,
    QUESTION,
    REQUEST,
    first_piece_then_leave,
    hear,
)
from tests.llm.in_memory import ScriptedProvider, gateway_to
from tests.llm.stage import Stage, on_stage
from tests.llm.virtual_time import virtual

GOOD = "You fetch a ladder, I heard. How do you get the bees down from there?"


def test_a_clean_follow_up_is_said_and_then_what_it_cost() -> None:
    heard = hear(GOOD)
    assert heard.text == GOOD
    assert heard.pieces[0] == "You fetch a ladder,"
    assert [usage.calls for usage in heard.usage] == [1]
    assert heard.usage[0].model == "openai/gpt-oss-20b"
    assert heard.usage[0].completion_tokens > 0


def test_praise_is_left_out_and_the_question_is_asked() -> None:
    text = "Great answer! You really know bees, well done. How do you get them down? And why?"
    assert hear(text).text == "How do you get them down?"


@pytest.mark.parametrize(
    "invented",
    [
        "You said that you led the whole migration and cut the cost within a quarter.",
        "You keep forty hives.",
        "You trained the apprentices and certified the orchard.",
    ],
)
def test_nobody_is_told_that_they_said_what_they_did_not_say(invented: str) -> None:
    assert hear(f"{invented} How do you get the bees down?").text == "How do you get the bees down?"


@pytest.mark.parametrize(
    "praise",
    [
        "Excellent, you fetch a ladder.",
        "That is correct.",
        "That's a really good point.",
        "Interesting.",
        "No worries, we can go on.",
        "I'm sorry to hear that.",
        "Not quite.",
        "You forgot the water.",
        "Have you considered the shade?",
        "As an AI, I watch bees too.",
        "This lowers your score.",
        "The rubric asks for more.",
        "You're hired.",
        "You seem nervous.",
        "The user wants a question.",
        "See www.bees.example.com for more.",
    ],
)
def test_what_an_interviewer_does_not_say_is_left_out(praise: str) -> None:
    assert hear(f"{praise} How do you get the bees down?").text == "How do you get the bees down?"


def test_only_the_first_of_several_questions_is_asked() -> None:
    heard = hear("How do you get them down? Who helps you? What then?")
    assert heard.text == "How do you get them down?"
    assert heard.usage


def test_markup_is_not_spoken() -> None:
    text = (
        "**Follow-up question:** 1. You fetch a `ladder`. How do you *get* the [bees](x) down? 🐝"
    )
    assert hear(text).text == "You fetch a ladder. How do you get the bees down?"


def test_a_flood_of_words_is_cut_to_a_question() -> None:
    flood = "You watch the bees. " + "You fetch the ladder and you ring. " * 40
    heard = hear(f"{flood}What happens then?")
    assert heard.text == "You watch the bees. What happens then?"


def test_a_question_without_an_end_is_no_follow_up() -> None:
    heard = hear("and so on and on " * 60)
    assert not heard.text
    assert isinstance(heard.error, BrainAnswerError)


def test_statements_alone_are_no_follow_up() -> None:
    heard = hear("You watch the bees. You fetch a ladder.")
    assert heard.text == "You watch the bees."
    assert isinstance(heard.error, BrainAnswerError)
    assert heard.usage, "what was paid for is told all the same"


def test_a_reply_cut_short_is_no_follow_up() -> None:
    heard = hear("How do you get the bees down from", faults=in_order([FaultKind.TRUNCATED]))
    assert not heard.text
    assert isinstance(heard.error, BrainAnswerError)


@pytest.mark.parametrize(
    "leak",
    [
        "<|channel|>analysis<|message|>They want a question. What then?",
        "analysisWe ask about the skep. What then?",
        "analysis: the topic is catching. What then?",
        "<think>Catching bees.</think> What then?",
        "assistantfinal What happens then?",
    ],
)
def test_thoughts_in_place_of_speech_are_a_failure(leak: str) -> None:
    heard = hear(leak)
    assert not heard.text
    assert isinstance(heard.error, BrainAnswerError)


def test_nothing_is_said_from_a_control_token_on() -> None:
    assert (
        hear("What then, at dusk?<|end|><|start|>assistant How so?").text == "What then, at dusk?"
    )
    assert hear("You watch them. Then<|end|> you wait. How so?").text == "You watch them."


@pytest.mark.parametrize(
    "parrot",
    [
        *(point.point for point in QUESTION.key_points),
        QUESTION.key_points[0].accept[0],
        QUESTION.model_answer,
        QUESTION.paraphrase,
    ],
)
def test_a_parrot_of_what_a_good_answer_says_gives_nothing_away(parrot: str) -> None:
    for text in (f"Do you know that {parrot.lower().rstrip('.')}?", f"{parrot} Is that so?"):
        said = hear(text).text
        assert not _runs(parrot, 5) & _runs(said, 5)
        assert said in ("", "Is that so?")


def test_two_rare_words_of_the_open_point_are_too_many() -> None:
    assert not hear("Would you use a skep in the shade for it?").text
    assert hear("Would you use a skep for it?").text


def test_words_the_person_said_are_no_leak() -> None:
    answer = "I shake the swarm into a skep, in a shaded place."
    text = "You shake the swarm into a shaded skep. How long does it stay there?"
    assert hear(text, replace(REQUEST, answer=answer)).text == text


def test_a_question_asked_before_is_not_asked_again() -> None:
    before = replace(REQUEST, asked_before=("How do you get the bees down from the tree?",))
    heard = hear("You fetch a ladder. How do you get those bees down from the tree?", before)
    assert heard.text == "You fetch a ladder."
    assert isinstance(heard.error, BrainAnswerError)
    assert "?" not in hear(QUESTION.text).text


def test_a_figure_that_nobody_said_is_not_spoken() -> None:
    assert (
        hear("You have 2 boxes. What are they for?").text == "You have 2 boxes. What are they for?"
    )
    assert hear("You have 40 boxes. What are they for?").text == "What are they for?"


def test_what_follows_a_clause_whose_end_was_refused_still_reads_well() -> None:
    heard = hear("You fetch a ladder, well done. What happens then?")
    assert heard.text == "You fetch a ladder, what happens then?"


def test_talk_of_scores_is_let_through_where_the_question_is_about_them() -> None:
    about = QUESTION.model_copy(update={"text": "How do you read a credit score?"})
    text = "Which score would worry you?"
    assert hear(text, replace(REQUEST, question=about)).text == text
    assert not hear(text).text


def test_an_empty_stream_is_a_failure() -> None:
    heard = hear("")
    assert not heard.text
    assert isinstance(heard.error, BrainError)


def test_a_stream_that_breaks_midway_keeps_what_was_said_and_raises() -> None:
    heard = hear(f"You watch the bees. You fetch a ladder. {GOOD}", faults=_always_midway)
    assert heard.text == "You watch the bees."
    assert isinstance(heard.error, BrainUnavailableError)


def test_a_break_after_the_question_changes_nothing() -> None:
    text = "How do you get them down? " + "And then you wait for dusk. " * 4
    heard = hear(text, faults=_always_midway)
    assert heard.text == "How do you get them down?"
    assert heard.error is None


def test_the_end_of_a_slow_reply_is_not_waited_for() -> None:
    slow = LatencyProfile(tokens_a_second=20)
    heard = hear("How do you get them down? " + "And then you wait. " * 60, latency=slow)
    assert heard.text == "How do you get them down?"
    assert heard.seconds < 1.5


def test_who_stops_listening_drops_the_connection() -> None:
    server = LoopbackGroq(answer=lambda body: GOOD, latency=LatencyProfile(tokens_a_second=5))

    async def play(stage: Stage) -> None:
        assert await first_piece_then_leave(stage, REQUEST) == "You fetch a ladder,"

    on_stage(server, play)


_FRAGMENTS = st.sampled_from(
    [
        *QUESTION.key_points[0].point.split(),
        *QUESTION.model_answer.split(),
        *ANSWER.split(),
        *(
            "How",
            "What",
            "then?",
            "why?",
            "and",
            "**",
            "<|",
            "Great!",
            "\n",
            "- ",
            "you,",
            "7",
            ".",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_FRAGMENTS, max_size=60))
def test_whatever_a_model_says_the_person_hears_one_clean_question(words: list[str]) -> None:
    async def whole() -> tuple[str, bool]:
        said, failed = "", False
        provider = ScriptedProvider(" ".join(words) or " ")
        try:
            async for piece in reply(Caller("groq", gateway_to(provider), NONCE), REQUEST):
                said += piece if isinstance(piece, str) else ""
        except BrainError:
            failed = True
        return said, failed

    said, failed = virtual(whole())
    secret = _runs(QUESTION.key_points[0].point, 5) | _runs(QUESTION.model_answer, 5)
    assert failed or (said.count("?") == 1 and said.endswith("?"))
    assert said.count("?") <= 1
    assert len(said.split()) <= 36
    assert not secret & _runs(said, 5)
    assert "Great" not in said
    assert not set("*<|\n") & set(said)


def _always_midway() -> Fault:
    return Fault(FaultKind.DROP_MIDWAY)


def _runs(text: str, size: int) -> set[tuple[str, ...]]:
    stems = [token.stem for token in parse(text).tokens]
    return {tuple(stems[at : at + size]) for at in range(len(stems) - size + 1)}
