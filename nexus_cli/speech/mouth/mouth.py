"""The mouth: says one text after another, can be stopped at once, and tells what was heard."""

import asyncio
from collections import OrderedDict
from contextlib import aclosing
from dataclasses import dataclass

from nexus_cli.audio.samples import SPEAKING_HZ
from nexus_cli.errors import AudioError
from nexus_cli.speech.mouth.composing import Composing
from nexus_cli.speech.mouth.player import Player
from nexus_cli.speech.mouth.rendering import Rendering
from nexus_cli.speech.mouth.said import Said, speaker_lost
from nexus_cli.speech.mouth.sound import Sound
from nexus_cli.tts import Voice

MOST_PREPARED = 4
"""Texts held as sound: what is asked next, and what may come instead."""
JOIN_SECONDS = 1.0
"""How old work for later may be without a sound, before what is wanted now is begun anew."""


@dataclass(eq=False)
class _Order:
    """A text that is to be said."""

    text: str
    stamp: object
    over: "asyncio.Future[Said]"
    stopped: bool = False
    feeding: "asyncio.Task[None] | None" = None


class Mouth:
    """Speaks with `voice` on `player`. All on one event loop; voice and player stay the caller's.

    A voice or a speaker that fails ends no interview: what was not heard is left to be read.
    """

    def __init__(self, voice: Voice, player: Player) -> None:
        self._voice = voice
        self._player = player
        self._turn = asyncio.Lock()
        self._orders: list[_Order] = []
        self._prepared: OrderedDict[str, Rendering] = OrderedDict()
        self._composed: dict[int, tuple[Composing, Rendering]] = {}

    @property
    def heard_seconds(self) -> float:
        """How much has been heard of what is being said, or was said last."""
        return self._player.position / SPEAKING_HZ

    async def say(self, text: str, stamp: object = None) -> Said:
        """Say `text` once what was ordered before has ended; returns when it was heard.

        Cancelling it stops the sound too.
        """
        order = _Order(text, stamp, asyncio.get_running_loop().create_future())
        self._orders.append(order)
        try:
            async with self._turn:
                said = await self._said(order)
            order.over.set_result(said)
            return said
        finally:
            self._orders.remove(order)
            order.over.cancel()

    async def stop(self, stamp: object = None) -> list[Said]:
        """Fade out within 10 ms what is being said, and leave unsaid what waits.

        With a stamp, only the order that carries it. Returns once all is silent, with what became
        of each; nothing when there was no such order.
        """
        orders = [order for order in self._orders if stamp is None or order.stamp == stamp]
        for order in orders:
            stopped_now = order.feeding is None or order.feeding.cancel()
            order.stopped = order.stopped or stopped_now
            if order.feeding is not None and stopped_now:
                self._player.stop()
        if orders:
            await asyncio.wait([order.over for order in orders])
        return [order.over.result() for order in orders if not order.over.cancelled()]

    def prepare(self, text: str) -> None:
        """Make the sound of `text` now, so that it can be heard at once when it is said.

        Of more than MOST_PREPARED texts the oldest is forgotten.
        """
        if text not in self._prepared:
            self._hold(text, Rendering.of(self._voice, text, ahead=True))

    def compose(self, key: int, text: str, whole: bool, ahead: bool) -> None:
        """Make the sound of a text while it is worded: `text` is all of it so far.

        Once it is `whole` it is prepared, as by `prepare`. `ahead` marks work for later.
        """
        if key not in self._composed:
            composing = Composing()
            rendering = Rendering(self._voice, composing.parts(), ahead=ahead)
            self._composed[key] = composing, rendering
        self._composed[key][0].take_in(text, whole)
        if whole:
            _, rendering = self._composed.pop(key)
            self._hold(text, rendering)

    def discard(self, key: int) -> None:
        """Forget a text that is being composed."""
        if key in self._composed:
            self._composed.pop(key)[1].cancel()

    async def close(self) -> None:
        """Stop what is being said and what is being prepared."""
        await self.stop()
        composed = [rendering for _, rendering in self._composed.values()]
        ending = [*self._prepared.values(), *composed]
        self._prepared.clear()
        self._composed.clear()
        await asyncio.gather(*(rendering.close() for rendering in ending))

    def _hold(self, text: str, rendering: Rendering) -> None:
        if (known := self._prepared.pop(text, None)) is not None:
            known.cancel()
        self._prepared[text] = rendering
        if len(self._prepared) > MOST_PREPARED:
            self._prepared.popitem(last=False)[1].cancel()

    async def _said(self, order: _Order) -> Said:
        if order.stopped:
            return Said(order.stamp, order.text, unheard=order.text, stopped=True)
        try:
            await self._player.begin()
        except AudioError as error:
            text = order.text
            return Said(order.stamp, text, text, text, degraded=(speaker_lost(error),))
        rendering = await self._rendering(order.text)
        try:
            lost = await self._play(order, rendering)
        finally:
            await rendering.close()
        return self._told(order, rendering.sound, lost)

    async def _rendering(self, text: str) -> Rendering:
        """Return the sound that was prepared, if it is there or on its way, else begin to make it.

        Work for later may have to wait for long, this may not.
        """
        prepared = self._prepared.pop(text, None)
        if prepared is not None:
            prepared.want()
            age = asyncio.get_running_loop().time() - prepared.begun_at
            if not prepared.is_done and await prepared.begins(JOIN_SECONDS - age):
                return prepared
            if prepared.sound.is_whole:
                return prepared
            await prepared.close()
        return Rendering.of(self._voice, text)

    async def _play(self, order: _Order, rendering: Rendering) -> AudioError | None:
        """Play until all was heard or it was stopped; return how the speaker failed."""
        order.feeding = asyncio.create_task(self._feed(rendering))
        if order.stopped:
            self._player.stop()
            order.feeding.cancel()
        try:
            await asyncio.wait({order.feeding})
            if order.stopped:
                await self._player.drained()
            else:
                order.feeding.result()
        except AudioError as error:
            return error
        finally:
            if order.feeding.cancel():
                self._player.stop()
        return None

    async def _feed(self, rendering: Rendering) -> None:
        async with aclosing(rendering.pieces()) as pieces:
            async for samples in pieces:
                await self._player.write(samples)
        await self._player.drained()

    def _told(self, order: _Order, sound: Sound, lost: AudioError | None) -> Said:
        position = self._player.position
        broken = order.stopped or lost is not None
        later = order.text.removeprefix(sound.begun).strip()
        at = position if broken else sound.taken
        unheard = " ".join(filter(None, (sound.unheard(at), later)))
        unspoken = "" if order.stopped else sound.unspoken
        return Said(
            order.stamp,
            order.text,
            unheard,
            unheard if lost else unspoken,
            position / SPEAKING_HZ,
            self._player.began_sounding,
            order.stopped,
            (*sound.degraded, *([speaker_lost(lost)] if lost else ())),
        )
