"""Who is the candidate: as told, by the labels, by who answers, or left to a person."""

import pytest

from nexus_cli.errors import UnclearSpeakersError
from nexus_cli.knowledge.pairing import pair
from nexus_cli.models.transcript import Transcript, TranscriptKind, Turn


def transcript(*lines: tuple[str, str]) -> Transcript:
    turns = tuple(
        Turn(speaker=who, text=words, line=number) for number, (who, words) in enumerate(lines, 1)
    )
    return Transcript(id="0", name="a.txt", kind=TranscriptKind.TEXT, turns=turns)


ANSWER = "We moved a boatyard over one winter with four people and two cranes."


@pytest.mark.parametrize(
    ("asker", "candidate"),
    [
        ("Interviewer", "Applicant"),
        ("Recruiter", "Mara Voss"),
        ("assistant", "user"),
        ("Q", "A"),
        ("Jana (Hiring Manager)", "Tomas Lind"),
        ("Host", "Mei"),
        ("Jana Okoro", "Tomas (Candidate)"),
        ("nexus", "Interviewee 1"),
    ],
)
def test_labels_tell_who_is_who(asker: str, candidate: str) -> None:
    paired = pair(transcript((asker, "Why boats?"), (candidate, "They float.")))
    assert (paired.candidate, paired.interviewers) == (candidate, (asker,))


@pytest.mark.parametrize(
    ("asker", "candidate"), [("A", "B"), ("B", "A"), ("Speaker 2", "Speaker 1")]
)
def test_else_the_one_who_answers_is_the_candidate(asker: str, candidate: str) -> None:
    talk = transcript(
        (asker, "What did you build?"),
        (candidate, ANSWER),
        (asker, "How do you plan a week?"),
        (candidate, ANSWER),
        (asker, "Any questions for me?"),
        (candidate, "How large is the team? What would I build? Who leads it?"),
        (asker, "Nine people, mostly on the floor. " * 30),
    )
    assert pair(talk).candidate == candidate


def test_all_others_are_interviewers() -> None:
    talk = transcript(
        ("Jana", "What did you build?"),
        ("Tomas", ANSWER),
        ("Mei", "How do you plan a week?"),
        ("Tomas", ANSWER),
        ("Ola", "Why here?"),
        ("Tomas", ANSWER),
    )
    paired = pair(talk)
    assert (paired.candidate, paired.interviewers) == ("Tomas", ("Jana", "Mei", "Ola"))


EVEN = transcript(
    ("Jana Okoro", "What did you build?"),
    ("Tomas Lind", "Boats. And what did you build?"),
    ("Jana Okoro", "Ships. Why boats?"),
    ("Tomas Lind", "They float. Why ships?"),
    ("Jana Okoro", "They pay."),
)


def test_an_even_conversation_is_left_to_a_person() -> None:
    with pytest.raises(UnclearSpeakersError) as caught:
        pair(EVEN)
    assert caught.value.names == ("Jana Okoro", "Tomas Lind")
    assert "Jana Okoro, Tomas Lind" in caught.value.sentence
    assert "--candidate" in caught.value.next_step


@pytest.mark.parametrize("given", ["Tomas Lind", "tomas lind", "TOMAS", "to", "lind"])
def test_a_name_or_its_beginning_settles_it(given: str) -> None:
    assert pair(EVEN, given).candidate == "Tomas Lind"


def test_a_name_settles_it_against_the_labels() -> None:
    talk = transcript(("Candidate", "Why boats?"), ("Interviewer", "They float."))
    assert pair(talk, "interviewer").candidate == "Interviewer"


@pytest.mark.parametrize("given", ["Zoe", "", "o"])
def test_a_name_that_fits_none_or_several_is_refused_with_the_names(given: str) -> None:
    talk = transcript(("Ola A", "Why boats?"), ("Oda B", "They float."))
    with pytest.raises(UnclearSpeakersError) as caught:
        pair(talk, given)
    assert "Ola A, Oda B" in caught.value.sentence


def test_a_close_call_is_flagged() -> None:
    talk = transcript(
        ("Jana", "What did you build?"),
        ("Tomas", ANSWER),
        ("Jana", "How do you plan a week?"),
        ("Tomas", ANSWER),
        ("Tomas", "Why do you ask?"),
        ("Jana", "Because we lost " + "time over plans " * 4),
    )
    assert pair(talk).low_confidence


def test_one_voice_alone_is_refused() -> None:
    with pytest.raises(UnclearSpeakersError, match="only Jana speaks"):
        pair(transcript(("Jana", "Why boats?")))
