"""Whether the trail holds together: chains, digests of the values that are left, signed heads.

What was erased has no value any more, and its events verify without it.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from gemdesk.domain.events import FIRST, Event, Payload, hash_of, payload_fits
from gemdesk.store import trail
from gemdesk.vault.connection import Connection

ENOUGH = 20_000  # events that are read at once behind the screen: about a second


class Why(StrEnum):
    """What does not hold."""

    CHAIN = "chain"  # an event is missing, was added or was changed
    VALUE = "value"  # a value is not the one that its event was made with
    HEAD = "head"  # the end of a stream is not the one that was signed
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Fault:
    """One place that does not hold."""

    why: Why
    stream: str
    device: str
    seq: int


@dataclass(frozen=True, slots=True)
class Verified:
    """What was read, and what of it does not hold."""

    streams: int
    events: int
    values: int  # of the events; the others' were erased
    faults: tuple[Fault, ...]


def whole(connection: Connection, stopped: Callable[[], bool] = lambda: False) -> Verified:
    """Read the trail from end to end; some 20,000 events a second. What follows a stop is not read."""
    return _verified(connection, sorted(_streams(connection)), stopped, None)


def sample(
    connection: Connection, stopped: Callable[[], bool] = lambda: False, most: int = ENOUGH, seed: int | None = None
) -> Verified:
    """Read whole streams by chance until so many events were read; everything of a small vault."""
    there = sorted(_streams(connection))
    random.Random(seed).shuffle(there)  # noqa: S311 - which are read first is no secret
    return _verified(connection, there, stopped, most)


def _streams(connection: Connection) -> set[str]:
    """Those with a signed head, and those with events."""
    rows = connection.execute("SELECT stream FROM stream_head UNION SELECT DISTINCT stream FROM event")
    return {str(row[0]) for row in rows}


def _verified(
    connection: Connection, streams: Iterable[str], stopped: Callable[[], bool], most: int | None
) -> Verified:
    keys = {
        str(id_): Ed25519PublicKey.from_public_bytes(bytes(key))
        for id_, key in connection.execute("SELECT id, verify_key FROM device")
    }
    read = events = values = 0
    faults: list[Fault] = []
    for stream in streams:
        if stopped() or (most is not None and events >= most):
            break
        told, with_value, found = _of_stream(connection, stream, keys)
        read, events, values = read + 1, events + told, values + with_value
        faults += found
    return Verified(read, events, values, tuple(faults))


def _of_stream(connection: Connection, stream: str, keys: dict[str, Ed25519PublicKey]) -> tuple[int, int, list[Fault]]:
    """How many events, how many of them with a value, and what does not hold."""
    ends: dict[str, tuple[Event, bytes]] = {}
    faults: list[Fault] = []
    count = values = 0
    for event, payload in trail.events(connection, stream):
        count += 1
        before = ends[event.device][1] if event.device in ends else FIRST
        if event.prev != before:
            faults.append(Fault(Why.CHAIN, stream, event.device, event.seq))
        ends[event.device] = (event, hash_of(event))
        if payload is not None:
            values += 1
            if not _fits(event, payload):
                faults.append(Fault(Why.VALUE, stream, event.device, event.seq))
    return count, values, [*faults, *_heads(connection, stream, ends, keys)]


def _fits(event: Event, payload: Payload) -> bool:
    try:
        return payload_fits(event, payload)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False  # what is no value of ours at all


def _heads(
    connection: Connection, stream: str, ends: dict[str, tuple[Event, bytes]], keys: dict[str, Ed25519PublicKey]
) -> Iterator[Fault]:
    found = connection.execute("SELECT device, seq, hash, signature FROM stream_head WHERE stream = ?", [stream])
    signed = {str(row[0]): (int(row[1]), bytes(row[2]), bytes(row[3])) for row in found}
    for device in sorted(signed.keys() | ends.keys()):
        last = ends.get(device)
        seq, hash_, signature = signed.get(device, (0, b"", b""))
        if last is None or device not in signed or (last[0].seq, last[1]) != (seq, hash_):
            yield Fault(Why.HEAD, stream, device, seq)
        elif device in keys and not _is_signed(keys[device], signature, trail.head_message(stream, seq, hash_)):
            yield Fault(Why.SIGNATURE, stream, device, seq)


def _is_signed(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True
