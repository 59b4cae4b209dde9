"""The home page is drawn first; services are opened behind it."""

import asyncio
from threading import Event

import pytest
from textual.pilot import Pilot

from nexus_cli.errors import BrainError
from nexus_cli.services import Services
from nexus_cli.settings import Settings
from nexus_cli.tui import make_home
from nexus_cli.tui.opening import Opening
from tests.tui.stage import reads, services, text_of, until

SETTINGS = Settings(_env_file=None, theme="textual-light")


def test_the_whole_page_is_drawn_before_services_are_open() -> None:
    whole = Event()

    async def see(live: Services) -> None:
        def opened() -> Services:
            assert whole.wait(30)
            return live

        async with make_home(SETTINGS, opened).run_test(size=(100, 30)) as pilot:
            for words in ("interviews you can check", "Reading your interviews", "New interview"):
                await reads(pilot, words)
            whole.set()
            await reads(pilot, "No interviews yet")
            assert "Reading your interviews" not in text_of(pilot.app)

    with services() as live:
        asyncio.run(see(live))


def test_the_theme_of_the_settings_is_worn_before_services_are_opened() -> None:
    worn = []

    async def see(live: Services) -> None:
        def opened() -> Services:
            worn.append(app.theme)
            return live

        app = make_home(SETTINGS, opened)
        async with app.run_test() as pilot:
            await reads(pilot, "No interviews yet")

    with services() as live:
        asyncio.run(see(live))
    assert worn == ["textual-light"]


def test_services_that_cannot_be_opened_end_the_app_with_their_sentence() -> None:
    def refused() -> Services:
        raise BrainError("There is no key.", "Set one.")

    with pytest.raises(BrainError, match=r"There is no key\."):
        make_home(SETTINGS, refused).run(headless=True, size=(80, 24))


def test_leaving_waits_for_what_is_still_being_opened() -> None:
    begun, never = Event(), Event()
    held: list[Services] = []

    def opened() -> Services:
        begun.set()
        while app.is_running:
            never.wait(0.01)
        held.append(live)
        return live

    async def leave(pilot: Pilot[str]) -> None:
        await until(pilot, begun.is_set)
        app.exit()

    with services() as live:
        app = make_home(SETTINGS, opened)
        app.run(headless=True, size=(80, 24), auto_pilot=leave)
        assert held == [live]


def test_services_are_opened_once_however_often_they_are_asked_for() -> None:
    asked = []
    with services() as live:

        def opened() -> Services:
            asked.append(1)
            return live

        opening = Opening(opened)
        assert opening.begun().result() is opening.begun().result() is live
    assert asked == [1]
