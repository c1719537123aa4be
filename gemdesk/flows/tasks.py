"""Tasks that people write down, of a case or of the office; all others are reckoned from the records."""

from dataclasses import dataclass
from typing import Any

from gemdesk.domain.access import Right
from gemdesk.domain.casework import Task
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import drafts, rows
from gemdesk.store.change import OFFICE


@dataclass(frozen=True, slots=True)
class Begun:
    """A task of the office as it is begun, and what was typed of one before."""

    task: Task
    draft: drafts.Draft


def begun(work: Work) -> Begun:
    """A new task of the office for today."""
    work.require(Right.WRITE)
    return Begun(Task(id="", due=work.clock.today()), drafts.find(work.connection, place(""), work.worker))


def save(work: Work, case_id: str, id_: str, values: dict[str, Any]) -> Task:
    """Write a task down, of the office where no case is named, or with an `id_` change it."""
    _may(work, case_id)
    with work.change() as change:
        drafts.drop(change.connection, place(case_id), work.worker)
        if id_:
            return change.edit(_own(work, case_id, id_), **values)
        # Of the office it is one's own; of a case it goes with the case.
        worker = "" if case_id else work.worker
        fresh = {"due": work.clock.today(), "worker": worker, **values}
        return change.add(Task(id=new_id(), case=case_id, **fresh), case_id or OFFICE)


def done(work: Work, case_id: str, id_: str) -> str:
    """A task is done today; gives the id of the change."""
    _may(work, case_id)
    with work.change() as change:
        change.edit(_own(work, case_id, id_), done_on=work.clock.today())
        return change.id


def bin_(work: Work, case_id: str, id_: str) -> None:
    """Throw a task away; it stays in the bin."""
    _may(work, case_id)
    with work.change() as change:
        change.bin(_own(work, case_id, id_))


def place(case_id: str) -> str:
    """Where a task that was not saved is kept as a draft."""
    return f"task:{case_id}"


def _may(work: Work, case_id: str) -> None:
    work.require(Right.WRITE)
    if case_id:
        case_of(work, case_id, Right.WRITE)


def _own(work: Work, case_id: str, id_: str) -> Task:
    """The task, where it is of this case; of the office where it is one's own or everybody's."""
    task = rows.one(work.connection, Task, id_)
    if task.case != case_id or not (case_id or work.access.sees(task.worker)):
        raise Refusal(Reason.NOT_YOUR_ROLE, "")
    return task
