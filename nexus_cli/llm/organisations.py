"""Keys pooled by organisation, because an organisation's keys share one limit."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from pydantic import SecretStr

from nexus_cli.llm.keys import Key
from nexus_cli.llm.pacing import Allowance


@dataclass(eq=False)
class Organisation:
    """Those who pay one bill: several keys, one limit a model."""

    name: str
    keys: list[SecretStr]
    """The first is used; the others stand in when it is refused."""
    told_name: str = ""
    """The name in the service's own refusals, once one was seen."""
    allowances: dict[str, Allowance] = field(default_factory=dict)

    def allowance(self, model: str) -> Allowance:
        """Return what this organisation may send to `model`."""
        return self.allowances.setdefault(model, Allowance())


@dataclass(frozen=True)
class Seat:
    """Where one attempt can go: a model, with a key of an organisation, in `wait` seconds."""

    organisation: Organisation
    model: str
    key: SecretStr
    wait: float

    @property
    def allowance(self) -> Allowance:
        """Return the limits that the attempt counts against."""
        return self.organisation.allowance(self.model)


class Organisations:
    """The keys at hand; the organisation with most head-room goes first."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._all: list[Organisation] = []
        for key in keys:
            self._named(key.organisation).keys.append(key.secret)

    def seat(
        self, model: str, tokens: int, now: float, excluded: Collection[Allowance] = ()
    ) -> Seat | None:
        """Return the best seat for so many tokens: soonest, then with most room; None when none.

        Its wait is infinite when the call alone is larger than every organisation's limit.
        """
        seats = [
            Seat(o, model, o.keys[0], o.allowance(model).wait(tokens, now))
            for o in self._all
            if o.keys and not o.allowance(model).closed and o.allowance(model) not in excluded
        ]
        return min(
            seats,
            key=lambda seat: (seat.wait, -seat.allowance.room(tokens, now)),
            default=None,
        )

    def refused(self, seat: Seat) -> None:
        """Forget a key that the service refuses."""
        for organisation in self._all:
            organisation.keys = [key for key in organisation.keys if key != seat.key]

    def told(self, organisation: Organisation, name: str) -> None:
        """Note an organisation's own name; two entries with one name become one."""
        if organisation not in self._all:  # became part of another while a call was under way
            return
        organisation.told_name = name
        for other in self._all:
            if other is not organisation and other.told_name == name:
                other.keys.extend(organisation.keys)
                self._all.remove(organisation)
                return

    def tokens_a_minute(self, model: str) -> float | None:
        """Return the largest known limit of tokens a minute; None before the first response."""
        known = [o.allowance(model).tokens_a_minute for o in self._all if o.keys]
        return max((limit for limit in known if limit is not None), default=None)

    def can_spare(self, model: str, now: float) -> bool:
        """Whether an organisation has room for work that may not be needed."""
        return any(o.allowance(model).can_spare(now) for o in self._all if o.keys)

    def first_keys(self) -> dict[str, SecretStr]:
        """Return the key that each organisation would use now, by the organisation's name."""
        return {o.name: o.keys[0] for o in self._all if o.keys}

    @property
    def any_key(self) -> bool:
        """Whether a key is left that the service has not refused."""
        return any(organisation.keys for organisation in self._all)

    def sentence(self) -> str:
        """Say how the keys are pooled, for the person who set them."""
        parts = [f"{o.name} ({len(o.keys)} key{'s' * (len(o.keys) != 1)})" for o in self._all]
        shared = any(len(organisation.keys) > 1 for organisation in self._all)
        more = " Keys of one organisation share one limit." if shared else ""
        return f"Organisations: {', '.join(parts) or 'none'}.{more}"

    def _named(self, name: str) -> Organisation:
        for organisation in self._all:
            if organisation.name == name:
                return organisation
        organisation = Organisation(name, [])
        self._all.append(organisation)
        return organisation
