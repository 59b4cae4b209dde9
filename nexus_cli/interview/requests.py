"""Requests about the interview itself: as commands of a front end, and as what somebody said."""

from nexus_cli.knowledge.intents import Intent
from nexus_cli.models.commands import (
    ClarifyQuestion,
    Command,
    EndInterview,
    PauseInterview,
    RepeatQuestion,
    SkipQuestion,
)

Request = RepeatQuestion | ClarifyQuestion | SkipQuestion | PauseInterview | EndInterview

COMMANDS: dict[Intent, Request] = {
    Intent.REPEAT: RepeatQuestion(),
    Intent.CLARIFY: ClarifyQuestion(),
    Intent.SKIP: SkipQuestion(),
    Intent.PAUSE: PauseInterview(),
    Intent.END: EndInterview(),
}
INTENTS: dict[type[Command], Intent] = {
    type(command): intent for intent, command in COMMANDS.items()
}
