"""Skills in text: found when meant, left alone when the word only looks like one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.knowledge.lexicon import covered, find_skills, load_lexicon


def names(text: str) -> list[str]:
    return [name for name, _, _ in find_skills(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Go developer", ["Go"]),
        ("Go, Rust, C", ["Go", "Rust", "C"]),
        ("Languages: C, R, Go", ["C", "R", "Go"]),
        ("R, Python, SQL", ["R", "Python", "SQL"]),
        ("We rewrote the Python service in Go.", ["Python", "Go"]),
        ("Go services on Kubernetes", ["Go", "Kubernetes"]),
        ("Spring, Hibernate", ["Spring", "Hibernate"]),
        ("Chef, Puppet, Ansible", ["Chef", "Puppet", "Ansible"]),
        ("Excel, Word, PowerPoint", ["Microsoft Excel", "Microsoft Word", "Microsoft PowerPoint"]),
        ("Proficient in Excel", ["Microsoft Excel"]),
        ("MS Access", ["Microsoft Access"]),
        ("Swift, Kotlin", ["Swift", "Kotlin"]),
        ("- Go\n- Rust\n- Python", ["Go", "Rust", "Python"]),
        ("Experience with React", ["React"]),
        ("RESTful APIs", ["REST"]),
        ("wound care and triage", ["Wound care", "Triage"]),
        ("forklift licence, stock control", ["Forklift operation", "Inventory management"]),
        ("lesson planning", ["Lesson planning"]),
        ("month-end close", ["Financial reporting"]),
    ],
)
def test_a_skill_that_is_meant_is_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I go to school",
        "We go live in June",
        "You excel at detail",
        "Excel in everything you do",
        "We shipped it in Spring 2019",
        "The spring in the mechanism",
        "Access to the building",
        "word of mouth",
        "a swift response",
        "Head Chef in a restaurant",
        "Vitamin C and hepatitis C",
        "C-level executives",
        "the R&D people",
        "plan B or plan C",
        "react to change",
        "Express interest",
        "the rest of us",
        "Julia Marsh",
        "the Rust belt",
        "Oracle of Delphi",
        "make ends meet",
        "Unity is strength",
    ],
)
def test_an_everyday_word_is_no_skill(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("NodeJS", "Node.js"),
        ("node js", "Node.js"),
        ("Postgres", "PostgreSQL"),
        ("K8s", "Kubernetes"),
        ("HTML5", "HTML"),
        ("Python3", "Python"),
        ("Vue.js", "Vue"),
        ("scikit learn", "scikit-learn"),
        ("CICD", "CI/CD"),
        ("test driven development", "Test-driven development"),
        ("data visualisation", "Data visualization"),
        ("containerisation", "Containers"),
        ("C++", "C++"),
        ("c#", "C#"),
        (".NET", ".NET"),
    ],
)
def test_spellings_lead_to_one_name(written: str, name: str) -> None:
    assert names(written) == [name]


def test_the_longest_name_wins() -> None:
    assert names("React Native and Spring Boot") == ["React Native", "Spring Boot"]


def test_offsets_point_at_the_words() -> None:
    text = "Shipped with Docker, then Terraform."
    assert [text[start:end] for _, start, end in find_skills(text)] == ["Docker", "Terraform"]


def test_a_skill_covers_what_it_implies() -> None:
    assert {"SQL", "PostgreSQL"} <= covered(frozenset({"PostgreSQL"}))
    assert "Java" in covered(frozenset({"Spring Boot"}))


def test_the_lexicon_is_whole() -> None:
    skills = load_lexicon().skills
    assert len(skills) >= 600
    for skill in skills.values():
        assert skill.kind
        assert set(skill.covers) <= set(skills), skill.name
        assert set(skill.neighbours) <= set(skills) - {skill.name}, skill.name
        forms = {form.lower() for form in (skill.name, *skill.aliases)}
        assert {form.removeprefix("=").lower() for form in skill.context} <= forms, skill.name


def test_no_two_skills_share_a_form() -> None:
    owners: dict[str, str] = {}
    for skill in load_lexicon().skills.values():
        for form in (skill.name, *skill.aliases):
            assert owners.setdefault(form.lower(), skill.name) == skill.name


def test_every_plain_name_finds_itself() -> None:
    for skill in load_lexicon().skills.values():
        if not skill.context:
            assert names(skill.name) == [skill.name]


def test_a_long_cv_is_read_in_no_time() -> None:
    text = "Built Python services on AWS with Docker; go to market in spring. Used Go.\n" * 140
    load_lexicon()
    best = min(_seconds(text) for _ in range(3))
    assert best < 0.2  # 10 kB take a tenth of this on an idle machine


def _seconds(text: str) -> float:
    start = time.perf_counter()
    find_skills(text)
    return time.perf_counter() - start


@given(st.text(alphabet=st.sampled_from("GoR C,./\n-#+PythonSQ;(e"), max_size=120))
def test_matches_never_overlap(text: str) -> None:
    end = 0
    for _, start, stop in find_skills(text):
        assert end <= start < stop <= len(text)
        end = stop
