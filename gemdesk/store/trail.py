"""The trail's table: appending events in the transaction of their change, and reading them back."""

import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gemdesk.domain.definition import Record, plain
from gemdesk.domain.events import (
    BINNED,
    FIRST,
    FORMAT,
    Event,
    Payload,
    canonical,
    digest_of,
    hash_of,
    name_of,
)
from gemdesk.kernel.ids import new_id
from gemdesk.store.prepared import Prepared
from gemdesk.vault.connection import Connection

_COLUMNS = "format, device, seq, clock, worker, change_id, stream, record, kind, field, parents, digest, prev"


# Kind, record, stream, field, parents, digest, salt and text of an event.
_Told = tuple[str, str, str, str, tuple[str, ...], bytes, bytes, str]


@dataclass(frozen=True, slots=True)
class Device:
    """This installation: its id and the key that signs the heads of its streams."""

    id: str
    key: Ed25519PrivateKey


def make_device(connection: Connection, since: str) -> Device:
    """Give this installation an identity of its own."""
    key = Ed25519PrivateKey.generate()
    device = Device(new_id()[:12], key)
    connection.execute(
        "INSERT INTO device (id, signing_key, verify_key, since) VALUES (?, ?, ?, ?)",
        [device.id, key.private_bytes_raw(), key.public_key().public_bytes_raw(), since],
    )
    return device


def this_device(connection: Connection) -> Device:
    """The installation's identity; KeyError in a vault that was never given one."""
    row = connection.execute("SELECT id, signing_key FROM device ORDER BY rowid DESC LIMIT 1").fetchone()
    if row is None:
        raise KeyError("device")
    return Device(row[0], Ed25519PrivateKey.from_private_bytes(row[1]))


def newest_clock(connection: Connection) -> str:
    """The latest moment that an event of any device bears, ISO with its offset; '' before the first."""
    row = connection.execute("SELECT max(clock) FROM event").fetchone()
    return str(row[0] or "") if row else ""


def _event(row: tuple[Any, ...]) -> Event:
    return Event(*(*row[:10], tuple(json.loads(row[10])), *row[11:13]))


class Trail:
    """Appends the events of one change; lives inside its transaction."""

    def __init__(self, connection: Connection, device: Device, worker: str, clock: str) -> None:
        self._connection = connection
        self._device = device
        self.worker = worker
        self.clock = clock
        self.change_id = new_id()
        self.begun: set[str] = set()  # streams of which nothing was told before
        self._heads: dict[str, tuple[int, bytes]] = {}
        row = connection.execute("SELECT max(seq) FROM event WHERE device = ?", [device.id]).fetchone()
        self._seq = int(row[0] or 0) if row else 0

    def made(self, records: Iterable[Prepared]) -> None:
        """One event for the whole of each new record, in their order."""
        self._append((one.kind, one.id, one.stream, "", (), one.digest, b"", one.text) for one in records)

    def edited(self, record: Record, stream: str, field: str) -> None:
        """One event for one changed field."""
        salt, value = secrets.token_bytes(16), plain(getattr(record, field))
        parents = heads(self._connection, record.id, field)
        digest = digest_of(salt, value)
        self._append([(record.KIND, record.id, stream, field, parents, digest, salt, canonical(value))])

    def binned(self, record: Record, stream: str, *, gone: bool) -> None:
        """One event for a record that is thrown away or comes back."""
        salt = secrets.token_bytes(16)
        parents = heads(self._connection, record.id, BINNED)
        digest = digest_of(salt, gone)
        self._append([(record.KIND, record.id, stream, BINNED, parents, digest, salt, canonical(gone))])

    def _append(self, told: Iterable[_Told]) -> None:
        events, values = [], []
        common = self.clock, self.worker, self.change_id
        device = self._device.id
        for kind, record, stream, field, parents, digest, salt, value in told:
            self._seq += 1
            prev = self._previous(stream)
            event = Event(FORMAT, device, self._seq, *common, stream, record, kind, field, parents, digest, prev)
            named = json.dumps(parents) if parents else "[]"
            events.append((FORMAT, device, self._seq, *common, stream, record, kind, field, named, digest, prev))
            values.append((device, self._seq, salt, value))
            self._heads[stream] = (self._seq, hash_of(event))
        self._connection.executemany(f"INSERT INTO event ({_COLUMNS}) VALUES ({', '.join('?' * 13)})", events)
        self._connection.executemany("INSERT INTO event_value (device, seq, salt, value) VALUES (?, ?, ?, ?)", values)

    def _previous(self, stream: str) -> bytes:
        if stream in self._heads:
            return self._heads[stream][1]
        found = self._connection.execute("SELECT device, hash FROM stream_head WHERE stream = ?", [stream]).fetchall()
        if not found:
            self.begun.add(stream)
        return next((bytes(hash_) for device, hash_ in found if device == self._device.id), FIRST)

    def sign_heads(self) -> bytes:
        """Sign the new head of each stream it touched, as the last act before the commit; what was signed."""
        messages = {stream: head_message(stream, *head) for stream, head in sorted(self._heads.items())}
        sign, device = self._device.key.sign, self._device.id
        self._connection.executemany(
            "INSERT OR REPLACE INTO stream_head (stream, device, seq, hash, signature) VALUES (?, ?, ?, ?, ?)",
            [(stream, device, *self._heads[stream], sign(message)) for stream, message in messages.items()],
        )
        return b"\n".join(messages.values())


def head_message(stream: str, seq: int, hash_: bytes) -> bytes:
    """What a device signs of a stream's head."""
    return canonical(["head", FORMAT, stream, seq, hash_.hex()]).encode()


def heads(connection: Connection, record: str, field: str) -> tuple[str, ...]:
    """The events of a field that no later event names as its parent; one unless there is a conflict."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM event WHERE record = ? AND field IN (?, '') ORDER BY device, seq", [record, field]
    ).fetchall()
    events = [_event(row) for row in rows]
    named = {parent for event in events for parent in event.parents}
    return tuple(name_of(event) for event in events if name_of(event) not in named)


def events(connection: Connection, stream: str | None = None) -> Iterator[tuple[Event, Payload | None]]:
    """The events of one stream or of all, in order of device and seq, with the payloads that are left."""
    return _read(connection, "WHERE e.stream = ?" if stream else "", [stream] if stream else [])


def events_of(connection: Connection, record: str) -> Iterator[tuple[Event, Payload | None]]:
    """The events of one record, in order of device and seq, with the payloads that are left."""
    return _read(connection, "WHERE e.record = ?", [record])


def kinds_of(connection: Connection, records: Iterable[str]) -> set[str]:
    """The kinds, which are the tables' names, under which the trail knows records of these ids."""
    asked = "SELECT DISTINCT kind FROM event WHERE record = ?"
    return {kind for record in records for (kind,) in connection.execute(asked, [record])}


def events_in(connection: Connection, change_id: str) -> Iterator[tuple[Event, Payload | None]]:
    """The events of one change, in the order in which they were written, with the payloads that are left."""
    return _read(connection, "WHERE e.change_id = ?", [change_id])


def _read(connection: Connection, where: str, values: list[object]) -> Iterator[tuple[Event, Payload | None]]:
    rows = connection.execute(
        f"SELECT {', '.join('e.' + name for name in _COLUMNS.split(', '))}, v.salt, v.value FROM event e "
        f"LEFT JOIN event_value v ON v.device = e.device AND v.seq = e.seq {where} ORDER BY e.device, e.seq",
        values,
    )
    for row in rows:
        yield _event(row), None if row[14] is None else Payload(row[13], row[14])
