"""The pydantic base that every model of nexus shares."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value: immutable, and strict about field names so that a typo is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
