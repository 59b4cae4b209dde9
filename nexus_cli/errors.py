"""The error tree: every failure nexus foresees, as a sentence and a next step.

    NexusError
    ├── UsageError                what was typed cannot be done
    │   ├── UnknownSessionError
    │   └── UnknownRoleError
    ├── DocumentError             a CV, job or answers file that cannot be read
    │   ├── UnsupportedDocumentError
    │   ├── DocumentTooLargeError
    │   └── TranscriptError           an interview that nobody could follow from this file
    │       └── UnclearSpeakersError  which of its speakers is the candidate cannot be told
    ├── RubricError               a rubric or question pack that breaks its rules
    ├── StoreError                sessions on disk
    │   ├── StoreReadOnlyError
    │   ├── StoreTamperedError
    │   └── SessionInUseError
    ├── BrainError                a brain that could not answer
    │   ├── BrainUnavailableError     not reached, broken off, silent, or talking nonsense
    │   ├── BrainBusyError            a limit of the service is reached
    │   ├── BrainKeyError             a key is missing, refused, or open to other users
    │   ├── BrainModelError           the model is unknown or retired
    │   ├── BrainAnswerError          an answer came, but not in the form that was asked for
    │   └── BrainRequestError         the service refuses this request, however often it is sent
    │       └── BrainTooLargeError    more than the service takes in one request
    ├── AudioError                the microphone, the speaker, or a file of sound
    │   └── DeviceLostError           a device that worked has gone
    ├── TranscriptionError        speech that could not be turned into words
    │   ├── ModelMissingError         no speech model on this machine
    │   └── ModelDownloadError        a speech model that could not be fetched whole
    ├── VoiceError                a text that could not be spoken
    │   └── VoiceCutError             the voice broke off after it had begun to be heard
    └── ResourceMissingError      a file that ships with nexus is not there

Errors of other libraries are translated to these in the one file that imports the library.
"""


class NexusError(Exception):
    """The root: `sentence` says what happened, `next_step` what the person can do about it."""

    def __init__(self, sentence: str, next_step: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.sentence} {self.next_step}".strip()


class UsageError(NexusError):
    """The command or its arguments cannot be carried out as typed."""


class UnknownSessionError(UsageError):
    """No stored session has this id."""


class UnknownRoleError(UsageError):
    """No built-in job has this name."""


class DocumentError(NexusError):
    """A document exists but nothing can be read from it."""


class UnsupportedDocumentError(DocumentError):
    """The document is of a kind that nexus does not read."""


class DocumentTooLargeError(DocumentError):
    """The document is larger, or unpacks to more, than nexus will read."""


class TranscriptError(DocumentError):
    """A transcript from which no questions and answers can be taken.

    `line` is where reading broke off, counted from 1; None where no one line is to blame.
    """

    def __init__(self, sentence: str, next_step: str = "", *, line: int | None = None) -> None:
        super().__init__(sentence, next_step)
        self.line = line


class UnclearSpeakersError(TranscriptError):
    """Which of the `names` in a transcript is the candidate's cannot be told."""

    def __init__(self, sentence: str, next_step: str = "", *, names: tuple[str, ...]) -> None:
        super().__init__(sentence, next_step)
        self.names = names


class RubricError(NexusError):
    """A rubric or question pack breaks its rules; the sentence names the file and the field."""


class StoreError(NexusError):
    """Sessions could not be read from or written to disk."""


class StoreReadOnlyError(StoreError):
    """The place where sessions are kept cannot be written."""


class StoreTamperedError(StoreError):
    """A stored event is not what nexus wrote."""


class SessionInUseError(StoreError):
    """Another process is holding this interview."""


class BrainError(NexusError):
    """A brain could not read, ask or grade."""


class BrainUnavailableError(BrainError):
    """The service was not reached, broke off, stayed silent or talked nonsense."""


class BrainBusyError(BrainError):
    """A limit of the service is reached.

    `retry_after_seconds` is when the service wants to be asked again, None when it did not say.
    `requests_a_minute` is the limit that was hit, where the refusal named that one.
    `organisation` is whose limit it is, where the refusal says so.
    """

    def __init__(
        self,
        sentence: str,
        next_step: str = "",
        *,
        retry_after_seconds: float | None = None,
        requests_a_minute: float | None = None,
        organisation: str = "",
    ) -> None:
        super().__init__(sentence, next_step)
        self.retry_after_seconds = retry_after_seconds
        self.requests_a_minute = requests_a_minute
        self.organisation = organisation


class BrainKeyError(BrainError):
    """A key is missing, refused by the service, or kept where other users can read it."""


class BrainModelError(BrainError):
    """The service does not know this model, or has retired it."""


class BrainAnswerError(BrainError):
    """The service answered, but not in the form that was asked for."""


class BrainRequestError(BrainError):
    """The service refuses this request, and would refuse it again."""


class BrainTooLargeError(BrainRequestError):
    """The request alone is larger than a limit of the service; waiting does not help."""


class AudioError(NexusError):
    """Sound could not be recorded, played or decoded."""


class DeviceLostError(AudioError):
    """A microphone or speaker that worked has gone."""


class TranscriptionError(NexusError):
    """Speech could not be turned into words."""


class ModelMissingError(TranscriptionError):
    """No model that turns speech into words is on this machine, or not all of it."""


class ModelDownloadError(TranscriptionError):
    """A speech model could not be fetched whole; what came is kept, and the next try goes on."""


class VoiceError(NexusError):
    """A text could not be spoken; nothing of it was heard."""


class VoiceCutError(VoiceError):
    """A voice broke off after it had begun to be heard.

    `missing` is the text from the first word that was not heard whole; what was heard before it
    ends `heard_seconds` into the sound.
    """

    def __init__(
        self, sentence: str, next_step: str = "", *, missing: str, heard_seconds: float
    ) -> None:
        super().__init__(sentence, next_step)
        self.missing = missing
        self.heard_seconds = heard_seconds


class ResourceMissingError(NexusError):
    """A prompt, pack or sample that ships with nexus was not found."""
