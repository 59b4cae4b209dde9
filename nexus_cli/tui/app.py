"""The app: which page is open, the theme, help, and the way out."""

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from nexus_cli.models.patience import Patience
from nexus_cli.tui.home import HomeScreen
from nexus_cli.tui.key_line import key_name
from nexus_cli.tui.opening import Opening
from nexus_cli.tui.page import Page
from nexus_cli.tui.themes import HIGH_CONTRAST
from nexus_cli.tui.voice import Voice

if TYPE_CHECKING:
    from nexus_cli.llm import LimitWait
    from nexus_cli.services import Services
    from nexus_cli.settings import Settings


class LimitReached(Message):
    """A hosted brain waits for its limit; sent from the thread of the sessions."""

    def __init__(self, wait: "LimitWait") -> None:
        super().__init__()
        self.wait = wait


class NexusApp(App[str]):
    """Opens the home page, or the interview with `session_id` over it.

    `open_services` is called in a thread once the first page is drawn: what it loads takes longer.
    `run()` leaves a line on stderr, and returns it, when there is something to say once the screen
    is gone, such as how to come back to a paused interview; else it returns None.
    """

    TITLE = "nexus"
    CSS_PATH = ["app.tcss", "home/home.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f1,question_mark",
            "help",
            "Help",
            id="help",
            key_display="F1",
            tooltip="Show what can be done here, with the keys for it.",
        ),
        Binding(
            "ctrl+q",
            "quit",
            "Quit",
            id="quit",
            tooltip="Leave nexus. Asks only when text would be lost.",
            priority=True,
        ),
    ]

    def __init__(
        self,
        open_services: Callable[[], "Services"],
        theme: str,
        session_id: str | None = None,
        voice: Voice | None = None,
    ) -> None:
        super().__init__()
        self.voice = voice
        """How interviews are spoken; None while they are typed."""
        self._opening = Opening(lambda: self._heard(open_services()))
        self._wanted_theme = theme
        self._session_id = session_id

    @property
    def services(self) -> "Services":
        """What pages ask for their data; waits for it in the first moments."""
        return self._opening.begun().result()

    async def opened(self) -> "Services":
        """Return the services once they are open; raises what opening them raised."""
        return await asyncio.wrap_future(self._opening.begun())

    def run(self, *arguments: Any, **options: Any) -> str | None:
        """Run until the person leaves; raises what failed, once the terminal is back.

        That is what was unforeseen, and a NexusError when services could not be opened.
        """
        try:
            line = super().run(*arguments, **options)
        finally:
            self._opening.ended()
        if self._exception is not None:
            raise getattr(self._exception, "error", self._exception)  # a worker's stands inside
        return line

    def _fatal_error(self) -> None:
        """End without Textual's traceback, which prints local variables: CVs and answers."""
        self._close_messages_no_wait()

    def leave_with(self, line: str) -> None:
        """Leave, with `line` on stderr where the screen was."""
        self.exit(line, message=Text(line))

    def get_default_screen(self) -> HomeScreen:
        """Return the page that lies under all others."""
        return HomeScreen()

    def on_mount(self) -> None:
        """Put on the theme, and open the interview that was asked for."""
        self.register_theme(HIGH_CONTRAST)
        wanted = self._wanted_theme
        if wanted in self.available_themes:
            self.theme = wanted
        else:
            self.tell(f"There is no theme called {wanted}. Ctrl+P, Theme lists those there are.")
        if self._session_id is not None:
            self.open_interview(self._session_id)

    def open_home(self) -> None:
        """Show the home page, closing what lies over it."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def open_new_interview(self) -> None:
        """Show the form that prepares an interview."""
        from nexus_cli.tui.home.new_interview import NewInterviewScreen  # home stands before it

        self.open_home()
        self.push_screen(NewInterviewScreen())

    def open_interview(self, session_id: str, spoken: bool | None = None) -> None:
        """Show a prepared or unfinished interview and take it up where it stands.

        `spoken` goes before how the app was started; None leaves it at that.
        """
        from nexus_cli.tui.interview import InterviewScreen  # home stands before this is needed

        if spoken is not None:
            self.voice = (self.voice or Voice()) if spoken else None
        clock = self.services.telemetry.clock
        self.push_screen(InterviewScreen(session_id, clock, self.voice))

    def open_report(self, session_id: str) -> None:
        """Show the report on a session, over home."""
        from nexus_cli.tui.report import ReportScreen

        self.open_home()
        self.push_screen(ReportScreen(session_id))

    def tell(self, sentence: str, title: str = "") -> None:
        """Show a sentence in a corner for a few seconds, its brackets taken literally."""
        self.notify(sentence, title=title, markup=False, timeout=8)

    def _heard(self, services: "Services") -> "Services":
        services.waits.listener = self._hear_wait
        return services

    def _hear_wait(self, wait: "LimitWait") -> None:
        self.post_message(LimitReached(wait))  # from another thread, which this is made for

    @on(LimitReached)
    def limit_reached(self, message: LimitReached) -> None:
        """Say what is being waited for, and how long, unless somebody is writing an answer."""
        writing = self.page is not None and self.page.writing
        if message.wait.sentence and not writing:
            self.tell(message.wait.sentence)

    @property
    def page(self) -> Page | None:
        """The page in view, under whatever is laid over it."""
        return next((s for s in reversed(self.screen_stack) if isinstance(s, Page)), None)

    def action_help(self) -> None:
        """Lay the page's own help over it."""
        from nexus_cli.tui.help import HelpScreen, keys_of

        page = self.page
        if page is not None and self.screen is page:
            keys = keys_of(page, self.get_key_display)
            self.push_screen(HelpScreen(page.HELP_TITLE, page.help_text, keys))

    async def action_quit(self) -> None:
        """Leave through the page, so that it can keep what was typed."""
        (self.page.leave if self.page else self.exit)()

    def get_key_display(self, binding: Binding) -> str:
        """Return how a key is written, which depends on the room there is."""
        return key_name(binding, self.size.width) or super().get_key_display(binding)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return what Ctrl+P offers: the page's own commands first."""
        if self.page:
            yield from self.page.commands()
        yield SystemCommand(
            "Theme", "Choose colours: dark, light, high contrast", self.search_themes
        )
        yield SystemCommand("Help", "What can be done here, and its keys", self.action_help)
        yield SystemCommand("Quit", "Leave nexus", self.action_quit)


def make_app(
    services: "Services",
    session_id: str | None = None,
    voice: bool = False,
    patience: Patience | None = None,
) -> NexusApp:
    """Return the app that the command line runs and the tests drive.

    With `voice`, interviews are spoken, waiting with `patience`, or as the settings say.
    """
    aloud = Voice(patience) if voice else None
    return NexusApp(lambda: services, services.settings.theme, session_id, aloud)


def make_home(settings: "Settings", open_services: Callable[[], "Services"]) -> NexusApp:
    """Return the app with its home page, which is drawn before `open_services` is called."""
    return NexusApp(open_services, settings.theme)
