"""One change: everything that one save does, in one transaction, with its events.

What is thrown away leaves its table and the search and stays in the trail, from which it comes back.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from gemdesk.domain.casework import Task
from gemdesk.domain.checks import require
from gemdesk.domain.definition import Record, definition_of
from gemdesk.domain.erasures import mark_of
from gemdesk.domain.kinds import KINDS
from gemdesk.domain.records import Person
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import Code
from gemdesk.store import derived, dues, erased, lines, own_lists, rebuild, rows, search
from gemdesk.store.fresh import Fresh
from gemdesk.store.prepared import Prepared, prepare
from gemdesk.store.trail import Device, Trail
from gemdesk.vault.connection import Connection

R = TypeVar("R", bound=Record)
_MANY = 500  # records that are forgotten one by one in any case
_DEARER = 4  # how much more it costs to take a row out of the search than to put one in
OFFICE = "office"  # the stream of what belongs to no case


class Change:
    """The open transaction; what it touched tells the screen what to read again."""

    def __init__(self, connection: Connection, trail: Trail) -> None:
        self.connection = connection
        self.touched: set[str] = set()
        self.signed = b""  # the heads of the trail that its end signed
        self._trail = trail
        self._cases: set[str] = set()  # streams of which something changed that is listed or due
        self._forgotten: dict[str, None] = {}  # what leaves the search at the end
        self._kept_out: erased.KeptOut | None = None  # read when something is added
        self._fresh = Fresh()
        self._listed = False  # whether a line of the case list may have changed

    def add(self, record: R, stream: str) -> R:
        """Check and write a new record; raises the first `Refusal` of its checks."""
        self.add_all([(record, stream)])
        return record

    def add_all(self, made: Iterable[tuple[Record, str]]) -> None:
        """Check and write new records with their streams: nothing of them on the first `Refusal`."""
        self.add_prepared([prepare(record, stream) for record, stream in made])

    def add_prepared(self, made: Sequence[Prepared]) -> None:
        """Write new records whose own checks were made; of what is left the first `Refusal`, with nothing written."""
        kept_out = self._erased()
        given: set[tuple[str, str, object]] = set()  # what is unique among them
        for one in made:
            if one.stream in kept_out.streams:
                raise Refusal(Reason.CASE_ERASED, "")
            for name in _unique(one.kind):
                self._require_free(one.kind, one.id, name, one.value(name), given)
        rows.insert_all(self.connection, [one[:4] for one in made])
        self._trail.made(made)
        for one in made:
            if one.id in self._forgotten:
                search.forget(self.connection, one.id)
                del self._forgotten[one.id]
            self._fresh.add(one)
            self._touch(one.kind, one.stream)
        search.learn(self.connection, [(one.id, one.stream, part) for one in made for part in self._parts(one)])

    def _parts(self, one: Prepared) -> Iterable[search.Part]:
        return search.parts(self.connection, one.record()) if one.parts is None else one.parts

    def edit(self, record: R, **fields: Any) -> R:
        """Check and write the fields that differ from what is stored; gives the record as it is now."""
        if record.FINAL:
            raise TypeError(f"{record.KIND} is never edited")
        # What the screen holds may be older than what is stored.
        stored = rows.one(self.connection, type(record), record.id)
        changed = {name: value for name, value in fields.items() if getattr(stored, name) != value}
        if not changed:
            return stored
        after = replace(stored, **changed)
        require(after)
        self._require_all_free(after)
        stream = rows.stream_of(self.connection, record)
        rows.update(self.connection, after, list(changed))
        for name in changed:
            self._trail.edited(after, stream, name)
        self._note(after, stream)
        self._fresh.lose(stream)
        return after

    def bin(self, record: Record) -> None:
        """Throw a record away; `Refusal` while another one refers to it."""
        kind = type(record).KIND
        stream = rows.stream_of(self.connection, record)
        if rows.referred_to(self.connection, record) or own_lists.is_used(self.connection, record):
            raise Refusal(Reason.STILL_USED, "")
        rows.delete(self.connection, record)
        # Not at once: before each row with references SQLite would have the search write down what it gathered.
        self._forgotten[record.id] = None
        self._trail.binned(record, stream, gone=True)
        self.connection.execute(
            "INSERT INTO binned (record, kind, stream, at, worker, change_id) VALUES (?, ?, ?, ?, ?, ?)",
            [record.id, kind, stream, self._trail.clock, self._trail.worker, self.id],
        )
        self._touch(kind, stream)
        self._fresh.lose(stream)

    def unbin(self, id_: str) -> Record:
        """Bring a record back as its trail tells it. KeyError when it was not thrown away."""
        row = self.connection.execute("SELECT kind, stream FROM binned WHERE record = ?", [id_]).fetchone()
        if row is None:
            raise KeyError(id_)
        kind, stream = str(row[0]), str(row[1])
        record = rebuild.one(self.connection, KINDS[kind], id_)
        self._require_all_free(record)
        rows.insert(self.connection, record, stream)
        self.connection.execute("DELETE FROM binned WHERE record = ?", [id_])
        self._trail.binned(record, stream, gone=False)
        self._note(record, stream)
        self._fresh.lose(stream)
        return record

    @property
    def id(self) -> str:
        """What joins the events of this change."""
        return self._trail.change_id

    def forget(self, step: Callable[[int], None] | None = None) -> None:
        """Take what was thrown away out of the search, as the end does; `step` hears how many were done."""
        if len(self._forgotten) > _MANY and search.size(self.connection) < _DEARER * len(self._forgotten):
            derived.make_search(self.connection)
            self._forgotten.clear()
        for at, record in enumerate(self._forgotten):
            if step is not None:
                step(at)
            search.forget(self.connection, record)
        self._forgotten.clear()

    def _erased(self) -> erased.KeptOut:
        if self._kept_out is None:
            self._kept_out = erased.kept_out(self.connection)
        return self._kept_out

    def _require_all_free(self, record: Record) -> None:
        for name in _unique(record.KIND):
            self._require_free(record.KIND, record.id, name, getattr(record, name), set())

    def _require_free(self, kind: str, id_: str, name: str, value: object, given: set[tuple[str, str, object]]) -> None:
        marks, code = self._erased().marks, str(value)
        if kind == Person.KIND and marks and mark_of(code) in marks:
            raise Refusal(Reason.CODE_ERASED, name, code=Code(code))
        here = (kind, name, value)
        if here in given or rows.taken(self.connection, kind, id_, name, value):
            raise Refusal(Reason.CODE_TAKEN, name, code=Code(code))
        given.add(here)

    def _note(self, record: Record, stream: str) -> None:
        self._forgotten.pop(record.id, None)
        search.write(self.connection, record, stream)
        self._touch(record.KIND, stream)

    def _touch(self, kind: str, stream: str) -> None:
        self.touched.add(kind)
        if stream != OFFICE or kind == Task.KIND:
            self._cases.add(stream)
            self._listed |= kind in ("case", "person")

    def end(self) -> None:
        """What belongs to the same transaction and is done once, at its end."""
        self.forget()
        begun = [one for stream in self._cases & self._trail.begun if (one := self._fresh.case(stream))]
        lines.write_new(self.connection, begun)
        dues.write_new(self.connection, begun)
        for stream in self._cases.difference(one.stream for one in begun):
            if self._listed:
                lines.write(self.connection, stream)
            dues.write(self.connection, stream)
        self.signed = self._trail.sign_heads()


@cache
def _unique(kind: str) -> tuple[str, ...]:
    return tuple(field.name for field in definition_of(KINDS[kind]).fields if field.meaning.unique)


@contextmanager
def change(connection: Connection, device: Device, worker: str, clock: str) -> Iterator[Change]:
    """A change in the transaction that is open; what belongs to its end is done at the end."""
    open_ = Change(connection, Trail(connection, device, worker, clock))
    yield open_
    open_.end()
