"""What is kept of a running interview: on disk first, then in its state."""

from nexus_cli.errors import StoreError
from nexus_cli.models.events import AnswerAccepted, AnswerCorrected, AnswerPart, Event, EventBase
from nexus_cli.models.session import SessionState, fold, fold_in
from nexus_cli.models.signals import NotSaved, Signal
from nexus_cli.store import Store
from nexus_cli.telemetry import Telemetry


class Record:
    """One stored session, and the state that its events lead to."""

    def __init__(self, session_id: str, store: Store, telemetry: Telemetry) -> None:
        self.session_id = session_id
        self.state: SessionState
        self.unsaved = ""
        """An answer that could not be kept."""
        self._store = store
        self._telemetry = telemetry

    async def read(self) -> list[Event]:
        """Read the session; `state` is there from now on. Raises UnknownSessionError."""
        events = await self._store.events(self.session_id)
        self.state = fold(events)
        return list(events)

    async def keep(self, item: Event | Signal) -> Event | Signal:
        """Return `item`, durable if it is an event.

        Of an answer that cannot be kept `NotSaved` is returned; any other failure is a StoreError.
        """
        if not isinstance(item, EventBase):
            return item
        try:
            with self._telemetry.span("store_append"):
                await self._store.append(self.session_id, item)
        except StoreError as error:
            if not isinstance(item, AnswerAccepted | AnswerCorrected):
                raise
            if isinstance(item, AnswerAccepted):
                self.unsaved = item.text
            return NotSaved(text=item.text, sentence=str(error))
        if isinstance(item, AnswerAccepted | AnswerPart):
            self.unsaved = ""
        self.state = fold_in(self.state, item)
        return item
