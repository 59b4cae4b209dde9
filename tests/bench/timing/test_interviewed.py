"""People who are interviewed by the dozen."""

from dataclasses import replace
from pathlib import Path

from nexus_cli.bench.timing.interviewed import Interviewing
from nexus_cli.bench.timing.people import DRAFT_SECONDS, Person, Typed
from nexus_cli.bench.timing.preparation import offline_services
from nexus_cli.models.events import Part
from nexus_cli.models.question import Question
from nexus_cli.services import prepare
from nexus_cli.services.demo import demo_preparation


class Quick(Person):
    """Types as fast as a machine."""

    def answer(self, question: Question, part: Part) -> Typed:
        typed = super().answer(question, part)
        drafts = tuple((0.0, text) for _, text in typed.drafts)
        return Typed(drafts, 0.0, typed.text)


def questions(home: Path) -> tuple[Question, ...]:
    with offline_services(home) as services:
        return services.thread.run(prepare(services, demo_preparation())).event.plan.questions


def test_no_two_people_answer_alike_and_each_always_the_same(tmp_path: Path) -> None:
    question = questions(tmp_path)[1]
    texts = {Person(number).answer(question, "answer").text for number in range(100)}
    assert len(texts) == 100
    assert Person(7).answer(question, "answer") == Person(7).answer(question, "answer")


def test_drafts_grow_into_the_answer_and_come_before_it(tmp_path: Path) -> None:
    for question in questions(tmp_path):
        typed = Person(3).answer(question, "answer")
        assert [at for at, _ in typed.drafts] == [
            DRAFT_SECONDS * n for n in range(1, len(typed.drafts) + 1)
        ]
        assert all(at <= typed.seconds and typed.text.startswith(t) for at, t in typed.drafts)


def test_an_interview_is_held_to_its_end_and_each_turn_timed(tmp_path: Path) -> None:
    with offline_services(tmp_path) as services:
        wanted = replace(demo_preparation(), pinned=(), seed=1)
        prepared = services.thread.run(prepare(services, wanted))
        session = services.session(prepared.session_id)
        found = services.thread.run(Interviewing(session, Quick(1)).run())
        state = session.state
    assert not found.errors
    asked = len(prepared.event.plan.questions)
    follow_ups = sum(len(answer.follow_ups) for answer in state.answers.values())
    assert len(found.waits) == asked + follow_ups - 1  # after the last answer nothing is asked
    assert min(found.waits.values()) > 0


def test_who_leaves_after_some_answers_has_so_many_turns(tmp_path: Path) -> None:
    with offline_services(tmp_path) as services:
        prepared = services.thread.run(prepare(services, demo_preparation()))
        session = services.session(prepared.session_id)
        found = services.thread.run(Interviewing(session, Quick(1), most=2).run())
    assert not found.errors
    assert len(found.waits) == 2
