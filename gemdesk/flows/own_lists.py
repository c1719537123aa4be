"""Entries of the organisation's own in the shipped lists: added, renamed, retired; none deleted, no code used twice."""

from gemdesk.domain.access import Right
from gemdesk.domain.own import ListEntry
from gemdesk.flows.work import Work
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.fold import fold
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.lists import MADE, Own
from gemdesk.kernel.reasons import Reason
from gemdesk.store import own_lists, rows
from gemdesk.store.change import OFFICE

_DRAWN = 16  # letters of a code: 80 random bits, so that no code is drawn twice, here or in another office
_LANGUAGES = ("ar", "en")


def read(work: Work) -> Own:
    """What is laid over the shipped lists on the screen of this vault."""
    return own_lists.read(work.connection)


def entries(work: Work, list_name: str) -> list[ListEntry]:
    """The organisation's own entries of a list, retired ones too, in the order in which they were added."""
    return rows.select(work.connection, ListEntry, "list_name = ? ORDER BY rowid", list_name)


def add(work: Work, entry: ListEntry) -> ListEntry:
    """Add an entry to a list under a code that the program makes; `Refusal` names the field that cannot be taken.

    ValueError for a list on whose codes the program acts: it takes no entries.
    """
    work.require(Right.LISTS)
    if not lists.about(entry.list_name).own:
        raise ValueError(entry.list_name)
    with work.change() as change:
        made = ListEntry(
            id=new_id(), list_name=entry.list_name, code=MADE + new_id()[:_DRAWN], ar=entry.ar.strip(),
            en=entry.en.strip(), sensitivity=entry.sensitivity, letter_visible=entry.letter_visible,
        )  # fmt: skip
        _require_new_words(made)
        return change.add(made, OFFICE)


def change_entry(work: Work, entry_id: str, entry: ListEntry) -> ListEntry:
    """Change words, sensitivity and letter visibility of an entry; code and list stay what they are."""
    work.require(Right.LISTS)
    with work.change() as change:
        stored = rows.one(change.connection, ListEntry, entry_id)
        ar, en = entry.ar.strip(), entry.en.strip()
        _require_new_words(ListEntry(id=stored.id, list_name=stored.list_name, code=stored.code, ar=ar, en=en))
        return change.edit(stored, ar=ar, en=en, sensitivity=entry.sensitivity, letter_visible=entry.letter_visible)


def set_retired(work: Work, entry_id: str, retired: bool) -> ListEntry:
    """Offer an entry no longer, or again; where it was chosen it is shown all the same."""
    work.require(Right.LISTS)
    with work.change() as change:
        return change.edit(rows.one(change.connection, ListEntry, entry_id), retired=retired)


def _require_new_words(entry: ListEntry) -> None:
    """Two entries that read alike would be chosen at random and counted apart."""
    for language in _LANGUAGES:
        words = fold(getattr(entry, language))
        for value in lists.values(entry.list_name).values():
            if words and value.code != entry.code and fold(value.label(language)) == words:
                raise Refusal(Reason.WORDS_TAKEN, language)
