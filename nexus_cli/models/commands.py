"""Commands: what a person, through any front end, tells a running interview."""

from nexus_cli.models.frozen import Frozen


class SubmitAnswer(Frozen):
    """The candidate sends this text. It may turn out to be a request such as `repeat that`."""

    text: str
    literal: bool = False
    """True when it is an answer whatever it says, as in a file headed with the question's id."""


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


Command = (
    SubmitAnswer
    | KeepDraft
    | RepeatQuestion
    | ClarifyQuestion
    | SkipQuestion
    | PauseInterview
    | EndInterview
    | AskAboutRole
)
