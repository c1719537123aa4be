"""Erasing everything that a vault's database holds about a person, in one open change.

Of the trail the events stay, which tell that something was written and when; their values go with
their salts. Freed pages and the freed parts of pages are overwritten by the database itself
(`secure_delete`, asserted at the opening), the indexes of the search by theirs (`secure-delete`).
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import cast

from gemdesk.domain import events
from gemdesk.domain.casework import Prepared
from gemdesk.domain.definition import Kind, Record, definition_of
from gemdesk.domain.erasures import FATES, SHEETS, Fate
from gemdesk.domain.kinds import KINDS
from gemdesk.domain.own import SavedView, SheetImport
from gemdesk.domain.records import Case, File, Person, SafeContact
from gemdesk.kernel.fold import fold, fold_number
from gemdesk.store import rebuild, rows, search
from gemdesk.store.change import Change
from gemdesk.vault.connection import Connection

_KEPT = ("event", "stream_head", "erased")  # what tells of streams and holds no value
_LEAST = 3  # letters or digits from which on a typed search is taken for one of the person
_TELLING = 5  # signs of a code from which on it is no part of something else


def streams_of(connection: Connection, case_id: str) -> tuple[str, ...]:
    """The streams of a case, of its person and of that person's other cases; KeyError for no case."""
    found = {rows.stream_of(connection, rows.one(connection, Case, case_id))}
    while True:
        more = connection.execute(
            "SELECT stream FROM person WHERE stream IN (SELECT value FROM json_each(?1)) "
            'UNION SELECT c.stream FROM "case" c JOIN person p ON p.id = c.person '
            "WHERE p.stream IN (SELECT value FROM json_each(?1)) "
            'UNION SELECT p.stream FROM "case" c JOIN person p ON p.id = c.person '
            "WHERE c.stream IN (SELECT value FROM json_each(?1))",
            [_json(found)],
        )
        wider = found | {str(row[0]) for row in more}
        if wider == found:
            return tuple(sorted(found))
        found = wider


def codes(connection: Connection, streams: Iterable[str]) -> dict[str, str]:
    """The code of the person of each stream, where one is there."""
    return {
        rows.stream_of(connection, person): person.code
        for stream in streams
        for person in rows.select(connection, Person, "stream = ?", stream)
    }


def erase(change: Change, streams: Sequence[str]) -> Counter[str]:
    """Erase these streams with everything that others hold about them; how much of what there was.

    Safe to be done again. What the person's own file or another one says in free text about somebody
    else is not known here.
    """
    return _Erasing(change, streams).run()


def forget_fields(connection: Connection, record: str, names: frozenset[str], *, but_newest: bool = False) -> int:
    """Erase what the trail tells of some fields of a record; how many values. The newest edits may stay."""
    told = connection.execute(
        "SELECT e.device, e.seq, e.field, v.value FROM event e JOIN event_value v "
        "ON v.device = e.device AND v.seq = e.seq WHERE e.record = ? ORDER BY e.clock DESC, e.device DESC, e.seq DESC",
        [record],
    ).fetchall()
    gone, kept = 0, set[str]()
    for device, seq, field, value in told:
        if field in names:
            if but_newest and field not in kept:
                kept.add(field)
                continue
            connection.execute("DELETE FROM event_value WHERE device = ? AND seq = ?", [device, seq])
            gone += 1
        elif not field:
            gone += _forget_in_making(connection, device, seq, value, names)
    return gone


def _forget_in_making(connection: Connection, device: str, seq: int, value: str, names: frozenset[str]) -> int:
    whole = json.loads(value)
    there = [name for name in names if "value" in whole.get(name, {})]
    for name in there:
        whole = events.erase_field(whole, name)
    if there:
        connection.execute(
            "UPDATE event_value SET value = ? WHERE device = ? AND seq = ?", [events.canonical(whole), device, seq]
        )
    return len(there)


