"""The HTTP client that all providers use, and what its failures mean."""

import ssl
from functools import cache
from typing import TYPE_CHECKING

from nexus_cli.errors import BrainError
from nexus_cli.llm.faults import unavailable

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 2.0
READ_SECONDS = 600.0
"""Silence on a connection; the gateway's own deadlines are shorter, whatever the model."""
KEPT_CONNECTIONS = 100
"""Open for the next call, when nobody asks: one for each interview that a process may hold."""
KEEP_ALIVE_SECONDS = 240.0
"""Outlives an answer of two minutes, so that the next call needs no handshake."""


def open_client() -> "httpx.AsyncClient":
    """Return a client with one pool of connections; certificates and proxies as the system says.

    Plain http goes to this machine or to a neighbour without a key, so never through a proxy.
    """
    import httpx  # 100 ms

    return httpx.AsyncClient(
        verify=tls(),
        timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
        limits=httpx.Limits(
            max_keepalive_connections=KEPT_CONNECTIONS, keepalive_expiry=KEEP_ALIVE_SECONDS
        ),
        mounts={"http://": None},
    )


@cache
def tls() -> ssl.SSLContext:
    """Return the certificates that a server must answer to, as httpx chooses them; 40 ms."""
    import httpx

    return httpx.create_ssl_context()


def transport_fault(error: Exception, service: str) -> BrainError:
    """Return what a failure of the connection or of reading the response means."""
    import httpx  # loaded already: one of its errors is being looked at

    if isinstance(error, httpx.TimeoutException):
        return unavailable(service, "did not answer in time")
    if isinstance(error, (httpx.ConnectError, httpx.UnsupportedProtocol, httpx.ProxyError)):
        return unavailable(service, "cannot be reached")
    if isinstance(error, httpx.TransportError):
        return unavailable(service, "broke off in the middle of an answer")
    return unavailable(service, "answered with something that is not an answer")
