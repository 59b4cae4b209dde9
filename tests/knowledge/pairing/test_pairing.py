"""What is a question, what belongs to it, and what is nobody's answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_cli.errors import TranscriptError
from nexus_cli.knowledge.pairing import pair
from nexus_cli.models.transcript import (
    Exchange,
    FollowUp,
    PairedInterview,
    Transcript,
    TranscriptKind,
    Turn,
    said_at,
)

ASKER, CANDIDATE = "Interviewer", "Candidate"


def interview(*lines: str) -> PairedInterview:
    """Pair lines that begin with `I:` or `C:`."""
    turns = tuple(
        Turn(
            speaker=ASKER if line.startswith("I:") else CANDIDATE,
            text=line[2:].strip(),
            line=number,
            start_seconds=10.0 * number,
        )
        for number, line in enumerate(lines, 1)
    )
    return pair(Transcript(id="0", name="a.txt", kind=TranscriptKind.TEXT, turns=turns))


def only(*lines: str) -> Exchange:
    (exchange,) = interview(*lines).exchanges
    return exchange


@pytest.mark.parametrize(
    "greeting",
    [
        "Hi Tomas, how are you today?",
        "Can you hear me okay?",
        "Morning, Tomas. How was the drive?",
        "Is now still a good time?",
        "Shall we get started?",
        "Do you mind if I record this?",
        "Did you find the place all right?",
        "Do you have any questions before we start?",
        "Thanks for coming in. I lead the team.",
    ],
)
def test_small_talk_and_logistics_are_no_questions(greeting: str) -> None:
    exchange = only(f"I: {greeting}", "C: Yes, fine.", "I: Why boats?", "C: They float.")
    assert (exchange.question, exchange.answer) == ("Why boats?", "They float.")


@pytest.mark.parametrize(
    "asked",
    [
        "Tell me about a time you missed a deadline.",
        "Walk me through your last release",
        "What would you do in the first week?",
        "Great. So, could you describe how you test?",
        "I'd love to hear how you hire.",
        "how do you handle a customer who shouts at you",
        "Let's say the database is down. Where do you look?",
        "Give us an example of a hard conversation.",
        "¿Por qué quiere trabajar aquí?",
        "为什么想来这里工作？",
    ],
)
def test_questions_and_invitations_open_an_exchange(asked: str) -> None:
    found = interview("I: Why boats?", "C: They float.", f"I: {asked}", "C: Like so.").exchanges
    assert [exchange.answer for exchange in found] == ["They float.", "Like so."]


@pytest.mark.parametrize(
    "asked",
    [
        "Can you say more?",
        "Why?",
        "What did you do yourself?",
        "And what was the result?",
        "How did that go?",
        "Could you elaborate on that?",
        "What would you do differently?",
        "How did you measure it?",
        "Okay, interesting. And what happened next?",
        "What was your role in that?",
        "How did the boatyard react?",
        "Do you have an example?",
    ],
)
def test_a_follow_up_stays_with_its_question(asked: str) -> None:
    exchange = only(
        "I: Tell me about your hardest project.",
        "C: We moved a boatyard over one winter, with four people.",
        f"I: {asked}",
        "C: It went well.",
    )
    assert [follow_up.answer for follow_up in exchange.follow_ups] == ["It went well."]


@pytest.mark.parametrize(
    "asked",
    [
        "What are your strengths?",
        "Why do you want to work here?",
        "Next question: how do you plan a week?",
        "Tell me about a conflict in your team.",
        "What would you monitor on a queue?",
        "How do you keep learning?",
    ],
)
def test_a_new_topic_is_a_question_of_its_own(asked: str) -> None:
    found = interview(
        "I: Tell me about your hardest project.",
        "C: We moved a queue of boats over one winter, with a team of four.",
        f"I: {asked}",
        "C: I do.",
    ).exchanges
    assert [exchange.answer for exchange in found][1:] == ["I do."]


@pytest.mark.parametrize("sound", ["Mm-hm.", "Right, go on.", "Okay.", "Great, thanks.", "I see."])
def test_a_sound_of_listening_does_not_part_an_answer(sound: str) -> None:
    exchange = only("I: Why boats?", "C: They float", f"I: {sound}", "C: and they pay.")
    assert exchange.answer == "They float and they pay."
    assert "I see" not in exchange.answer


def test_a_question_put_again_before_the_answer_joins() -> None:
    exchange = only(
        "I: How do you cost a menu?",
        "C: Sorry, could you repeat that?",
        "I: How do you work out what a menu costs?",
        "C: By weight.",
    )
    assert exchange.question.startswith("How do you cost a menu?")
    assert exchange.answer == "By weight."


def test_an_unanswered_question_stays_blank() -> None:
    found = interview(
        "I: Why boats?",
        "C: They float.",
        "I: When did you last sail? Let's move on. What is your notice period?",
        "C: Four weeks.",
    ).exchanges
    assert [exchange.answer for exchange in found] == ["They float.", "", "Four weeks."]


def test_the_candidates_own_questions_close_the_interview() -> None:
    *_, closing = interview(
        "I: Why boats?",
        "C: They float.",
        "I: Do you have any questions for us?",
        "C: Who is the team?",
        "I: Nine people. Does that answer your question?",
        "C: It does. How do you pay?",
        "I: Monthly. Thanks for your time.",
        "C: Thank you, bye.",
    ).exchanges
    assert closing.closing
    assert closing.answer == "Who is the team? It does. How do you pay?"


def test_a_reaction_is_not_part_of_the_question() -> None:
    exchange = only("I: Great, thanks. That makes sense. Why boats?", "C: They float.")
    assert exchange.question == "Why boats?"


def test_the_scene_that_a_question_sets_stays_with_it() -> None:
    asked = "You are alone on a ward. Two alarms ring at once. What do you do?"
    assert only(f"I: {asked}", "C: Shout.").question == asked


def test_a_place_in_an_answer_leads_back_to_its_turn() -> None:
    exchange = only("I: Why boats?", "C: They float", "I: Mm-hm.", "C: and they pay.")
    turn = said_at(exchange.answer_turns, exchange.answer.index("pay"))
    assert turn is not None
    assert (turn.line, turn.start_seconds) == (4, 40.0)
    assert said_at((), 3) is None


def test_an_interview_without_a_question_is_refused_with_its_line() -> None:
    with pytest.raises(TranscriptError) as caught:
        interview("I: Good morning.", "C: Hello.")
    assert "line 1" in caught.value.sentence


def test_many_blank_answers_are_flagged() -> None:
    paired = interview("I: Why boats? Let's move on. Why sails?", "C: Wind.")
    assert "no answer" in paired.low_confidence


SAYINGS = [
    "why boats?",
    "okay.",
    "what did you do yourself?",
    "tell me about it.",
    "next question.",
    "thanks.",
    "do you have any questions for us?",
    "I ran the floor.",
    "so it was, and",
    "can you hear me?",
]
WORDS = st.lists(st.sampled_from(SAYINGS), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.booleans(), WORDS), min_size=1, max_size=14))
def test_an_answer_never_holds_an_interviewers_words(lines: list[tuple[bool, str]]) -> None:
    marked = [
        f"I: {words}" if asks else f"C: {words} mine{n}" for n, (asks, words) in enumerate(lines)
    ]
    try:
        paired = interview(*marked)
    except TranscriptError:
        return
    for exchange in paired.exchanges:
        parts: list[Exchange | FollowUp] = [exchange, *exchange.follow_ups]
        for part in parts:
            assert part.answer == " ".join(turn.text for turn in part.answer_turns)
            assert all(turn.speaker == CANDIDATE for turn in part.answer_turns)
    said = [
        turn.line
        for exchange in paired.exchanges
        for turns in (exchange.answer_turns, *(f.answer_turns for f in exchange.follow_ups))
        for turn in turns
    ]
    assert said == sorted(set(said))