class _Erasing:
    """One erasure inside an open change."""

    def __init__(self, change: Change, streams: Sequence[str]) -> None:
        self._change, self._db, self._streams = change, change.connection, _json(streams)
        self._counts = Counter[str]()
        made = self._db.execute(
            "SELECT DISTINCT record, kind FROM event WHERE stream IN (SELECT value FROM json_each(?))", [self._streams]
        ).fetchall()
        self._ids = frozenset(str(row[0]) for row in made)
        self._counts.update(str(row[1]) for row in made)
        self._persons = rows.select(
            self._db, Person, "stream IN (SELECT value FROM json_each(?))", self._streams
        )  # before they go: what is searched for is what they are called

    def run(self) -> Counter[str]:
        self._db.execute("PRAGMA defer_foreign_keys = ON")
        called = self._called()
        bodies = self._bodies()
        self._elsewhere()
        self._sheets()
        self._views(called)
        found = "SELECT DISTINCT record FROM search_row WHERE stream IN (SELECT value FROM json_each(?))"
        for (record,) in self._db.execute(found, [self._streams]).fetchall():
            search.forget(self._db, record)
        self._values()
        self._rows()
        self._counts["file_body"] += self._unused(bodies)
        self._loose()
        self._change.touched.update(kind for kind in self._counts if kind in KINDS)
        return self._counts

    def _called(self) -> frozenset[str]:
        """The folded words by which somebody would search for the person."""
        texts = [
            text for one in self._persons for text in (one.code, one.chosen_name, one.legal_name, *one.other_scripts)
        ]
        contacts = rows.select(self._db, SafeContact, "stream IN (SELECT value FROM json_each(?))", self._streams)
        found = {*map(fold, texts), *(fold_number(one.number) for one in contacts)}
        return frozenset(text for text in found if len(text) >= _LEAST)

    # What other streams hold

    def _elsewhere(self) -> None:
        for (kind, field), fate in FATES.items():
            if fate not in (Fate.WHOLE, Fate.FIELD):
                continue
            linked = f'"{field}" IN (SELECT value FROM json_each(?)) AND stream NOT IN (SELECT value FROM json_each(?))'
            for record in rows.select(self._db, KINDS[kind], linked, _json(self._ids), self._streams):
                if fate is Fate.WHOLE:
                    self._whole(record)
                else:
                    self._change.edit(record, **{field: ""})
                    forget_fields(self._db, record.id, frozenset({field}), but_newest=True)
        self._binned_elsewhere()

    def _binned_elsewhere(self) -> None:
        """What was thrown away is told by the trail alone."""
        linking = {kind: field for (kind, field), fate in FATES.items() if fate in (Fate.WHOLE, Fate.FIELD)}
        thrown = self._db.execute(
            "SELECT record, kind FROM binned WHERE stream NOT IN (SELECT value FROM json_each(?))", [self._streams]
        ).fetchall()
        for id_, kind in thrown:
            if kind not in linking:
                continue
            links = {field for of, field in FATES if of == kind}
            record = rebuild.one(self._db, KINDS[kind], id_)
            if any(getattr(record, field) in self._ids for field in links):
                self._whole(record)
                self._db.execute("DELETE FROM binned WHERE record = ?", [id_])

    def _whole(self, record: Record) -> None:
        """A record of another stream goes: its row, its words in the search, its values in the trail."""
        kind = type(record).KIND
        streams = self._db.execute(f'SELECT stream FROM "{kind}" WHERE id = ?', [record.id]).fetchall()
        search.forget(self._db, record.id)
        rows.delete(self._db, record)
        self._db.execute(
            "DELETE FROM event_value WHERE (device, seq) IN (SELECT device, seq FROM event WHERE record = ?)",
            [record.id],
        )
        for (stream,) in streams:
            self._db.execute("DELETE FROM due_line WHERE stream = ? AND about = ?", [stream, record.id])
        self._counts[kind] += 1

    def _sheets(self) -> None:
        """The file names of the sheets that the person came from."""
        changes = self._db.execute(
            "SELECT DISTINCT change_id FROM event WHERE field = '' AND kind = ? "
            "AND stream IN (SELECT value FROM json_each(?))",
            [Person.KIND, self._streams],
        ).fetchall()
        came_from = "name <> '' AND change IN (SELECT value FROM json_each(?))"
        for sheet in rows.select(self._db, SheetImport, came_from, _json(row[0] for row in changes)):
            self._change.edit(sheet, name="")
            forget_fields(self._db, sheet.id, frozenset({"name"}), but_newest=True)
            self._counts[SHEETS] += 1

    def _views(self, called: frozenset[str]) -> None:
        """Saved searches for the person."""
        for view in rows.select(self._db, SavedView, "1"):
            typed = (fold(view.typed), fold(view.name), fold_number(view.typed))
            if any(word in text for word in called for text in typed):
                self._whole(view)

    # What the person's own streams hold

    def _values(self) -> None:
        for stream in json.loads(self._streams):
            done = self._db.execute(
                "DELETE FROM event_value WHERE (device, seq) IN (SELECT device, seq FROM event WHERE stream = ?)",
                [stream],
            )
            self._counts["event_value"] += done.rowcount

    def _rows(self) -> None:
        """The rows of every table that says whose they are, those of later versions included."""
        for table, columns in _tables(self._db).items():
            if table in _KEPT:
                continue
            if "stream" in columns:
                self._db.execute(
                    f'DELETE FROM "{table}" WHERE stream IN (SELECT value FROM json_each(?))', [self._streams]
                )
            elif "case" in columns:
                cases = f'DELETE FROM "{table}" WHERE "case" IN (SELECT value FROM json_each(?))'
                self._db.execute(cases, [_json(self._ids)])

    def _bodies(self) -> frozenset[str]:
        """The digests of the person's files, thrown away ones too; asked while their values are there."""
        kinds: tuple[type[File | Prepared], ...] = (File, Prepared)
        found = {
            one.digest
            for kind in kinds
            for one in rows.select(self._db, kind, "stream IN (SELECT value FROM json_each(?))", self._streams)
        }
        thrown = self._db.execute(
            "SELECT record FROM binned WHERE kind = ? AND stream IN (SELECT value FROM json_each(?))",
            [File.KIND, self._streams],
        ).fetchall()
        return frozenset(found | {_digest(self._db, row[0]) for row in thrown})

    def _unused(self, digests: frozenset[str]) -> int:
        """Remove the bodies that no file has any more, thrown away ones of others counted in."""
        thrown = self._db.execute("SELECT record FROM binned WHERE kind = ?", [File.KIND]).fetchall()
        held = {_digest(self._db, row[0]) for row in thrown}
        done = self._db.execute(
            "DELETE FROM file_body WHERE digest IN (SELECT value FROM json_each(?)) "
            "AND digest NOT IN (SELECT digest FROM file) AND digest NOT IN (SELECT digest FROM prepared)",
            [_json(digests - held)],
        )
        return done.rowcount

    def _loose(self) -> None:
        """What was typed and not saved, where somebody was on the screen, and facts of the vault's own history."""
        codes_ = {one.code for one in self._persons if len(one.code) >= _TELLING}
        for place, worker, body in self._db.execute("SELECT place, worker, body FROM draft").fetchall():
            if self._speaks(f"{place} {body}", codes_):
                self._db.execute("DELETE FROM draft WHERE place = ? AND worker = ?", [place, worker])
                self._counts["draft"] += 1
        for id_, facts in self._db.execute("SELECT id, facts FROM vault_event").fetchall():
            if self._speaks(facts, codes_):
                self._db.execute("UPDATE vault_event SET facts = '{}' WHERE id = ?", [id_])

    def _speaks(self, text: str, codes_: Iterable[str]) -> bool:
        return any(id_ in text for id_ in self._ids) or any(code in text for code in codes_)


def _digest(connection: Connection, id_: str) -> str:
    return cast("File", rebuild.one(connection, File, id_)).digest


def _tables(connection: Connection) -> dict[str, frozenset[str]]:
    """The ordinary tables with their columns; those of a full text index are its own."""
    names = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    return {
        str(name): frozenset(str(row[1]) for row in connection.execute(f'PRAGMA table_info("{name}")'))
        for (name,) in names
    }


def _json(texts: Iterable[str]) -> str:
    return json.dumps(sorted(texts))


def sealed_fields(kind: type[Record]) -> frozenset[str]:
    """The fields of a kind that lie under the second data key."""
    return frozenset(field.name for field in definition_of(kind).fields if field.meaning.kind is Kind.SEALED)
