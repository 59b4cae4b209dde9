"""Sections of a CV, from the headings that real ones have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.knowledge.headings import SectionKind, heading_kind
from nexus_cli.knowledge.sections import split_sections


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("EXPERIENCE", SectionKind.EXPERIENCE),
        ("Employment History:", SectionKind.EXPERIENCE),
        ("Experience and selected projects:", SectionKind.EXPERIENCE),
        ("Education & Courses", SectionKind.EDUCATION),
        ("Technical Skills", SectionKind.SKILLS),
        ("Skills (newest first)", SectionKind.SKILLS),
        ("Honors & Awards", SectionKind.AWARDS),
        ("Profile", SectionKind.SUMMARY),
        ("Pet projects", SectionKind.PROJECTS),
        ("Work expereince", SectionKind.EXPERIENCE),
        ("Relevant experience", SectionKind.EXPERIENCE),
        ("SUMMARY EXPERIENCE", SectionKind.EXPERIENCE),
        ("Skills Languages", SectionKind.OTHER),
    ],
)
def test_a_heading_names_its_section(heading: str, kind: SectionKind) -> None:
    assert heading_kind(heading) is kind


@pytest.mark.parametrize(
    "text", ["I have experience in sales", "Head of Education, Leeds", "", "42"]
)
def test_prose_is_no_heading(text: str) -> None:
    assert heading_kind(text) is None


def test_letters_set_apart_are_a_heading() -> None:
    sections = split_sections("Ada Quill\nW O R K  E X P E R I E N C E\nNurse, 2019 - 2020")
    assert [section.kind for section in sections] == [SectionKind.HEADER, SectionKind.EXPERIENCE]


def test_markdown_headings_are_headings() -> None:
    sections = split_sections("# Ada Quill\n\n## Work Experience\n\n### Nurse | Quay Clinic\n")
    assert [section.kind for section in sections] == [SectionKind.HEADER, SectionKind.EXPERIENCE]


def test_a_label_opens_a_section_at_the_top_but_not_under_a_role() -> None:
    text = (
        "Ada Quill\nSkills: Python, SQL\nExperience\nNurse, 2019\nSkills: triage\nLanguages: Go, C"
    )
    sections = split_sections(text)
    assert [section.kind for section in sections] == [
        SectionKind.HEADER,
        SectionKind.SKILLS,
        SectionKind.EXPERIENCE,
    ]
    assert sections[1].text == "Python, SQL"


@given(st.text(alphabet=st.sampled_from("Experience\nSkills:, •\t#Educaton "), max_size=200))
def test_no_line_is_lost_or_doubled(text: str) -> None:
    numbers = [line.number for section in split_sections(text) for line in section.lines]
    assert numbers == sorted(set(numbers))
    assert len(numbers) <= text.count("\n") + 1


@given(st.text(max_size=300))
def test_any_text_can_be_split(text: str) -> None:
    assert split_sections(text)[0].kind is SectionKind.HEADER
