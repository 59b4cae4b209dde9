"""What a refusal means: HTTP status and body in, one of our errors out.

The sentences are ours alone. A service's own words may repeat a key or a candidate's text.
"""

from collections.abc import Mapping

from nexus_cli.errors import (
    BrainAnswerError,
    BrainBusyError,
    BrainError,
    BrainKeyError,
    BrainModelError,
    BrainRequestError,
    BrainTooLargeError,
    BrainUnavailableError,
)
from nexus_cli.llm.limits import never_fits, organisation_of, requests_a_minute, retry_after

LATER = "nexus goes on without it and tries again later."
_MODEL_CODES = {
    "model_not_found",
    "model_decommissioned",
    "model_not_active",
    "model_terms_required",
    "model_permission_blocked_org",
    "model_permission_blocked_project",
}
_TOO_LARGE_CODES = {"context_length_exceeded", "request_too_large"}
_BUSY = {429, 498}
_PASSING = {408, 409, 424, 425, 499}


def fault_of(
    status: int, body: object, headers: Mapping[str, str], service: str, model: str
) -> BrainError:
    """Return the error for a response of `status` with the parsed or raw `body`."""
    code, message = _code_and_message(body)
    if code in _MODEL_CODES:
        return unknown_model(service, model)
    if status == 413 or code in _TOO_LARGE_CODES or never_fits(message):
        return too_large(service)
    if status in _BUSY or code == "rate_limit_exceeded":
        return _busy(status, message, headers, service)
    if code == "json_validate_failed":
        return BrainAnswerError(
            f"{service} ran out of room before it had filled the form.",
            LATER,
        )
    if status == 401 or (status == 403 and isinstance(body, Mapping)):
        return BrainKeyError(
            f"{service} refuses the key.",
            "Make a new one and set it; `nexus setup --check` tries it.",
        )
    if status >= 500 or status in _PASSING:
        return BrainUnavailableError(f"{service} is in trouble (status {status}).", LATER)
    return _refused(status, service)


def unavailable(service: str, what: str) -> BrainUnavailableError:
    """Return the error for a service that `what`, such as "broke off"."""
    return BrainUnavailableError(f"{service} {what}.", LATER)


def unknown_model(service: str, model: str) -> BrainModelError:
    """Return the error for a model the service does not offer this key."""
    return BrainModelError(
        f"{service} does not offer the model {model} to this key.",
        "`nexus setup --check` lists what it offers.",
    )


def too_large(service: str) -> BrainTooLargeError:
    """Return the error for a request that no waiting makes smaller."""
    return BrainTooLargeError(
        f"The request is larger than {service} takes at once.",
        "Shorten the document, or use a plan with more tokens a minute.",
    )


def _busy(status: int, message: str, headers: Mapping[str, str], service: str) -> BrainBusyError:
    what = "has no capacity left" if status == 498 else "has reached the limit of your plan"
    return BrainBusyError(
        f"{service} {what}.",
        LATER,
        retry_after_seconds=retry_after(headers, message),
        requests_a_minute=requests_a_minute(message),
        organisation=organisation_of(message),
    )


def _refused(status: int, service: str) -> BrainRequestError:
    if status == 404:
        step = "Check the base URL: Groq's is https://api.groq.com, others end in /v1."
    elif status == 403:
        step = "Something between here and there blocks it: a firewall, a proxy, a region."
    else:
        step = "If it happens again, `--debug` shows where."
    return BrainRequestError(f"{service} refuses the request (status {status}).", step)


def _code_and_message(body: object) -> tuple[str, str]:
    """Return an error body's code and message, empty where there is none.

    Bodies are `{"error": {"code", "message"}}`, the inside of that, or text that is not JSON.
    """
    if not isinstance(body, Mapping):
        return "", ""
    error = body.get("error", body)
    if not isinstance(error, Mapping):
        return "", ""
    return str(error.get("code") or ""), str(error.get("message") or "")
