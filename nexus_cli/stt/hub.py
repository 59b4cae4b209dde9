"""What a model hub has of a repository, with the size and digest of each file."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

_DIGEST = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True)
class RemoteFile:
    """A file as the hub describes it."""

    name: str
    size: int
    digest: str
    """sha256 of a large file; of a small one git's sha1 of its blob."""

    def matches(self, path: Path) -> bool:
        """Whether `path` holds exactly this file."""
        if path.stat().st_size != self.size:
            return False
        large = len(self.digest) == 64
        sums = hashlib.sha256() if large else hashlib.sha1(usedforsecurity=False)
        sums.update(b"" if large else b"blob %d\0" % self.size)
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                sums.update(chunk)
        return sums.hexdigest() == self.digest


def listing(client: "httpx.Client", url: str, repository: str) -> tuple[str, list[RemoteFile]]:
    """Return the newest revision of a repository and its files.

    Raises httpx.HTTPError, and ValueError when the answer is no such list.
    """
    address = f"{url}/api/models/{repository}/revision/main"
    answer: Any = client.get(address, params={"blobs": "true"}).raise_for_status().json()
    try:
        return str(answer["sha"]), [_file(entry) for entry in answer["siblings"]]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no listing of files") from error


def _file(entry: Any) -> RemoteFile:
    digest = str((entry.get("lfs") or {}).get("sha256") or entry["blobId"])
    if not _DIGEST.fullmatch(digest):
        raise ValueError("no digest")
    return RemoteFile(str(entry["rfilename"]), int(entry["size"]), digest)
