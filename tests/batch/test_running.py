"""A folder scored: what is done once is not done again, whatever happens between."""

import asyncio
import json
import threading
from pathlib import Path

import pytest

from nexus_cli.batch.estimating import estimate
from nexus_cli.batch.opening import open_run
from nexus_cli.batch.order import FolderOrder, Progress
from nexus_cli.batch.scale_file import read_scale, write_scale
from nexus_cli.batch.writing import Outputs
from nexus_cli.bench.groq import Fault, FaultKind, LoopbackGroq, honest
from nexus_cli.errors import RubricError, StoreError, UsageError
from nexus_cli.models.brains import BrainChoice
from nexus_cli.services import open_services
from nexus_cli.settings import Settings
from tests.batch.made_up_folder import opened, order, outputs_of, scored, talk, write_folder
from tests.batch.made_up_transcripts import scale


def test_three_new_files_score_three(tmp_path: Path) -> None:
    write_folder(tmp_path / "talks", 4)
    assert scored(order(tmp_path), tmp_path / "home")[0] == 4
    assert scored(order(tmp_path), tmp_path / "home")[0] == 0
    write_folder(tmp_path / "talks", 3, first=4)
    now, written = scored(order(tmp_path), tmp_path / "home")
    assert now == 3
    assert len(written.standings) == 7


def test_the_outputs_are_the_same_whatever_was_done_when(tmp_path: Path) -> None:
    write_folder(tmp_path / "talks", 6)
    at_once = order(tmp_path)
    scored(at_once, tmp_path / "home")
    other = tmp_path / "other"
    write_folder(other / "talks", 2, first=4)
    in_steps = order(other)
    scored(in_steps, tmp_path / "home")
    write_folder(other / "talks", 6)
    scored(in_steps, tmp_path / "home")
    assert outputs_of(at_once.out) == outputs_of(in_steps.out)


def test_another_scale_scores_anew_and_back_again_scores_nothing(tmp_path: Path) -> None:
    write_folder(tmp_path / "talks", 2)
    scored(order(tmp_path), tmp_path / "home")
    assert scored(order(tmp_path, blind=True), tmp_path / "home")[0] == 2
    assert scored(order(tmp_path), tmp_path / "home")[0] == 0


def test_a_scale_that_a_person_edited_is_read_back(tmp_path: Path) -> None:
    write_folder(tmp_path / "talks", 1)
    wanted = order(tmp_path)
    scored(wanted, tmp_path / "home")
    path = wanted.out / "rubric.yaml"
    first = read_scale(path).requirements[0].requirement
    path.write_text(path.read_text("utf-8").replace(first, "Rowing"), "utf-8")
    assert scored(wanted, tmp_path / "home")[0] == 1
    with opened(wanted, tmp_path / "home") as run:
        assert run.conditions.scale.requirements[0].requirement == "Rowing"
        assert run.conditions.scale.made_by.brain == "person"


def test_what_a_person_edited_is_not_overwritten_for_another_job(tmp_path: Path) -> None:
    write_folder(tmp_path / "talks", 1)
    wanted = order(tmp_path)
    scored(wanted, tmp_path / "home")
    path = wanted.out / "rubric.yaml"
    edited = path.read_text("utf-8").replace("Lighthouse keeper", "Keeper")
    path.write_text(edited, "utf-8")
    other = tmp_path / "other.md"
    other.write_text("# Diver\n\nRequirements\n- Kubernetes\n- Go\n", "utf-8")
    with pytest.raises(UsageError, match="changed by a person"):
        scored(FolderOrder(wanted.sources, wanted.out, other), tmp_path / "home")
    assert path.read_text("utf-8") == edited


def test_a_scale_file_is_taken_as_the_rubric(tmp_path: Path) -> None:
    write_folder(tmp_path / "talks", 1)
    write_scale(tmp_path / "mine.yaml", scale())
    with opened(order(tmp_path, rubric=tmp_path / "mine.yaml"), tmp_path / "home") as run:
        assert run.conditions.scale == scale()


def test_a_bad_rubric_is_said_before_anything_is_scored(tmp_path: Path) -> None:
    write_folder(tmp_path / "talks", 1)
    (tmp_path / "bad.yaml").write_text("rubric: [", "utf-8")
    with pytest.raises(RubricError, match=r"bad\.yaml"):
        scored(order(tmp_path, rubric=tmp_path / "bad.yaml"), tmp_path / "home")


def test_a_folder_that_another_run_holds_is_refused(tmp_path: Path) -> None:
    write_folder(tmp_path / "talks", 1)
    with (
        opened(order(tmp_path), tmp_path / "home"),
        pytest.raises(StoreError, match="Another nexus"),
        opened(order(tmp_path), tmp_path / "home"),
    ):
        pass


def test_files_that_cannot_be_read_are_told_with_their_line(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "talks", 1)
    (folder / "prose.txt").write_text("It was a long night.\n", "utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04nothing")
    _, written = scored(order(tmp_path), tmp_path / "home")
    found = {failed.file: failed.failure for failed in written.failures}
    assert found.keys() == {"broken.docx", "prose.txt"}
    assert (prose := found["prose.txt"]) is not None and prose.line == 1
    assert scored(order(tmp_path), tmp_path / "home")[0] == 0


