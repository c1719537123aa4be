"""The event of the trail: what is chained, what is erasable, and how both are digested.

The format is the same in the vault, in files and beyond: design of the house, mechanism 2.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from json.encoder import encode_basestring as _quoted
from typing import Any

# Made once: making an encoder costs more than most of its values.
_ONE_SPELLING = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_ALONE = {None: "null", True: "true", False: "false"}

FORMAT = 1
FIRST = b"\0" * 32
BINNED = "*binned"  # the field of an event that throws a record away or brings it back


@dataclass(frozen=True, slots=True)
class Event:
    """One change of one field, or the making of a whole record when `field` is empty."""

    format: int
    device: str
    seq: int
    clock: str
    worker: str
    change_id: str
    stream: str
    record: str
    kind: str
    field: str
    parents: tuple[str, ...]  # "device:seq" of the heads of this field that the author had seen
    digest: bytes  # over salt and value, see `digest_of`
    prev: bytes  # hash of this device's previous event in the same stream


@dataclass(frozen=True, slots=True)
class Payload:
    """The erasable part of an event: its salt and its value as JSON."""

    salt: bytes
    value: str


def canonical(value: object) -> str:
    """JSON with one spelling only, so that a digest over it is the same everywhere."""
    return _ONE_SPELLING(value)


def name_of(event: Event) -> str:
    """How another event names this one among its parents."""
    return f"{event.device}:{event.seq}"


def hash_of(event: Event) -> bytes:
    """SHA-256 over the chained part of an event; 32 bytes."""
    texts = (event.clock, event.worker, event.change_id, event.stream, event.record, event.kind, event.field)
    # As `canonical` of the whole list, with nearly nothing of its cost.
    spelt = (
        f"[{event.format},{_quoted(event.device)},{event.seq},{','.join(map(_quoted, texts))},"
        f'{_spelt(list(event.parents))},"{event.digest.hex()}","{event.prev.hex()}"]'
    )
    return hashlib.sha256(spelt.encode()).digest()


def digest_of(salt: bytes, value: object) -> bytes:
    """SHA-256 over the salt and the canonical value; 32 bytes."""
    return hashlib.sha256(salt + _spelt(value).encode()).digest()


def whole(fields: Mapping[str, object], salts: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """The value of a making event: each field with a salt of its own, so that one can be erased."""
    return {name: {"salt": salts[name].hex(), "value": value} for name, value in fields.items()}


def made(fields: Mapping[str, object], salts: Mapping[str, bytes]) -> tuple[bytes, str]:
    """Digest and text of a making event: `digest_of_whole` and `canonical` of `whole`, with each value spelt once."""
    texts, digests = [], []
    for name in sorted(fields):
        salt, spelt = salts[name], _spelt(fields[name])
        texts.append(f'"{name}":{{"salt":"{salt.hex()}","value":{spelt}}}')
        digests.append(f'"{name}":"{hashlib.sha256(salt + spelt.encode()).hexdigest()}"')
    return hashlib.sha256(f"{{{','.join(digests)}}}".encode()).digest(), f"{{{','.join(texts)}}}"


def _spelt(value: object) -> str:
    """As `canonical`; a text without the detour that it takes for whatever may hold others."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list):
        return f"[{','.join(map(_spelt, value))}]"
    return _ALONE[value] if value is None or isinstance(value, bool) else canonical(value)


def digest_of_whole(value: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The digest of a making event over its fields' digests; an erased field has only its digest left."""
    digests = {
        name: part["digest"] if "digest" in part else digest_of(bytes.fromhex(part["salt"]), part["value"]).hex()
        for name, part in value.items()
    }
    return hashlib.sha256(canonical(digests).encode()).digest()


def erase_field(value: Mapping[str, Mapping[str, Any]], name: str) -> dict[str, dict[str, Any]]:
    """The same value with one field gone for good: its digest stays, salt and content do not."""
    kept = {key: dict(part) for key, part in value.items()}
    part = kept[name]
    if "digest" not in part:
        kept[name] = {"digest": digest_of(bytes.fromhex(part["salt"]), part["value"]).hex()}
    return kept


def payload_fits(event: Event, payload: Payload) -> bool:
    """Whether a payload is the one that the event was made with."""
    value = json.loads(payload.value)
    found = digest_of(payload.salt, value) if event.field else digest_of_whole(value)
    return found == event.digest


def chain_fits(events: list[Event]) -> bool:
    """Whether the events of one device in one stream, in order of `seq`, follow one another."""
    before = FIRST
    for event in events:
        if event.prev != before:
            return False
        before = hash_of(event)
    return True


def with_clock(event: Event, clock: str) -> Event:
    """The same event at another time; for showing that the chain notices."""
    return replace(event, clock=clock)
