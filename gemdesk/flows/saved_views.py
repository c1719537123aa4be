"""Searches with their filters under a name; everybody has their own, and sees nobody else's."""

from collections.abc import Iterable

from gemdesk.domain.access import Right
from gemdesk.domain.own import SavedView
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.fold import fold
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import rows
from gemdesk.store.change import OFFICE


def own(work: Work) -> list[SavedView]:
    """The views of who is at work, in the order in which they were saved; none for a role that is shown no names."""
    if not work.access.may(Right.NAMES):
        return []
    return rows.select(work.connection, SavedView, "worker = ? ORDER BY rowid", work.worker)


def save(work: Work, name: str, typed: str, filters: Iterable[str]) -> SavedView:
    """Keep a search under a name. `Refusal` at `name` for none or one that is taken, and where nothing is sought."""
    work.require(Right.NAMES)
    typed, chosen = typed.strip(), tuple(filters)
    if not (typed or chosen):
        raise Refusal(Reason.NOTHING_SOUGHT, "name")
    with work.change() as change:
        wished = _free_name(work, name, "")
        made = SavedView(id=new_id(), name=wished, worker=work.worker, typed=typed, filters=chosen)
        return change.add(made, OFFICE)


def rename(work: Work, view_id: str, name: str) -> SavedView:
    """Give a view another name."""
    work.require(Right.NAMES)
    with work.change() as change:
        return change.edit(_of_own(work, view_id), name=_free_name(work, name, view_id))


def remove(work: Work, view_id: str) -> str:
    """Throw a view away; gives the id of the change, to take it back."""
    work.require(Right.NAMES)
    with work.change() as change:
        change.bin(_of_own(work, view_id))
        return change.id


def _of_own(work: Work, view_id: str) -> SavedView:
    view = rows.one(work.connection, SavedView, view_id)
    if view.worker != work.worker:
        raise Refusal(Reason.NOT_YOUR_ROLE, "")
    return view


def _free_name(work: Work, name: str, but: str) -> str:
    wished = " ".join(name.split())
    if not fold(wished):
        raise Refusal(Reason.REQUIRED, "name")
    if any(fold(one.name) == fold(wished) and one.id != but for one in own(work)):
        raise Refusal(Reason.VIEW_TAKEN, "name")
    return wished
