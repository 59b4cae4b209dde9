"""Rate limits as Groq states them: in headers, and in the sentence of a refusal."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}
_PART = re.compile(r"(\d{1,12}(?:\.\d{0,12})?)(ms|us|µs|ns|h|m|s)")
_DURATION = re.compile(rf"(?:{_PART.pattern}\s*)+")
_TRY_AGAIN = re.compile(rf"try again in ((?:{_PART.pattern}\s*)+)", re.IGNORECASE)
_PER_MINUTE = re.compile(r"\(RPM\): Limit (\d{1,9})")
_REQUESTED = re.compile(r"Limit (\d{1,9}), Used \d{1,9}, Requested ~?(\d{1,9})")
_ORGANISATION = re.compile(r"organization `(org_\w{1,64})`")


@dataclass(frozen=True)
class RateLimits:
    """What a response's headers say; None where a header is missing or unreadable.

    Groq's request headers count a day and its token headers a minute. Nothing reports requests a
    minute or tokens a day.
    """

    requests_a_day: float | None = None
    requests_left: float | None = None
    tokens_a_minute: float | None = None
    tokens_left: float | None = None


def seconds_of(duration: str) -> float | None:
    """Return the seconds in a Go duration ("1m26.4s", "120ms") or a bare number; None otherwise."""
    text = duration.strip()
    if re.fullmatch(r"\d{1,12}(?:\.\d{0,12})?", text):
        return float(text)
    if not _DURATION.fullmatch(text):
        return None
    return sum(float(amount) * _UNITS[unit] for amount, unit in _PART.findall(text))


def rate_limits(headers: Mapping[str, str]) -> RateLimits:
    """Read the `x-ratelimit-*` headers of a response."""
    return RateLimits(
        requests_a_day=_number(headers.get("x-ratelimit-limit-requests")),
        requests_left=_number(headers.get("x-ratelimit-remaining-requests")),
        tokens_a_minute=_number(headers.get("x-ratelimit-limit-tokens")),
        tokens_left=_number(headers.get("x-ratelimit-remaining-tokens")),
    )


def retry_after(headers: Mapping[str, str], message: str) -> float | None:
    """Return the seconds a refusal asks for: its header, else "try again in ..." in its sentence.

    The longer of the two when both are there: the header is rounded.
    """
    asked = seconds_of(headers.get("retry-after", ""))
    found = _TRY_AGAIN.search(message)
    said = seconds_of(found[1]) if found else None
    known = [seconds for seconds in (asked, said) if seconds is not None]
    return max(known) if known else None


def requests_a_minute(message: str) -> float | None:
    """Return the limit of requests a minute that a refusal names."""
    found = _PER_MINUTE.search(message)
    return float(found[1]) if found else None


def never_fits(message: str) -> bool:
    """Whether a refusal says that the request alone is larger than the limit."""
    found = _REQUESTED.search(message)
    return found is not None and int(found[2]) > int(found[1])


def organisation_of(message: str) -> str:
    """Return the organisation a refusal names, or an empty string."""
    found = _ORGANISATION.search(message)
    return found[1] if found else ""


def _number(text: str | None) -> float | None:
    digits = (text or "").strip()
    return float(digits) if re.fullmatch(r"\d{1,12}", digits) else None
