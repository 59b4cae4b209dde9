"""What everyone was scored on: the dimensions with their levels, and the points by requirement."""

from collections.abc import Iterator

from nexus_cli.models.rubric import Dimension
from nexus_cli.models.scale import JobScale, RequirementPoints
from nexus_cli.reports.folder.rows import PageHeader
from nexus_cli.reports.markup import Markup, element
from nexus_cli.reports.phrasing import figure, sentence
from nexus_cli.reports.wording import made_by

_NO_POINTS = (
    "Without points, so that answers about it are judged for depth and communication alone:"
)


def scale_section(header: PageHeader) -> Iterator[Markup]:
    """Yield the rubric, then, where the scale is a job's, its key points."""
    rubric = header.rubric
    yield element("p", f"Rubric {rubric.name}, version {rubric.version}.", class_="quiet")
    yield element("div", *map(_dimension, rubric.dimensions))
    if isinstance(header.scale, JobScale):
        yield from _requirements(header.scale)


def _dimension(dimension: Dimension) -> Markup:
    levels = [
        element("li", element("strong", f"{level} "), text)
        for level, text in sorted(dimension.anchors.items())
    ]
    weight = "" if dimension.weight == 1 else f", weight {figure(dimension.weight)}"
    title = element("summary", element("strong", dimension.name), weight)
    said = element("p", sentence(dimension.description))
    return element("details", title, said, element("ul", *levels, class_="levels"))


def _requirements(scale: JobScale) -> Iterator[Markup]:
    if not scale.requirements:
        return
    by = made_by(scale.made_by.brain, scale.made_by.model)
    words = "Corrected by a person." if scale.made_by.brain == "person" else f"Written by: {by}."
    yield element("h3", "What a good answer about each requirement says")
    yield element("p", words, class_="quiet")
    yield element("div", *(_requirement(r) for r in scale.requirements if r.key_points))
    if without := [_named(r) for r in scale.requirements if not r.key_points]:
        yield element("p", f"{_NO_POINTS} {'; '.join(without)}.", class_="quiet")


def _requirement(requirement: RequirementPoints) -> Markup:
    title = element("summary", element("strong", _named(requirement)))
    points = [element("li", point.point) for point in requirement.key_points]
    return element("details", title, element("ul", *points))


def _named(requirement: RequirementPoints) -> str:
    preferred = "" if requirement.required else " (preferred)"
    return f"{requirement.requirement.rstrip('.')}{preferred}"
