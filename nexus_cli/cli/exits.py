"""Exit codes, and which error leads to which. The contract is the command line's own."""

from enum import IntEnum

from nexus_cli.errors import (
    AudioError,
    BrainError,
    DocumentError,
    NexusError,
    ResourceMissingError,
    RubricError,
    StoreError,
    TranscriptionError,
    UsageError,
    VoiceError,
)


class ExitCode(IntEnum):
    """What a shell script may rely on."""

    DONE = 0
    """What was asked for was done, or was saved to be continued."""
    BUG = 1
    """nexus met something that it did not foresee."""
    USAGE = 2
    """The command cannot be carried out as typed."""
    GATE = 3
    """A gate of bench or of the self-test failed."""
    PARTLY = 4
    """Done, but some items failed; each is named."""
    MISSING = 5
    """Something outside is missing or unreadable: a document, the disk, a key, a device."""
    INTERRUPTED = 130
    """Ctrl+C, as shells count it."""


_OUTSIDE = (
    AudioError,
    BrainError,
    DocumentError,
    ResourceMissingError,
    StoreError,
    TranscriptionError,
    VoiceError,
)


def exit_code_of(error: NexusError) -> ExitCode:
    """Return the exit code for a foreseen error."""
    if isinstance(error, UsageError | RubricError):
        return ExitCode.USAGE
    if isinstance(error, _OUTSIDE):
        return ExitCode.MISSING
    return ExitCode.BUG
