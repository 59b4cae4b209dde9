"""The app itself: themes, the palette, and how it ends when something fails unforeseen."""

import asyncio
from typing import Any

import pytest
from textual import work
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Label

from nexus_cli.brain import PlanRequest
from nexus_cli.models.question import Plan
from nexus_cli.models.result import Result
from nexus_cli.tui import make_app
from nexus_cli.tui.page import Page
from tests.tui.brain import PlannedBrain
from tests.tui.stage import reads, running, services, text_of, until


class BrokenBrain(PlannedBrain):
    """Fails in a way that nobody foresaw."""

    async def plan_questions(self, request: PlanRequest) -> Result[Plan]:
        """Fail, with a person's name at hand."""
        raise ZeroDivisionError(request.candidate.name)


class Leaving(Label):
    """Tells when it goes."""

    def __init__(self) -> None:
        super().__init__("here")
        self.gone = asyncio.Event()

    def on_unmount(self) -> None:
        self.gone.set()


class LatePage(Page):
    """Has something to show just when there is nothing left to show it on."""

    def compose(self) -> ComposeResult:
        yield Leaving()

    def on_mount(self) -> None:
        self._load()

    @work
    async def _load(self) -> None:
        await self.query_one(Leaving).gone.wait()
        self.query_one(Leaving).update("late")


def test_what_arrives_while_a_page_closes_is_dropped() -> None:
    async def leave() -> None:
        with services() as live:
            async with running(live) as (app, pilot):
                app.push_screen(LatePage())
                await pilot.pause()

    asyncio.run(leave())


def test_an_unforeseen_failure_is_raised_and_prints_no_local_variables(
    capfd: pytest.CaptureFixture[str],
) -> None:
    async def choose_a_sample(pilot: Pilot[Any]) -> None:
        await reads(pilot, "No interviews yet")
        await pilot.press("s")
        await reads(pilot, "Mira Holt")
        await pilot.press("enter")

    with services(brain=BrokenBrain()) as live:
        app = make_app(live)
        with pytest.raises(ZeroDivisionError):
            app.run(headless=True, size=(80, 24), auto_pilot=choose_a_sample)
    printed = capfd.readouterr()
    assert "Deniz" not in printed.out + printed.err


@pytest.mark.parametrize("theme", ["textual-light", "nexus-high-contrast"])
def test_the_theme_of_the_settings_is_worn(theme: str) -> None:
    async def see() -> None:
        with services(theme=theme) as live:
            async with running(live) as (app, _):
                assert app.theme == theme

    asyncio.run(see())


def test_an_unknown_theme_is_said_and_the_app_opens() -> None:
    async def see() -> None:
        with services(theme="mauve") as live:
            async with running(live) as (_, pilot):
                await reads(pilot, "There is no theme called mauve.")

    asyncio.run(see())


def test_the_palette_leads_to_a_new_interview() -> None:
    async def see() -> None:
        with services() as live:
            async with running(live) as (app, pilot):
                await reads(pilot, "No interviews yet")
                await pilot.press("ctrl+p")
                await reads(pilot, "From a CV and a job")
                await pilot.press(*"new int")
                await until(pilot, lambda: "Your interviews" not in text_of(app))
                await pilot.press("enter")
                await reads(pilot, "The job description")
                assert "Your CV" in text_of(app)

    asyncio.run(see())


def test_the_app_answers_help_with_the_keys_of_its_page() -> None:
    async def see() -> None:
        with services() as live:
            async with running(live) as (_, pilot):
                await reads(pilot, "No interviews yet")
                await pilot.press("question_mark")
                await reads(pilot, "Prepare one from a CV and a job.")

    asyncio.run(see())
