"""The documents a command line names, checked before anything is read."""

from pathlib import Path

from nexus_cli.errors import UsageError
from nexus_cli.services import role_file


def needed_cv(cv: str | None) -> str:
    """Return the CV's path; raises UsageError when there is none."""
    if cv is None:
        raise UsageError("A CV is needed.", "Add --cv FILE, or try: nexus interview --demo")
    return cv


def job_source(jd: str | None, role: str | None) -> Path | str:
    """Return the path of the one job named; raises UsageError for none, both, or unknown."""
    if (jd is None) == (role is None):
        raise UsageError("Exactly one job is needed.", "Add --jd FILE or --role NAME.")
    return role_file(role) if role is not None else str(jd)
