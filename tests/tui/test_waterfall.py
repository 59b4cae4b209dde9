"""Where the time of the last turn went, on a key."""

import asyncio

import pytest
from textual.pilot import Pilot

from nexus_cli.services import Services
from nexus_cli.telemetry import Telemetry
from nexus_cli.tui import NexusApp
from nexus_cli.tui.interview.answer_editor import AnswerEditor
from tests.tui.spoken_stage import listening, spoken
from tests.tui.stage import reads, running, services, text_of, until
from tests.tui.test_snapshots import at_the_second_question, look, your_turn
from tests.tui.test_spoken_snapshots import LOOKS


def timed(telemetry: Telemetry) -> None:
    """Record a spoken turn whose follow-up was streamed."""
    turn = telemetry.begin("spoken_turn")
    telemetry.record("endpoint_wait", 10, 10.7, turn)
    writing = telemetry.begin("transcribe", turn)
    telemetry.record("stt", 10.36, 10.55, writing)
    telemetry.end(writing, 10.36, 10.553)
    telemetry.record("store_append", 10.7008, 10.7031, turn)
    telemetry.record("measure_coverage", 10.7032, 10.7078, turn)
    reply = telemetry.begin("reply", turn)
    telemetry.record("llm", 10.708, 11.014, reply)
    telemetry.end(reply, 10.7079, 11.0142)
    play = telemetry.begin("play", turn)
    telemetry.record("synthesise", 11.016, 11.62, play)
    telemetry.end(play, 11.0155, 11.665)
    telemetry.end(turn, 10, 11.665)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_the_waterfall_as_it_was_last_looked_at(size: tuple[int, int], theme: str) -> None:
    async def scene(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await your_turn(live, app, pilot)
        timed(live.telemetry)
        await pilot.press("f2")
        await reads(pilot, "speech model")

    look("waterfall", size, theme, scene, at_the_second_question)


def test_before_the_first_turn_it_says_so_and_escape_goes_back_to_the_answer() -> None:
    async def see() -> None:
        with services() as live:
            at_the_second_question(live)
            async with running(live, "abc", (80, 24)) as (app, pilot):
                await your_turn(live, app, pilot)
                await pilot.press("f2")
                await reads(pilot, "There has been no turn yet")
                await pilot.press("escape")
                editor = app.screen.query_one(AnswerEditor)
                assert editor.text.endswith("filled the disk")

    asyncio.run(see())


def test_a_typed_turn_is_shown_too() -> None:
    async def see() -> None:
        with services() as live:
            at_the_second_question(live)
            async with running(live, "abc", (80, 24)) as (app, pilot):
                await your_turn(live, app, pilot)
                await pilot.press("ctrl+s")
                await until(pilot, lambda: any(s.name == "turn" for s in live.telemetry.spans))
                await pilot.press("f2")
                await reads(pilot, "The latest turn took")
                assert "saving" in text_of(app)

    asyncio.run(see())


def test_the_key_works_while_somebody_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    async def see() -> None:
        async with spoken(monkeypatch, (80, 24)) as stage:
            await listening(stage)
            await stage.pilot.press("f2")
            await reads(stage.pilot, "There has been no turn yet")
            await stage.pilot.press("f2")
            assert "There has been no turn yet" not in text_of(stage.app)

    asyncio.run(see())
