"""Commands: what a person, through any front end, tells a running interview."""

from nexus_cli.models.events import Part
from nexus_cli.models.frozen import Frozen
from nexus_cli.models.patience import Patience
from nexus_cli.models.spoken import Speech


class SubmitAnswer(Frozen):
    """The candidate sends this text. It may turn out to be a request such as `repeat that`."""

    text: str
    literal: bool = False
    """True when it is an answer whatever it says, as in a file headed with the question's id."""
    spoken: Speech | None = None
    """How it was heard; None when it was typed."""


class KeepDraft(Frozen):
    """The text so far, to survive a crash."""

    text: str


class RepeatQuestion(Frozen):
    """Say the question again."""


class ClarifyQuestion(Frozen):
    """Say what is meant."""


class SkipQuestion(Frozen):
    """Leave this question unanswered and go on."""


class PauseInterview(Frozen):
    """Stop here and come back later to the same question."""


class EndInterview(Frozen):
    """Ask nothing more."""


class AskAboutRole(Frozen):
    """The candidate asks something about the job."""

    text: str


class CorrectAnswer(Frozen):
    """An accepted answer should read like this; it is scored anew."""

    question_id: str
    part: Part
    text: str


class FinishAnswer(Frozen):
    """The done key: the spoken answer is finished; while nexus speaks, stop speaking."""


class HoldThought(Frozen):
    """The thinking key: with `down` the countdown stands still, until it is up again."""

    down: bool


class SwitchKeyboard(Frozen):
    """Type instead of speaking, or speak again."""


class ChangePatience(Frozen):
    """Wait longer, or less long, for more words."""

    patience: Patience


SpokenCommand = FinishAnswer | HoldThought | SwitchKeyboard | ChangePatience
"""What only a spoken interview knows; a typed one takes no notice."""

Command = (
    SubmitAnswer
    | KeepDraft
    | RepeatQuestion
    | ClarifyQuestion
    | SkipQuestion
    | PauseInterview
    | EndInterview
    | AskAboutRole
    | CorrectAnswer
    | SpokenCommand
)
