"""The scale of a job, and the file that a person edits."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from nexus_cli.batch.bank import merged_points
from nexus_cli.batch.scale import make_scale, scale_version
from nexus_cli.batch.scale_file import read_rubric_or_scale, read_scale, write_scale
from nexus_cli.brain import OfflineBrain, PlanRequest
from nexus_cli.errors import BrainUnavailableError, RubricError
from nexus_cli.models.job import Job
from nexus_cli.models.question import Category, KeyPoint, Plan, Question
from nexus_cli.models.result import Provenance, Result
from nexus_cli.models.rubric import Rubric
from nexus_cli.models.scale import JobScale
from nexus_cli.scoring import default_rubric
from tests.batch.made_up_transcripts import scale as made_up_scale

JOB = Job(
    title="Data engineer",
    required_skills=("Kafka", "Sextant navigation"),
    preferred_skills=("Terraform",),
    responsibilities=("Keep the tide tables.",),
)
OFFLINE = OfflineBrain(today=date(2026, 5, 4))
WRITTEN = (KeyPoint(point="The sun is shot at noon"),)


class Writing(OfflineBrain):
    """A hosted brain that writes one question for each requirement."""

    name = "groq"

    async def plan_questions(self, request: PlanRequest) -> Result[Plan]:
        (skill,) = request.job.required_skills
        question = Question(
            id=f"model-{skill}",
            text=f"What about {skill}?",
            category=Category.TECHNICAL,
            target=skill,
            key_points=WRITTEN,
            follow_up_hint="",
        )
        return Result(
            value=Plan(questions=(question,), seed=0),
            provenance=Provenance(brain="groq", model="m", prompt_versions={"write": "2"}),
        )


class Unreachable(OfflineBrain):
    """A hosted brain that cannot be asked."""

    name = "groq"

    async def plan_questions(self, request: PlanRequest) -> Result[Plan]:
        raise BrainUnavailableError("Groq could not be reached.")


def made(brain: OfflineBrain = OFFLINE) -> Result[JobScale]:
    return asyncio.run(make_scale(brain, JOB, default_rubric()))


def test_every_requirement_stands_in_the_scale_and_the_bank_gives_its_points() -> None:
    rows = {row.requirement: row for row in made().value.requirements}
    assert list(rows) == ["Kafka", "Sextant navigation", "Terraform", "Keep the tide tables."]
    assert 3 <= len(rows["Kafka"].key_points) <= 6
    assert rows["Kafka"].required
    assert not rows["Terraform"].required


def test_nothing_is_made_up_where_the_bank_has_nothing() -> None:
    rows = {row.requirement: row for row in made().value.requirements}
    assert rows["Sextant navigation"].key_points == ()
    assert rows["Keep the tide tables."].key_points == ()


def test_the_same_job_gives_the_same_scale() -> None:
    assert made() == made()
    assert made().value.made_by == Provenance(brain="offline")


def test_points_that_say_the_same_become_one_with_both_wordings() -> None:
    one = KeyPoint(point="The lens is wiped at dusk", accept=("clean glass",))
    like = KeyPoint(point="At dusk the lens is wiped", accept=("a cloth over it",))
    other = KeyPoint(point="Bulbs are kept in a drawer")
    (first, second) = merged_points([(other, one), (like,)])
    assert first.point == one.point
    assert set(first.accept) == {"clean glass", like.point, "a cloth over it"}
    assert second == other


def test_a_hosted_brain_writes_the_points() -> None:
    result = made(Writing(today=date(2026, 5, 4)))
    rows = {row.requirement: row for row in result.value.requirements}
    assert rows["Sextant navigation"].key_points == WRITTEN
    assert result.value.made_by.model == "m"
    assert result.degraded is None


def test_a_brain_that_cannot_be_reached_leaves_the_banks_points_and_says_so() -> None:
    result = made(Unreachable(today=date(2026, 5, 4)))
    assert result.value.requirements == made().value.requirements
    assert result.value.made_by.brain == "offline"
    assert result.degraded is not None
    assert result.degraded.reason == "Groq could not be reached."


def test_a_scale_comes_back_from_its_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "scale.yaml"
    scale = made().value
    write_scale(path, scale)
    assert read_scale(path) == scale
    assert path.read_text("utf-8").startswith("# What every candidate")
    assert [p.name for p in tmp_path.iterdir()] == ["scale.yaml"]


def test_an_edited_file_is_a_persons_and_has_another_version(tmp_path: Path) -> None:
    path = tmp_path / "scale.yaml"
    write_scale(path, made().value)
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("requirement: Sextant navigation", "requirement: Sextant"), "utf-8"
    )
    edited = read_scale(path)
    assert edited.made_by == Provenance(brain="person")
    assert scale_version(edited) != scale_version(made().value)
    assert scale_version(edited).startswith("default 1, scale ")


def test_a_comment_or_white_space_is_no_edit(tmp_path: Path) -> None:
    path = tmp_path / "scale.yaml"
    write_scale(path, made().value)
    path.write_text("# seen by the panel\n" + path.read_text("utf-8") + "\n", "utf-8")
    assert read_scale(path) == made().value


def test_a_rubric_alone_is_read_as_a_rubric(tmp_path: Path) -> None:
    rubric, scale = tmp_path / "rubric.yaml", tmp_path / "scale.yaml"
    rubric.write_text(
        "name: own\nversion: 2\ndimensions:\n- name: care\n  description: How careful?\n", "utf-8"
    )
    write_scale(scale, made_up_scale())
    assert isinstance(read_rubric_or_scale(rubric), Rubric)
    assert read_rubric_or_scale(scale) == made_up_scale()


@pytest.mark.parametrize(
    ("text", "instead", "says"),
    [
        ("- requirement: Rowing", "- requirment: Rowing", "field required"),
        ("- requirement: Rowing", "- requirement: Lamps", "Lamps stands twice"),
        ("weight: 1.0", "weight: heavy", "dimensions.0.weight"),
        ("title: Lighthouse keeper", "title: &a Keeper\ncompany: *a", "alias"),
        ("title: Lighthouse keeper", "title: [", "YAML"),
        ("- point: A spare bulb lies ready beside the lamp", "- point: '- -'", "blank"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, text: str, instead: str, says: str) -> None:
    path = tmp_path / "scale.yaml"
    write_scale(path, made_up_scale())
    whole = path.read_text("utf-8")
    path.write_text(whole.replace(text, instead, 1), "utf-8")
    with pytest.raises(RubricError) as caught:
        read_rubric_or_scale(path)
    assert says in caught.value.sentence
    assert f"{path}, line " in caught.value.sentence
    if says in {"Lamps stands twice", "blank", "alias"}:
        number = int(caught.value.sentence.partition(", line ")[2].partition(":")[0])
        lines = path.read_text("utf-8").splitlines()
        assert instead.split("\n")[-1].strip("- ").split(":")[0] in lines[number - 1]


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RubricError, match="cannot be read"):
        read_scale(tmp_path / "none.yaml")
