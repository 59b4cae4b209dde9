"""That interviews are spoken, and how."""

from dataclasses import dataclass

from nexus_cli.models.patience import Patience


@dataclass(frozen=True)
class Voice:
    """Its absence means that interviews are typed."""

    patience: Patience | None = None
    """None for what the settings say."""
