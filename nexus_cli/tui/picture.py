"""Draws the interview page, from the real app with a made-up candidate: the README's picture.

python -m nexus_cli.tui.picture docs/interview.svg
"""

import asyncio
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from nexus_cli.models.brains import BrainChoice
from nexus_cli.services import Services, open_services, prepare
from nexus_cli.services.demo import demo_preparation
from nexus_cli.settings import Settings
from nexus_cli.tui.app import make_app
from nexus_cli.tui.interview import words
from nexus_cli.tui.interview.answer_editor import AnswerEditor
from nexus_cli.tui.interview.state_line import StateLine

SIZE = (110, 30)
_SEED = 3
_ANSWER = (
    "I look after the platform that eleven product teams deploy to. The work I am proudest of is "
    "the move from hand-written deploy scripts to Argo CD: it took four months, team by team, and "
    "a release now takes nine minutes instead of an afternoon."
)
_ADDED = "It held: nobody has gone back to a script since."
_DRAFT = (
    "I would take the database out of the liveness probe: it should only say whether the process "
    "itself is stuck.\nThe readiness probe may ask the database, so that"
)


class _HandClock:
    """Moves only when told, so that the picture is the same on every machine."""

    def __init__(self) -> None:
        self.at = 0.0

    def seconds(self) -> float:
        """Return seconds since the interview began."""
        return self.at

    def now(self) -> datetime:
        """Return a moment that is never shown."""
        return datetime(2026, 1, 1, tzinfo=UTC)


def draw() -> str:
    """Return an SVG of an interview in progress; writes nothing outside a temporary folder."""
    clock = _HandClock()
    with TemporaryDirectory() as home:
        settings = Settings(home=Path(home), _env_file=None)
        with open_services(settings, BrainChoice.OFFLINE, clock) as services:
            # The texts above answer the demo's first two questions.
            wanted = replace(demo_preparation(), seed=_SEED)
            prepared = services.thread.run(prepare(services, wanted))
            return asyncio.run(_drawn(services, prepared.session_id, clock))


async def _drawn(services: Services, session_id: str, clock: _HandClock) -> str:
    app = make_app(services, session_id)
    app.animation_level = "none"
    async with app.run_test(size=SIZE) as pilot:
        editor = await _ready(pilot)
        clock.at = 74.0
        await _send(pilot, editor, _ANSWER)
        line = app.screen.query_one(StateLine)
        if line.state.words == words.your_turn("follow_up"):
            clock.at = 96.0
            await _send(pilot, editor, _ADDED)
        editor.put(_DRAFT)
        await pilot.pause()
        return app.export_screenshot(title="nexus")


async def _send(pilot: Pilot[str], editor: AnswerEditor, text: str) -> None:
    editor.put(text)
    await pilot.press("ctrl+s")
    while editor.text:
        await pilot.pause(0.02)
    await _ready(pilot)


async def _ready(pilot: Pilot[str]) -> AnswerEditor:
    while not pilot.app.screen.query(AnswerEditor):
        await pilot.pause(0.02)
    editor = pilot.app.screen.query_one(AnswerEditor)
    while editor.disabled:
        await pilot.pause(0.02)
    return editor


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(draw(), "utf-8")
