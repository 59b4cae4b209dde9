"""What ear, session and front end tell, in the words of the spoken turn."""

from collections.abc import Iterator

from nexus_cli.interview.requests import COMMANDS, INTENTS
from nexus_cli.interview.spoken.inputs import (
    DeviceBack,
    DeviceLost,
    DoneKey,
    HoldKey,
    Say,
    SetPatience,
    SpeechLasted,
    SpeechPaused,
    SpeechStarted,
    SpokenInput,
    Tick,
    TypeKey,
)
from nexus_cli.interview.turn import Utterance
from nexus_cli.knowledge.intents import Intent, read_intent
from nexus_cli.models.commands import (
    AskAboutRole,
    ChangePatience,
    Command,
    FinishAnswer,
    HoldThought,
    SubmitAnswer,
    SwitchKeyboard,
)
from nexus_cli.models.events import (
    AnswerAccepted,
    Event,
    FollowUpAsked,
    InterviewEnded,
    InterviewPaused,
    QuestionAsked,
    RoleQuestionAnswered,
)
from nexus_cli.models.session import SessionState
from nexus_cli.models.signals import NotSaved, Said, Signal, YourTurn
from nexus_cli.speech.ear.signals import (
    EarSignal,
    FellSilent,
    MicrophoneFound,
    MicrophoneLost,
    Silence,
    SpeechBegan,
    SpeechWentOn,
)

ENDED = "That was the last question. Thank you."
LEFT_EARLY = "We stop here. Thank you."


def from_session(item: Event | Signal, state: SessionState) -> Iterator[SpokenInput]:
    """Yield what an item of the session is to the spoken turn: what to say, and the floor."""
    match item:
        case QuestionAsked(number=number):
            yield Say(state.prepared.plan.questions[number - 1].text)
        case FollowUpAsked(text=text) | Said(text=text) | RoleQuestionAnswered(answer=text):
            yield Say(text)
        case YourTurn() | AnswerAccepted() | NotSaved() | InterviewPaused():
            yield item
        case InterviewEnded(reason=reason):
            yield item
            yield Say(ENDED if reason == "finished" else LEFT_EARLY)


def from_ear(signal: EarSignal, sounding_seconds: float) -> SpokenInput | None:
    """Return what the ear's signal is to the spoken turn, if anything.

    `sounding_seconds` of what nexus is saying have been heard.
    """
    match signal:
        case SpeechBegan(after_seconds=seconds):
            return SpeechStarted(seconds)
        case SpeechWentOn(seconds=seconds, fading=fading):
            return SpeechLasted(seconds, sounding_seconds, fading)
        case FellSilent():
            return SpeechPaused()
        case Silence(seconds=seconds):
            return Tick(seconds)
        case MicrophoneLost():
            return DeviceLost()
        case MicrophoneFound():
            return DeviceBack()
    return None


def from_person(command: Command, question: str) -> SpokenInput | None:
    """Return what a key or something typed is to the spoken turn, if anything."""
    match command:
        case FinishAnswer():
            return DoneKey()
        case HoldThought(down=down):
            return HoldKey(down)
        case SwitchKeyboard():
            return TypeKey()
        case ChangePatience(patience=patience):
            return SetPatience(patience)
        case SubmitAnswer(text=text, literal=literal):
            intent = Intent.ANSWER if literal else read_intent(text, question)
            return Utterance(text=text, intent=intent)
        case AskAboutRole(text=text):
            return Utterance(text=text, intent=Intent.ASKS_ABOUT_ROLE)
    intent_of = INTENTS.get(type(command))
    return Utterance(text="", intent=intent_of) if intent_of else None


def as_command(said: Utterance) -> Command:
    """Return a request as the session takes it."""
    if said.intent is Intent.ASKS_ABOUT_ROLE:
        return AskAboutRole(text=said.text)
    return COMMANDS[said.intent]
