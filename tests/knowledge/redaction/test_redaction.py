"""What is taken out of an interview that is scored blind, and what stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.knowledge.redaction import Redactor, redact
from nexus_cli.models.transcript import Exchange, FollowUp, PairedInterview, Turn, said_at

WOMEN = [
    "Maria Lopez-Garcia",
    "Grace Okonkwo",
    "Ana Šimić",
    "Siobhán O'Neill",
    "April Summers",
    "Ruby Stone",
    "Li Na",
    "Fatima Al-Sayed",
    "Joy Young",
    "Zoë Brontë",
]
MEN = [
    "José Álvarez",
    "Will Baker",
    "Mark Long",
    "Björn Dæhlie",
    "Ng Wei",
    "August Klein",
    "Jean-Luc Moreau",
    "D'Angelo Reed",
    "Jack Frost",
    "Ravi Chandrasekhar",
]
ANSWER = (
    "Thanks, I am {name}. {They} asked me whether {their} team could move, and I told {them} that "
    "the idea was {theirs}. {Title} {last} may say more. In April 2019 I ran Ruby on Rails, will "
    "run Go, and marked each long job. My {spouse} knows {name}'s story: as a {person} I did it "
    "{self}."
)
WOMAN = {
    "They": "She",
    "their": "her",
    "them": "her",
    "theirs": "hers",
    "Title": "Ms.",
    "spouse": "husband",
    "person": "woman",
    "self": "herself",
}
MAN = {
    "They": "He",
    "their": "his",
    "them": "him",
    "theirs": "his",
    "Title": "Mr.",
    "spouse": "wife",
    "person": "man",
    "self": "himself",
}


def spoken(name: str, words: dict[str, str]) -> PairedInterview:
    """One made-up interview of somebody with this name and these words for them."""
    first, last = name.split()[0], name.split()[-1]
    text = ANSWER.format(name=name, last=last, **words)
    halves = text.split(". ", 1)
    turns = (
        Turn(speaker=name, text=f"{halves[0]}.", line=3),
        Turn(speaker=name, text=halves[1], line=9, start_seconds=12.0),
    )
    return PairedInterview(
        candidate=name,
        interviewers=("Dana",),
        exchanges=(
            Exchange(
                question=f"Hi {first}, what did {name} do, and why did {words['They'].lower()}?",
                answer=text,
                line=2,
                answer_turns=turns,
                follow_ups=(
                    FollowUp(question=f"Why, {first}?", answer=f"I, {name}, had to.", line=5),
                ),
            ),
        ),
    )


@pytest.mark.parametrize("woman", WOMEN)
@pytest.mark.parametrize("man", MEN)
def test_two_interviews_that_differ_in_name_and_gender_alone_end_alike(
    woman: str, man: str
) -> None:
    hers, _ = redact(spoken(woman, WOMAN))
    his, _ = redact(spoken(man, MAN))
    assert hers == his
    assert "Ruby on Rails, will run Go, and marked each long job" in hers.exchanges[0].answer
    assert "In April 2019" in hers.exchanges[0].answer


def test_an_answer_is_still_what_its_turns_say() -> None:
    (exchange,) = redact(spoken(WOMEN[0], WOMAN))[0].exchanges
    assert " ".join(turn.text for turn in exchange.answer_turns) == exchange.answer
    place = said_at(exchange.answer_turns, exchange.answer.index("In April"))
    assert place is not None
    assert (place.line, place.start_seconds, place.speaker) == (9, 12.0, "")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (
            "Write to ada.l@example.org or call +44 20 7946 0958.",
            "Write to [e-mail] or call [phone].",
        ),
        ("See github.com/adal and https://ada.example/cv for it.", "See [link] and [link] for it."),
        (
            "I live in Hamburg at 12 Baker Street, NW1 6XE.",
            "I live in [address] at [address], [address].",
        ),
        ("I studied at the University of Hamburg.", "I studied at [school]."),
        ("After Lincoln High School I went to MIT.", "After [school] I went to [school]."),
        ("My name is Ada Lovelace and I count.", "My name is [name] and I count."),
        ("He said his wife is a chairwoman.", "They said their spouse is a chair."),
        ("I took maternity leave, sir.", "I took parental leave."),
    ],
)
def test_what_tells_who_somebody_is_goes(said: str, left: str) -> None:
    assert Redactor("Somebody Else").redacted(said) == left


@pytest.mark.parametrize(
    "said",
    [
        "In 2019 we served 1 200 000 requests at 10.0.0.12, with version 3.11.7.",
        "It took 12-14 days, or 0.5 to 0.75 seconds, for 100-200 users.",
        "The code is under the MIT license, and the school of thought is old.",
        "We manage humans, mend manholes, and there is no manual.",
        "The heroine and the sheriff there theirs.",
        "Will this mark a change? May I go on, in june?",
    ],
)
def test_what_tells_nothing_of_a_person_stays(said: str) -> None:
    assert Redactor("Will Mark May").redacted(said) == said


def test_each_rule_tells_how_often_it_took_something() -> None:
    text = "I am Ada Lovelace, ada@example.org. She was at Yale."
    redactor = Redactor("Ada Lovelace")
    assert redactor.redacted(text) == "I am [name], [e-mail]. They was at [school]."
    assert {k: n for k, n in redactor.counts.items() if n} == {
        "e-mail": 1,
        "school": 1,
        "name": 1,
        "gender": 1,
    }


@given(st.text(max_size=200), st.text(max_size=30))
def test_any_text_ends_the_same_when_it_is_done_twice(text: str, name: str) -> None:
    once = Redactor(name).redacted(text)
    assert Redactor(name).redacted(text) == once
    assert len(once) <= len(text) * 8 + 20
