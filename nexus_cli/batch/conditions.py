"""Under what a folder is scored: the same for every file, and part of each result's key."""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property

import nexus_cli
from nexus_cli.batch.scale import scale_digest
from nexus_cli.models.job import Job
from nexus_cli.models.scale import JobScale


@dataclass(frozen=True)
class Conditions:
    """Everything that a score depends on beside the transcript."""

    scale: JobScale
    job: Job
    brain: str
    """`offline`, `groq` or `openai`."""
    models: str = ""
    """The chain of models, as it is set; empty offline."""
    prompt_versions: dict[str, str] = field(default_factory=dict)
    repeat: int = 1
    blind: bool = False

    @cached_property
    def digest(self) -> str:
        """SHA-256 in hex: equal conditions have equal digests."""
        parts = {
            "scale": scale_digest(self.scale),
            "made_by": self.scale.made_by.model_dump(mode="json"),
            "job": self.job.model_dump(mode="json"),
            "brain": self.brain,
            "models": self.models,
            "prompts": self.prompt_versions,
            "nexus": nexus_cli.__version__,
            "repeat": self.repeat,
            "blind": self.blind,
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def key(self, transcript_id: str, candidate: str | None) -> str:
        """Return what a transcript is scored under: nothing is paid for twice under one key.

        `candidate` is who was named as the one who answers, by the command or when asked.
        """
        whole = json.dumps([self.digest, transcript_id, candidate])
        return hashlib.sha256(whole.encode()).hexdigest()
