"""The files that ship with nexus: `prompts/` and `sample_data/`, in a checkout or an install."""

from pathlib import Path

from nexus_cli.errors import ResourceMissingError

_PACKAGE = Path(__file__).parent


def resource(relative: str) -> Path:
    """Return the path of a shipped file or folder, such as `prompts/packs`.

    An install holds them inside the package; in a checkout, editable or not, they stand beside it.
    Raises ResourceMissingError naming both places.
    """
    places = (_PACKAGE / relative, _PACKAGE.parent / relative)
    for place in places:
        if place.exists():
            return place
    raise ResourceMissingError(
        f"{relative} should ship with nexus but is at neither {places[0]} nor {places[1]}.",
        "Install nexus again.",
    )
