"""The directory: organisations and services, found, edited, checked again and retired."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from gemdesk.domain import vetting
from gemdesk.domain.access import Right
from gemdesk.domain.records import Organisation, Service
from gemdesk.domain.vetting import Notice
from gemdesk.flows import consents, figures
from gemdesk.flows.figures import Quarter
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.fold import fold
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import Name, latin_digits
from gemdesk.store import directory as store
from gemdesk.store import drafts, rows
from gemdesk.store.change import OFFICE
from gemdesk.store.directory import Entry

_folded = lru_cache(maxsize=50_000)(fold)  # names of organisations are folded at every key
_LATIN = ("phone", "email")


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wished of the directory; empty: everything that is used."""

    sector: str = ""
    place: str = ""
    for_whom: str = ""
    free: bool = False
    retired: bool = False  # those that are no longer used, instead of those that are


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list."""

    entry: Entry
    is_stale: bool


@dataclass(frozen=True, slots=True)
class View:
    """One organisation with everything that its page shows."""

    organisation: Organisation
    services: tuple[Service, ...]
    is_stale: bool
    quarters: tuple[Quarter, ...]
    may_write: bool


def page(work: Work, typed: str, wished: Filter, after: Line | None, limit: int) -> list[Line]:
    """The next rows after one, in order of folded names; of a search, names that begin with it before the others."""
    work.require(Right.DIRECTORY)
    today, terms = work.clock.today(), fold(typed).split()
    found = [entry for entry in store.entries(work.connection) if _fits(entry, wished) and _holds(entry, terms)]
    whole = " ".join(terms)
    found.sort(key=lambda entry: (not _folded(entry.name).startswith(whole), _folded(entry.name), entry.id))
    begin = next((at + 1 for at, entry in enumerate(found) if after and entry.id == after.entry.id), 0)
    return [Line(one, vetting.is_stale(one.last_checked, today)) for one in found[begin : begin + limit]]


def count(work: Work) -> int:
    """How many organisations are in use."""
    work.require(Right.DIRECTORY)
    return sum(not entry.retired for entry in store.entries(work.connection))


def places(work: Work) -> list[str]:
    """The places of the directory, each in one spelling, in order of their folded names."""
    work.require(Right.DIRECTORY)
    found: dict[str, str] = {}
    for entry in store.entries(work.connection):
        if entry.place.strip():
            found.setdefault(_folded(entry.place), entry.place.strip())
    return [found[key] for key in sorted(found)]


def _fits(entry: Entry, wished: Filter) -> bool:
    if entry.retired is not wished.retired:
        return False
    if wished.sector and wished.sector not in entry.sectors:
        return False
    if wished.place and _folded(wished.place) not in _folded(entry.place):
        return False
    if wished.for_whom and not _is_for(entry, wished.for_whom):
        return False
    return entry.free or not wished.free


def _is_for(entry: Entry, group: str) -> bool:
    """Whether somebody of a group may go there: named as safe or served, and not named as unsafe."""
    if {group, "all"} & set(entry.unsafe_for) or entry.vetting == "unsafe":
        return False
    return bool({group, "all"} & {*entry.safe_for, *entry.offered_to})


def _holds(entry: Entry, terms: Sequence[str]) -> bool:
    words = " ".join(_folded(text) for text in (entry.name, *entry.other_names, entry.place))
    return all(term in words for term in terms)


def read(work: Work, organisation: str) -> View:
    """One organisation; KeyError when it is not in this vault."""
    work.require(Right.DIRECTORY)
    one = rows.one(work.connection, Organisation, organisation)
    return View(
        one, tuple(rows.select(work.connection, Service, "organisation = ? ORDER BY retired, rowid", organisation)),
        vetting.is_stale(one.last_checked, work.clock.today()), figures.of_receiver(work, organisation),
        work.access.may(Right.DIRECTORY_WRITE),
    )  # fmt: skip


def notice_of(work: Work, name: str) -> Notice | None:
    """What has to be known before a referral to a receiver of that name; None while nobody is called so."""
    work.require(Right.DIRECTORY)
    found = consents.find_organisation(work.connection, name)
    return vetting.notice(found, work.clock.today()) if found else None


def names(work: Work) -> list[str]:
    """The names to suggest for a receiver: of everybody who is in use, in order."""
    used = [one for one in consents.organisations(work) if not one.retired]
    return [one.name for one in used]


def place(organisation: str) -> str:
    """Where the draft of an organisation's form is kept."""
    return f"organisation:{organisation or 'new'}"


Values = Mapping[str, Any]


def save(work: Work, organisation: str, values: Values, services: Sequence[tuple[str, Values]]) -> Organisation:
    """Save an organisation (a new one for an empty id) and its services (id or '', values), in one change.

    `Refusal` names the field; of a service, `service` and its place in the sequence.
    """
    work.require(Right.DIRECTORY_WRITE)
    clean = _clean(values)
    with work.change() as change:
        known = rows.one(change.connection, Organisation, organisation) if organisation else None
        wished = replace(known, **clean) if known else Organisation(id=new_id(), **{"name": "", **clean})
        _require_sense(work, wished)
        saved = change.edit(known, **clean) if known else change.add(wished, OFFICE)
        for at, (id_, fields) in enumerate(services):
            try:
                if id_:
                    change.edit(rows.one(change.connection, Service, id_), **fields)
                else:
                    made = {"organisation": saved.id, "sector": "", **fields}
                    change.add(Service(id=new_id(), **made), OFFICE)
            except Refusal as stop:
                raise Refusal(stop.reason, f"service.{at}.{stop.where}", **stop.facts) from None
        drafts.drop(change.connection, place(organisation), work.worker)
    return saved


def _clean(values: Values) -> dict[str, Any]:
    return {
        name: latin_digits(value) if name in _LATIN else value.strip() if isinstance(value, str) else value
        for name, value in values.items()
    }


def _require_sense(work: Work, wished: Organisation) -> None:
    if not fold(wished.name):
        raise Refusal(Reason.REQUIRED, "name")
    for name in (wished.name, *wished.other_names):
        found = consents.find_organisation(work.connection, name)
        if found is not None and found.id != wished.id:
            raise Refusal(Reason.NAME_TAKEN, "name" if name == wished.name else "other_names", name=Name(found.name))
    if wished.never_refer and not wished.never_refer_reason:
        raise Refusal(Reason.REQUIRED, "never_refer_reason")
    if set(wished.safe_for) & set(wished.unsafe_for):
        raise Refusal(Reason.SAFE_AND_UNSAFE, "unsafe_for")


def set_checked(work: Work, organisation: str) -> Organisation:
    """Write down that an entry was looked over today and is right."""
    work.require(Right.DIRECTORY_WRITE)
    with work.change() as change:
        one = rows.one(change.connection, Organisation, organisation)
        return change.edit(one, last_checked=work.clock.today())


def set_retired(work: Work, organisation: str, retired: bool) -> Organisation:
    """Use an organisation no longer, or again; what refers to it goes on to name it."""
    work.require(Right.DIRECTORY_WRITE)
    with work.change() as change:
        return change.edit(rows.one(change.connection, Organisation, organisation), retired=retired)