def test_who_is_the_candidate_is_asked_once(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "talks", 1)
    unclear = "A: Why is a query slow?\n\nB: Which index is not used, and why do you ask?\n"
    (folder / "unclear.txt").write_text(unclear, "utf-8")
    asked: list[tuple[str, tuple[str, ...]]] = []

    def ask(file: str, names: tuple[str, ...]) -> str | None:
        asked.append((file, names))
        return names[1]

    with opened(order(tmp_path), tmp_path / "home") as run:
        run.run.score(lambda progress: None)
        assert run.run.unclear
        run.run.settle(ask, lambda progress: None)
        assert asked == [("unclear.txt", ("A", "B"))]
    now, written = scored(order(tmp_path), tmp_path / "home")
    assert (now, written.failures) == (0, ())


def test_progress_counts_up_to_the_whole(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "talks", 5)
    (folder / "prose.txt").write_text("It was a long night.\n", "utf-8")
    told: list[Progress] = []
    with opened(order(tmp_path), tmp_path / "home") as run:
        run.run.score(told.append)
    assert [progress.done for progress in told] == [1, 2, 3, 4, 5, 6]
    assert (told[-1].total, told[-1].failed, told[-1].cost_usd) == (6, 1, None)


def test_an_interrupt_keeps_what_is_done(tmp_path: Path) -> None:
    write_folder(tmp_path / "talks", 12)

    def interrupt(progress: Progress) -> None:
        if progress.done == 4:
            raise KeyboardInterrupt

    with opened(order(tmp_path), tmp_path / "home") as run, pytest.raises(KeyboardInterrupt):
        run.run.score(interrupt)
    assert scored(order(tmp_path), tmp_path / "home")[0] == 8


def test_a_recording_fails_with_what_is_missing_and_is_tried_again(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "talks", 1)
    (folder / "call.wav").write_bytes(b"RIFF....WAVE")
    _, written = scored(order(tmp_path), tmp_path / "home")
    failure = written.failures[0].failure
    assert failure is not None and failure.passing
    assert "speech into words" in failure.sentence
    assert scored(order(tmp_path, retry_errors=True), tmp_path / "home")[0] == 1


def test_a_dry_run_counts_and_writes_nothing(tmp_path: Path) -> None:
    write_folder(tmp_path / "talks", 3)
    wanted = order(tmp_path)
    with open_services(Settings(home=tmp_path / "home"), BrainChoice.OFFLINE) as services:
        found = estimate(services, wanted)
    assert (found.files, found.new, found.answers, found.calls) == (3, 3, 6, 0)
    assert not wanted.out.exists()
    scored(wanted, tmp_path / "home")
    write_folder(tmp_path / "talks", 2, first=3)
    with open_services(Settings(home=tmp_path / "home"), BrainChoice.OFFLINE) as services:
        found = estimate(services, wanted)
    assert (found.scored_before, found.new, found.answers) == (3, 2, 4)


def test_blind_takes_the_name_from_the_text_and_gives_the_same_scores(tmp_path: Path) -> None:
    folder = tmp_path / "talks"
    folder.mkdir()
    (folder / "a.txt").write_text(talk(3, "Anna Vell"), "utf-8")
    (folder / "b.txt").write_text(talk(3, "Boris Ohm"), "utf-8")
    _, written = scored(order(tmp_path, blind=True), tmp_path / "home")
    one, other = written.standings
    assert one.overall == other.overall
    assert {one.candidate, other.candidate} == {"Anna Vell", "Boris Ohm"}


def _hosted(
    monkeypatch: pytest.MonkeyPatch, wanted: FolderOrder, home: Path, groq: LoopbackGroq
) -> tuple[int, list[str]]:
    """Score beside `groq`; return the calls it paid for, and the status of each answer."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(groq.start(), loop).result()
        monkeypatch.setenv("GROQ_API_KEY", "loopback")
        monkeypatch.setenv("GROQ_BASE_URL", groq.url)
        before = len(groq.paid)
        with (
            open_services(Settings(home=home), BrainChoice.GROQ) as services,
            open_run(services, wanted) as run,
        ):
            figures = run.run.score(lambda progress: None)
            Outputs(wanted.out, run.results, run.run.keys, run.conditions).write(figures)
        asyncio.run_coroutine_threadsafe(groq.stop(), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
    lines = (wanted.out / "scores.jsonl").read_text("utf-8").splitlines()
    statuses = [a["status"] for line in lines for a in json.loads(line)["answers"]]
    return len(groq.paid) - before, statuses


def test_a_hosted_brain_is_asked_once_for_each_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "talks", 3)
    groq = LoopbackGroq(answer=honest)
    paid, statuses = _hosted(monkeypatch, order(tmp_path), tmp_path / "home", groq)
    assert statuses == ["scored"] * 6
    assert paid > 0
    first = outputs_of(tmp_path / "out")
    assert _hosted(monkeypatch, order(tmp_path), tmp_path / "home", groq)[0] == 0
    assert outputs_of(tmp_path / "out") == first


def test_what_a_hosted_brain_failed_on_is_for_a_person_until_it_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "talks", 1)
    healthy = LoopbackGroq(answer=honest)
    wanted = order(tmp_path)
    assert _hosted(monkeypatch, wanted, tmp_path / "home", healthy)[1] == ["scored"] * 2
    write_folder(tmp_path / "talks", 1, first=1)
    broken = LoopbackGroq(answer=honest, faults=lambda: Fault(FaultKind.KEY_REFUSED))
    _, statuses = _hosted(monkeypatch, wanted, tmp_path / "home", broken)
    assert statuses == ["scored"] * 2 + ["needs_human"] * 2
    assert _hosted(monkeypatch, wanted, tmp_path / "home", healthy)[0] == 0
    again = order(tmp_path, retry_errors=True)
    assert _hosted(monkeypatch, again, tmp_path / "home", healthy)[1] == ["scored"] * 4
