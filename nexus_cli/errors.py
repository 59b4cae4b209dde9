"""The error tree: every failure nexus foresees, as a sentence and a next step.

    NexusError
    ├── UsageError                what was typed cannot be done
    │   ├── UnknownSessionError
    │   └── UnknownRoleError
    ├── DocumentError             a CV, job or answers file that cannot be read
    │   ├── UnsupportedDocumentError
    │   └── DocumentTooLargeError
    ├── RubricError               a rubric or question pack that breaks its rules
    ├── StoreError                sessions on disk
    │   ├── StoreReadOnlyError
    │   ├── StoreTamperedError
    │   └── SessionInUseError
    ├── BrainError                a brain that could not answer
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


class ResourceMissingError(NexusError):
    """A prompt, pack or sample that ships with nexus was not found."""
