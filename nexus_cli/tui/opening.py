"""Services that are opened while the first page is already in view."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nexus_cli.services import Services


class Opening:
    """Opens services in a thread of its own, once, when they are first asked for."""

    def __init__(self, open_them: Callable[[], "Services"]) -> None:
        self._open_them = open_them
        self._services: Future[Services] = Future()
        self._thread: Thread | None = None

    def begun(self) -> "Future[Services]":
        """Begin, unless that was done before; the future raises what opening raises."""
        if self._thread is None:
            self._services.set_running_or_notify_cancel()  # whoever stops waiting stops no other
            self._thread = Thread(target=self._run, name="opening")
            self._thread.start()
        return self._services

    def ended(self) -> None:
        """Return when nothing is being opened any more."""
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            self._services.set_result(self._open_them())
        except BaseException as error:
            self._services.set_exception(error)
