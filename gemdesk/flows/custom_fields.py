"""Fields of the organisation's own: defined, ordered, retired; filled and read beside the record they belong to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gemdesk.domain.access import Right
from gemdesk.domain.checks import check_value
from gemdesk.domain.custom import LISTED, PARTS, definition_of_own, text_of, value_of
from gemdesk.domain.kinds import KINDS
from gemdesk.domain.own import CustomField, CustomValue
from gemdesk.flows import sight
from gemdesk.flows.work import Work
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.fold import fold
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.letters.own_facts import OwnFact
from gemdesk.store import rows, search
from gemdesk.store.change import OFFICE, Change

_LABELS = ("label_ar", "label_en")
_OF_A_CASE = ("person", "case")
# What a field is for stays what it was when values were written into it.
_CHANGED = ("label_ar", "label_en", "sensitivity", "item", "letter_visible", "searched")


@dataclass(frozen=True, slots=True)
class Filled:
    """A field and what stands in it; a retired one is there only while something stands in it."""

    field: CustomField
    value: object


def fields(work: Work, part: str) -> list[CustomField]:
    """The fields of a kind of record in their order, retired ones last."""
    found = rows.select(work.connection, CustomField, "record_kind = ? ORDER BY rowid", part)
    return sorted(found, key=lambda field: (field.retired, field.position or 0))


def define(work: Work, field: CustomField) -> CustomField:
    """Add a field at the end of its kind; `Refusal` names what is missing or cannot be."""
    work.require(Right.LISTS)
    if field.record_kind not in PARTS:
        raise ValueError(field.record_kind)
    made = _stripped(replace(field, id=new_id(), retired=False))
    if made.sort not in LISTED:
        made = replace(made, list_name="")
    elif made.list_name not in lists.names():
        raise Refusal(Reason.REQUIRED, "list_name")
    with work.change() as change:
        known = fields(work, made.record_kind)
        _require_whole(made, known)
        last = max((one.position or 0 for one in known), default=0)
        return change.add(replace(made, position=last + 1), OFFICE)


def change_field(work: Work, field_id: str, field: CustomField) -> CustomField:
    """Change name, sensitivity, consent, letter visibility and searching; what sort it is stays."""
    work.require(Right.LISTS)
    wished = _stripped(field)
    with work.change() as change:
        stored = rows.one(change.connection, CustomField, field_id)
        after = replace(stored, **{name: getattr(wished, name) for name in _CHANGED})
        _require_whole(after, fields(work, stored.record_kind))
        made = change.edit(stored, **{name: getattr(after, name) for name in _CHANGED})
        if made.searched != stored.searched:
            for value in rows.select(change.connection, CustomValue, "field = ?", field_id):
                search.write(change.connection, value, rows.stream_of(change.connection, value))
        return made


def set_retired(work: Work, field_id: str, retired: bool) -> CustomField:
    """Offer a field no longer, or again; what stands in it stays."""
    work.require(Right.LISTS)
    with work.change() as change:
        return change.edit(rows.one(change.connection, CustomField, field_id), retired=retired)


def order(work: Work, part: str, ids: Sequence[str]) -> list[CustomField]:
    """Put the fields of a kind into this order; those that are not named keep theirs, behind."""
    work.require(Right.LISTS)
    with work.change() as change:
        known = {field.id: field for field in fields(work, part)}
        wished = [*(id_ for id_ in ids if id_ in known), *(id_ for id_ in known if id_ not in ids)]
        for position, id_ in enumerate(wished, 1):
            change.edit(known[id_], position=position)
    return fields(work, part)


def read(work: Work, about: str, part: str) -> list[Filled]:
    """The fields of one record with their values: all that are offered, and the retired ones that hold something."""
    _stream(work, about, part, Right.NAMES, Right.DIRECTORY)
    return _filled(work, about, part)


def _filled(work: Work, about: str, part: str) -> list[Filled]:
    values = {value.field: value.value for value in rows.select(work.connection, CustomValue, "about = ?", about)}
    return [
        Filled(field, value_of(field, values.get(field.id, "")))
        for field in fields(work, part)
        if not field.retired or values.get(field.id)
    ]


def fill(work: Work, about: str, part: str, values: Mapping[str, object]) -> list[Filled]:
    """Write values by field id, all in one save; `Refusal` names the field whose value cannot be taken."""
    with work.change() as change:
        fill_in(work, change, about, part, values)
    return read(work, about, part)


def fill_in(work: Work, change: Change, about: str, part: str, values: Mapping[str, object]) -> None:
    """The same inside a change that is open, such as the saving of the record itself."""
    stream = _stream(work, about, part, Right.WRITE, Right.DIRECTORY_WRITE)
    known = {field.id: field for field in fields(work, part)}
    stored = {value.field: value for value in rows.select(change.connection, CustomValue, "about = ?", about)}
    for id_, value in values.items():
        stop = check_value(definition_of_own(known[id_]), value)
        if stop is not None:
            raise stop
        text = text_of(value)
        if id_ in stored:
            change.edit(stored[id_], value=text)
        elif text:
            change.add(CustomValue(id=new_id(), about=about, field=id_, value=text), stream)


def _stream(work: Work, about: str, part: str, of_a_case: Right, elsewhere: Right) -> str:
    """The stream of a record; `Refusal` when who is at work has not the right, or may not see the case."""
    stream = rows.stream_of(work.connection, rows.one(work.connection, KINDS[part], about))
    if part in _OF_A_CASE:
        sight.case_of(work, stream, of_a_case)
    else:
        work.require(elsewhere)
    return stream


def facts(work: Work, records: Mapping[str, str]) -> tuple[OwnFact, ...]:
    """What stands in the fields of these records, by kind; which of it a letter may say is asked in `letters`."""
    return tuple(
        OwnFact(filled.field, filled.value) for part, about in records.items() for filled in read(work, about, part)
    )


def _stripped(field: CustomField) -> CustomField:
    return replace(field, label_ar=field.label_ar.strip(), label_en=field.label_en.strip())


def _require_whole(field: CustomField, known: Iterable[CustomField]) -> None:
    """A field that may stand on letters needs its item of consent; two fields of one name could not be told apart."""
    if field.letter_visible and not field.item:
        raise Refusal(Reason.REQUIRED, "item")
    for other in known:
        for name in _LABELS:
            words = fold(getattr(field, name))
            if words and other.id != field.id and fold(getattr(other, name)) == words:
                raise Refusal(Reason.WORDS_TAKEN, name)
