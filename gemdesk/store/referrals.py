"""Referrals as they are looked for: by what was typed of their code, and those whose answer is awaited."""

from dataclasses import dataclass
from datetime import date, datetime

from gemdesk.domain.events import Event
from gemdesk.domain.records import Referral
from gemdesk.domain.referrals import AWAITING, code_key, is_begun_by
from gemdesk.store import history, rows, trail
from gemdesk.vault.connection import Connection

Mark = tuple[str, str]  # place in the order of those that wait
# The condition of the index `referral_waiting`, in its very order.
_WAITS = f"r.state IN ({', '.join(repr(state.value) for state in AWAITING)})"
_WAITING = "referral r INDEXED BY referral_waiting"
_CODE = "R-????-??"  # how the program's own codes are written; see `kernel.ids`


@dataclass(frozen=True, slots=True)
class Waiting:
    """A referral whose answer is awaited; no name of a person."""

    referral: str
    case: str
    reference: str
    state: str
    priority: str
    sent_on: date | None
    reply_by: date | None
    receiver: str
    code: str  # of the person

    @property
    def mark(self) -> Mark:
        """Its place in the order."""
        return (self.reply_by.isoformat() if self.reply_by else "", self.referral)


def begun_by(connection: Connection, typed: str, limit: int) -> list[Referral]:
    """The referrals whose reference begins with what was typed, the program's own codes first."""
    key = code_key(typed)
    if not key:
        return []
    found: dict[str, Referral] = {}
    for begun in dict.fromkeys((key, key.removeprefix("R"))):
        if not begun or len(begun) > 6:
            continue
        written = f"R-{begun[:4]}" + (f"-{begun[4:]}" if len(begun) > 4 else "")
        where = "reference >= ? AND reference < ? ORDER BY reference LIMIT ?"
        found |= {one.id: one for one in rows.select(connection, Referral, where, written, written + "~", limit)}
    if len(found) < limit:
        others = "SELECT id, reference FROM referral WHERE reference NOT GLOB ?"
        for id_, reference in connection.execute(others, [_CODE]):
            if id_ not in found and is_begun_by(reference, typed):
                found[id_] = rows.one(connection, Referral, id_)
                if len(found) == limit:
                    break
    return list(found.values())[:limit]


def waiting(connection: Connection, worker: str | None, after: Mark | None, limit: int) -> list[Waiting]:
    """The referrals whose answer is awaited, the most overdue first; of one worker's cases and nobody's, or of all."""
    of_case, values = _of_open_case(worker)
    found = connection.execute(
        'SELECT r.id, r."case", r.reference, r.state, r.priority, r.sent_on, r.reply_by, o.name, l.code '
        f"FROM {_WAITING} {of_case} CROSS JOIN organisation o ON o.id = r.organisation "
        f"WHERE {_WAITS} AND (coalesce(r.reply_by, ''), r.id) > (?, ?) "
        "ORDER BY coalesce(r.reply_by, ''), r.id LIMIT ?",
        [*values, *(after or ("", "")), limit],
    )
    return [
        Waiting(row[0], row[1], row[2], row[3], row[4], _day(row[5]), _day(row[6]), row[7], row[8]) for row in found
    ]


def counts(connection: Connection, worker: str | None, today: date) -> tuple[int, int]:
    """How many answers are awaited, and how many of them are overdue."""
    of_case, values = _of_open_case(worker)
    row = connection.execute(
        f"SELECT count(*), coalesce(sum(coalesce(r.reply_by, '9') < ?), 0) FROM {_WAITING} {of_case} WHERE {_WAITS}",
        [today.isoformat(), *values],
    ).fetchone()
    return int(row[0]), int(row[1])


def _of_open_case(worker: str | None) -> tuple[str, list[str]]:
    """The join that leaves out closed cases, which wait for nobody (as on Today), and what others work on."""
    # Both stand in an index of the lines of cases; the records are read of those alone that are shown.
    join = """CROSS JOIN case_line l INDEXED BY case_line_narrowed ON l."case" = r."case" AND l.status <> 'closed'"""
    return (join, []) if worker is None else (f"{join} AND l.worker IN ('', ?)", [worker])


@dataclass(frozen=True, slots=True)
class Move:
    """One change of a referral's state that stands: when, by whom, why, and the records made in the same change."""

    state: str
    at: datetime
    worker: str
    why: str
    beside: tuple[str, ...]


def moves(connection: Connection, referral: str) -> list[Move]:
    """How a referral came to its state, in order; what was taken back is left out."""
    found: dict[str, dict[str, str]] = {}
    of_change: dict[str, Event] = {}
    for event, payload in trail.events_of(connection, referral):
        if event.field in ("state", "why") and payload is not None and not _is_taken_back(connection, event.change_id):
            found.setdefault(event.change_id, {})[event.field] = str(history.value_of(event, payload))
            of_change[event.change_id] = event
    return [
        Move(
            values["state"], datetime.fromisoformat(of_change[change].clock), of_change[change].worker,
            values.get("why", ""), _made_in(connection, change),
        )
        for change, values in found.items()
        if "state" in values
    ]  # fmt: skip


def _is_taken_back(connection: Connection, change: str) -> bool:
    where = "SELECT 1 FROM undone WHERE ? IN (change_id, by_change)"
    return connection.execute(where, [change]).fetchone() is not None


def _made_in(connection: Connection, change: str) -> tuple[str, ...]:
    return tuple(event.record for event, _payload in trail.events_in(connection, change) if not event.field)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
