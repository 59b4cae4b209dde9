"""What a model fills when a candidate asks about the role."""

from pydantic import BaseModel


class RoleAnswer(BaseModel):
    """An answer from the job description alone."""

    lines: list[str]
    """Ids of the lines that say it; none when the description does not."""
    answer: str
