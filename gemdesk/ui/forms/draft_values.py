"""What was edited in a form and not saved, as a draft keeps it, and back into the form."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from gemdesk.domain.definition import Kind, Record, definition_of
from gemdesk.flows.cases import Draft
from gemdesk.kernel.errors import Refusal
from gemdesk.ui.forms.editors import Editor
from gemdesk.ui.forms.form import FormView


def of(record: type[Record], form: FormView, edited: Iterable[str]) -> Draft:
    """The edited fields of a form of this record; boxed, since an emptied field is a draft too."""
    found: Draft = {}
    for name in edited:
        try:
            value = cast("Editor", form.field(name).editor).value()
        except Refusal:
            continue  # half a date is kept when it has become a date
        found[_key(record, name)] = [value.isoformat() if isinstance(value, date) else value]
    return found


def put(record: type[Record], form: FormView, names: Iterable[str], draft: Draft) -> set[str]:
    """Show what a draft kept of these fields; gives those that it held."""
    held = set()
    for name in names:
        match draft.get(_key(record, name)):
            case [kept]:
                form.set_values({name: _value(record, name, kept)})
                held.add(name)
    return held


def _key(record: type[Record], name: str) -> str:
    return f"{record.KIND}.{name}"


def _value(record: type[Record], name: str, kept: object) -> object:
    """What a draft kept, as the editor of the field takes it."""
    if definition_of(record).field(name).meaning.kind is Kind.DATE and isinstance(kept, str):
        return date.fromisoformat(kept)
    return kept
