"""A PDF written by hand (ISO 32000-1), so that a test can hide text in every way there is."""

import zlib
from dataclasses import dataclass, field


@dataclass
class Page:
    """Drawing operators for one page, in the order they paint."""

    operators: list[str] = field(default_factory=list)
    width: int = 595
    height: int = 842
    crop: tuple[int, int, int, int] | None = None
    rotate: int = 0

    def text(
        self, words: str, x: float = 72, y: float = 700, *, size: float = 11, colour: str = "0 0 0",
        mode: int = 0, before: str = "",
    ) -> "Page":  # fmt: skip
        """Write `words` with the baseline at `y`; `colour` is red, green and blue from 0 to 1."""
        escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        self.operators.append(
            f"q {before} BT /F1 {size} Tf {mode} Tr {colour} rg {x} {y} Td ({escaped}) Tj ET Q"
        )
        return self

    def rectangle(
        self, x: float, y: float, width: float, height: float, colour: str = "1 1 1"
    ) -> "Page":
        """Fill a rectangle."""
        self.operators.append(f"q {colour} rg {x} {y} {width} {height} re f Q")
        return self

    def picture(self, x: float, y: float, width: float, height: float) -> "Page":
        """Paint the one picture of the document: stripes of black and white."""
        self.operators.append(f"q {width} 0 0 {height} {x} {y} cm /Im1 Do Q")
        return self


def pdf(*pages: Page, trailer: str = "", extra: list[bytes] | None = None) -> bytes:
    """Return a document with one font (F1), one picture (Im1) and a clear state (Clear)."""
    first = 7
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    stripes = bytes(0 if row % 2 else 255 for row in range(64) for _ in range(8))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        _stream(stripes, "/Type /XObject /Subtype /Image /Width 8 /Height 64 "
                "/ColorSpace /DeviceGray /BitsPerComponent 8"),
        b"<< /Type /ExtGState /ca 0 /CA 0 >>",
        b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <" + b"00" * 32 + b"> /U <"
        + b"11" * 32 + b"> >>",
    ]  # fmt: skip
    for number, page in enumerate(pages):
        objects += [_page(page, first + 2 * number + 1), _content(page)]
    return _assembled([*objects, *(extra or [])], trailer)


def _page(page: Page, content: int) -> bytes:
    crop = f"/CropBox [{' '.join(map(str, page.crop))}]" if page.crop else ""
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] {crop} "
        f"/Rotate {page.rotate} /Contents {content} 0 R /Resources << /Font << /F1 3 0 R >> "
        "/XObject << /Im1 4 0 R >> /ExtGState << /Clear 5 0 R >> >> >>"
    ).encode()


def _content(page: Page) -> bytes:
    return _stream("\n".join(page.operators).encode("cp1252"), "")


def _stream(data: bytes, entries: str) -> bytes:
    data = zlib.compress(data)
    head = f"<< {entries} /Filter /FlateDecode /Length {len(data)} >>\nstream\n"
    return head.encode() + data + b"\nendstream"


def _assembled(objects: list[bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        out += f"{place:010d} 00000 n \n".encode()
    size = len(objects) + 1
    out += f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


LOCKED = "/Encrypt 6 0 R /ID [<00> <00>]"
"""A trailer that asks for a password nobody knows."""


def bomb(megabytes: int) -> bytes:
    """Return a small PDF whose page content unpacks, twice over, to `megabytes`."""
    body = zlib.compress(zlib.compress(b"0 0 m " * (megabytes * 1_000_000 // 6), 9), 9)
    head = f"<< /Filter [/FlateDecode /FlateDecode] /Length {len(body)} >>\nstream\n"
    page = _page(Page(), 3)
    content = head.encode() + body + b"\nendstream"
    return _assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            content,
            page,
        ],
        "",
    )
