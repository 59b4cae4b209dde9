"""Checks that what nexus installs may ship beside Apache-2.0, and that THIRD_PARTY.md lists it.

`--write` writes THIRD_PARTY.md from what is installed.
"""

import re
import sys
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ALLOWED = re.compile(
    r"\b(MIT|MIT-0|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL|LGPL|Unlicense|HPND|Zlib|"
    r"CC0|CNRI)",
    re.IGNORECASE,
)
REFUSED = re.compile(r"(?<!L)(A?GPL|GNU (Affero )?General Public)", re.IGNORECASE)
HEADER = """# Third-party software

What `pip install nexus-cli` brings, with the licence each package states. `make licences` checks
this list against what is installed; `make mend` writes it. The test extra does not ship.

| package | licence |
|---|---|
"""


def installed() -> dict[str, Distribution]:
    """Return every distribution that nexus-cli needs here, directly or not, by name."""
    found: dict[str, Distribution] = {}
    todo = [Requirement("nexus-cli")]
    seen: set[tuple[str, frozenset[str]]] = set()
    while todo:
        wanted = todo.pop()
        name, extras = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        found[name] = distribution(name)
        for line in found[name].requires or []:
            needed = Requirement(line)
            if needed.marker is None or any(
                needed.marker.evaluate({"extra": extra}) for extra in (extras or {""})
            ):
                todo.append(needed)
    del found["nexus-cli"]
    return dict(sorted(found.items()))


def licence(dist: Distribution) -> str:
    """Return a licence in a few words: SPDX expression, else classifiers, else the field."""
    meta = dist.metadata
    if expression := meta.get("License-Expression"):
        return expression
    classifiers = [c.split(" :: ")[-1] for c in meta.get_all("Classifier", []) if "License ::" in c]
    stated = " and ".join(c for c in classifiers if c != "OSI Approved")
    return stated or (meta.get("License") or "unknown").strip().splitlines()[0][:60]


def main() -> int:
    """Return 0 when all is well; print each package that is not."""
    licences = {name: licence(dist) for name, dist in installed().items()}
    wrong = {
        name: stated
        for name, stated in licences.items()
        if REFUSED.search(stated) or not ALLOWED.search(stated)
    }
    for name, stated in wrong.items():
        print(f"{name}: the licence {stated!r} may not ship with nexus")
    table = HEADER + "".join(f"| {name} | {stated} |\n" for name, stated in licences.items())
    path = Path(__file__).parent.parent / "THIRD_PARTY.md"
    if "--write" in sys.argv:
        path.write_text(table, "utf-8")
    missing = [n for n in licences if f"| {n} |" not in path.read_text("utf-8")]
    for name in missing:
        print(f"{name}: not in THIRD_PARTY.md; run `make mend`")
    return 1 if wrong or missing else 0


if __name__ == "__main__":
    sys.exit(main())
