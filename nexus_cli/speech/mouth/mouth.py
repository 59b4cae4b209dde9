"""The mouth: says one text after another, can be stopped at once, and tells what was heard."""

import asyncio
from collections import OrderedDict
from contextlib import aclosing
from dataclasses import dataclass

from nexus_cli.audio.samples import SPEAKING_HZ
from nexus_cli.errors import AudioError
from nexus_cli.speech.mouth.player import Player
from nexus_cli.speech.mouth.rendering import Rendering
from nexus_cli.speech.mouth.said import Said, speaker_lost
from nexus_cli.speech.mouth.sound import Sound
from nexus_cli.tts import Voice

MOST_PREPARED = 2
"""Texts held as sound: what is asked next, and what may come instead."""


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

    async def prepare(self, text: str) -> None:
        """Make the sound of `text` now, so that it can be heard at once when it is said.

        Returns at once. Of more than MOST_PREPARED texts the oldest is forgotten.
        """
        if text in self._prepared:
            return
        self._prepared[text] = Rendering(self._voice, text, ahead=True)
        if len(self._prepared) > MOST_PREPARED:
            _, oldest = self._prepared.popitem(last=False)
            await oldest.close()

    async def close(self) -> None:
        """Stop what is being said and what is being prepared."""
        await self.stop()
        while self._prepared:
            _, prepared = self._prepared.popitem()
            await prepared.close()

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
        """Return the sound that was prepared if all of it is there, else begin to make it."""
        prepared = self._prepared.get(text)
        if prepared is not None and prepared.is_done:
            del self._prepared[text]
            if prepared.sound.is_whole:
                return prepared
        elif prepared is not None and not prepared.sound.has_begun:
            del self._prepared[text]  # work for later may wait for long, this may not
            await prepared.close()
        return Rendering(self._voice, text)

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
        unheard = sound.unheard(position if broken else sound.taken)
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
