"""A desk without a window: the key comes through the real pipe, the saves go through the real flows.

It does not harden itself, so that a trial may trace it. Each save is said before it is begun and again
once it is acknowledged. A `Flaw` is planted by the controls, never by the program.
"""

import os
from enum import Enum, auto

from gemdesk.domain.records import Case, Person
from gemdesk.flows import sessions
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.ids import new_id
from gemdesk.vault import handover as handovers
from tests.resilience.child import Child, Line, fork
from tests.resilience.saves import Save, Verb, perform
from tests.resilience.vaults import NOW, Vault


class Flaw(Enum):
    """What is wrong with a driver, so that a trial has something to see."""

    NONE = auto()
    EARLY = auto()  # acknowledges before the save is written
    SPLIT = auto()  # writes what belongs together in two transactions
    DEAF = auto()  # acknowledges what was refused


def start(
    vault: Vault,
    saves: list[Save],
    flaw: Flaw = Flaw.NONE,
    *,
    waits: bool = False,
    held: bool = False,
    stays: bool = False,
) -> Child:
    """Begin the saves in a process of its own.

    With `waits` it goes on from `open` when it is let. With `held` the saves stay in the log, as they do
    while the background examination reads the file. With `stays` it does not close, but waits for its end.
    """
    key_end, writing = os.pipe()

    def run(line: Line) -> None:
        os.close(writing)
        try:
            work = sessions.begin(handovers.receive(key_end), SetClock(NOW))
        except Trouble as stop:
            line.say("shut", stop.reason.name)
            return
        line.say("open")
        if waits:
            line.wait()
        if not held:
            work.vault.saves.release()  # as once the examination has ended
        for save in saves:
            _one(line, work, vault.case, save, flaw)
        line.say("closing")
        if stays:
            line.wait()
        work.close()
        line.say("closed")

    child = fork(run)
    os.close(key_end)
    handovers.send(writing, vault.handover())
    return child


def _one(line: Line, work: Work, case: str, save: Save, flaw: Flaw) -> None:
    line.say("begin", save.number)
    if flaw is Flaw.EARLY:
        line.say("done", save.number)
    try:
        if flaw is Flaw.SPLIT and save.verb is Verb.PERSON:
            _in_two(line, work, save)
        else:
            perform(work, case, save)
    except Trouble as stop:
        line.say("done" if flaw is Flaw.DEAF else "refused", save.number, stop.reason.name)
        return
    work.take_warnings()
    line.say("done", save.number)


def _in_two(line: Line, work: Work, save: Save) -> None:
    person = Person(id=new_id(), code=f"C-X{save.number}", chosen_name=save.text)
    case = Case(id=new_id(), person=person.id, next_step=save.text)
    for record in (person, case):
        with work.change() as change:
            change.add(record, case.id)
        line.say("half")
