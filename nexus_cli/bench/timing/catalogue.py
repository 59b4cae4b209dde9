"""Every scenario by name.

A new one is a module with `measure(setting)`, an entry here, and its help in `cli/timing.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from nexus_cli.bench.timing.scenario import Measure, Profile
from nexus_cli.errors import UsageError

QUICK = "quick"
_OFFLINE, _EMULATED, _LIVE = Profile

_PROFILES: dict[str, tuple[Profile, ...]] = {
    "startup": (_OFFLINE,),
    "store": (_OFFLINE,),
    "setup": (_EMULATED, _OFFLINE, _LIVE),
    "questions": (_EMULATED, _LIVE),
    "sessions": (_EMULATED,),
    "turn": (_EMULATED, _OFFLINE, _LIVE),
    "batch": (_OFFLINE, _EMULATED),
}
"""Scenario to the profiles it can be measured with; the first is the one when none is named."""


@dataclass(frozen=True)
class Part:
    """A scenario with one profile; a benchmark is one part or, for `quick`, several."""

    scenario: str
    profile: Profile
    most_rounds: int | None = None
    """In `quick`, where a round takes seconds."""
    brief: bool = False

    @property
    def name(self) -> str:
        """How the part is called in the file of kept rounds."""
        return f"{self.scenario} {self.profile.value}"

    @property
    def measure(self) -> Measure:
        """Import the scenario's module and return its function."""
        measure: Measure = import_module(f"nexus_cli.bench.timing.{self.scenario}").measure
        return measure


_QUICK = (
    Part("startup", _OFFLINE, 3),
    Part("store", _OFFLINE, 5),
    Part("setup", _OFFLINE, 4),
    Part("setup", _EMULATED, 1, brief=True),
    Part("questions", _EMULATED, 1),
)


def parts_of(name: str, profile: Profile | None) -> Sequence[Part]:
    """Return what `name` measures; raises UsageError for a profile that says nothing about it."""
    if name == QUICK:
        wanted = profile or _EMULATED
        if wanted is _LIVE:
            raise _refused("`nexus bench quick` asks no outside service.", (_EMULATED, _OFFLINE))
        return [part for part in _QUICK if part.profile in (_OFFLINE, wanted)]
    known = _PROFILES[name]
    if profile is not None and profile not in known:
        raise _refused(f"`nexus bench {name}` has nothing to measure {profile.value}.", known)
    return [Part(name, profile or known[0])]


def _refused(sentence: str, known: Sequence[Profile]) -> UsageError:
    names = " or ".join(f"--profile {profile.value}" for profile in known)
    return UsageError(sentence, f"Use {names}.")
