"""The form for a new interview: a CV, a job, and what is wrong with either, in its place."""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Button, Input, Select, Static

from nexus_cli.errors import NexusError, ResourceMissingError
from nexus_cli.models.signals import Stage
from nexus_cli.services import Preparation, Services, built_in_roles, role_file
from nexus_cli.tui.home.preparing import prepare_watched
from nexus_cli.tui.key_line import KeyLine
from nexus_cli.tui.page import Page
from nexus_cli.tui.showing import shown

_TYPED = "type"
_SPOKEN = "voice"
_MANNERS = [("by typing", _TYPED), ("by speaking", _SPOKEN)]
_VOICE_LATER = "by typing; speaking is offered once `nexus setup --check` finds what it needs"


class NewInterviewScreen(Page):
    """Prepares an interview and opens it."""

    CSS_PATH = "home.tcss"
    HELP_TITLE = "A new interview"
    HELP_TEXT = (
        "Give a CV (PDF, DOCX, Markdown, text, HTML or JSON Resume) and either a file with the job "
        "description or one of the built-in jobs. Tab goes to the next field. Nothing is written "
        "before both were read; nothing leaves this machine unless a hosted brain is set."
    )
    AUTO_FOCUS = ""
    NARROW_KEYS = ("prepare", "home", "help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s",
            "prepare",
            "Begin",
            id="new.begin",
            tooltip="Read both documents, plan the questions and begin.",
            priority=True,
        ),
        Binding(
            "escape", "home", "Home", id="new.home", tooltip="Go back; a preparation is stopped."
        ),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the fields, each with room for a sentence under it."""
        with VerticalScroll(id="form", can_focus=False):
            yield Static("New interview", classes="heading")
            yield Static("Your CV", classes="label")
            yield Input(placeholder="path to a PDF, DOCX, MD or TXT file", id="cv")
            yield Static(id="cv-wrong", classes="wrong")
            yield Static("The job description", classes="label")
            yield Input(placeholder="path to a file", id="job")
            yield Static(id="job-wrong", classes="wrong")
            yield Static("or a built-in job", classes="label")
            yield Select(_roles(), prompt="none", id="role")
            yield Static("How you answer", classes="label")
            if _voice_ready(self.services):
                manner = _SPOKEN if self.nexus.voice else _TYPED
                yield Select(_MANNERS, value=manner, allow_blank=False, id="manner")
            else:
                yield Static(_VOICE_LATER, id="manner-typed")
            yield Button("Begin the interview (Ctrl+S)", variant="primary", id="begin")
            yield Static(id="form-wrong", classes="wrong")
            yield Static(id="stage")
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin at the first field."""
        self.query_one("#cv", Input).focus(scroll_visible=False)

    @on(Button.Pressed, "#begin")
    @on(Input.Submitted)
    def action_prepare(self) -> None:
        """Check the fields, then read and plan."""
        for field in ("cv", "job", "form"):
            self._tell(field, "")
        cv, job = self._path("cv"), self._path("job")
        role = self.query_one("#role", Select).value
        if cv is None:
            self._tell("cv", "Give the file with your CV.")
        if job is None and not isinstance(role, str):
            self._tell("job", "Give a file, or choose a built-in job below.")
        missing = [
            (field, path)
            for field, path in (("cv", cv), ("job", job))
            if path is not None and not path.is_file()
        ]
        for field, path in missing:
            self._tell(field, f"There is no file {path}. Check the path and its spelling.")
        if cv is not None and not missing and (job is not None or isinstance(role, str)):
            self._prepare(cv, job or role_file(str(role)))

    def action_home(self) -> None:
        """Go back, stopping what is being prepared."""
        self.workers.cancel_node(self)
        self.go_home()

    @work(exclusive=True)
    async def _prepare(self, cv: Path, job: Path) -> None:
        begin = self.query_one("#begin", Button)
        begin.disabled = True
        try:
            wanted = Preparation(cv=cv, job=job)
            prepared = await prepare_watched(self.services, wanted, self._show_stage)
        except NexusError as error:
            self._tell(_field_of(error, cv, job), str(error))
            self.query_one("#stage", Static).update("")
            return
        finally:
            begin.disabled = False
        if prepared.event.hidden_words:
            self.nexus.tell(hidden_words_sentence(prepared.event.hidden_words))
        self.nexus.open_home()
        self.nexus.open_interview(prepared.session_id, self._spoken)

    @property
    def _spoken(self) -> bool | None:
        """Whether to speak, where that was a choice."""
        manner = self.query("#manner").results(Select)
        return next((choice.value == _SPOKEN for choice in manner), None)

    def _path(self, field: str) -> Path | None:
        typed = self.query_one(f"#{field}", Input).value.strip().strip("'\"")
        return Path(typed).expanduser() if typed else None

    def _tell(self, field: str, sentence: str) -> None:
        wrong = self.query_one(f"#{field}-wrong", Static)
        wrong.update(shown(sentence))
        wrong.set_class(bool(sentence), "-told")
        if sentence:
            wrong.scroll_visible(animate=False)

    def _show_stage(self, stage: Stage, seconds: float) -> None:
        self.query_one("#stage", Static).update(shown(stage_words(stage, seconds)))


def stage_words(stage: Stage, seconds: float) -> str:
    """Return a stage of preparation, how long it has lasted, and what comes then."""
    lasted = f" ({int(seconds)} s)" if seconds >= 1 else ""
    return f"◌ {stage}{lasted}, then your first question. Escape stops it."


def hidden_words_sentence(count: int) -> str:
    """Return what was left out of the documents."""
    words = "1 word" if count == 1 else f"{count} words"
    return f"{words} in the documents cannot be seen by a reader and were left out."


def _voice_ready(services: Services) -> bool:
    from nexus_cli.services.preflight import voice_ready  # what it checks with is slow to load

    return voice_ready(services.settings)


def _roles() -> list[tuple[str, str]]:
    try:
        return [(name.replace("-", " "), name) for name in built_in_roles()]
    except ResourceMissingError:
        return []


def _field_of(error: NexusError, cv: Path, job: Path) -> str:
    """Return which field a sentence belongs to, by the file that it names."""
    named = {"cv": cv.name in str(error), "job": job.name in str(error)}
    return next((field for field, here in named.items() if here), "form")
