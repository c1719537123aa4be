"""The real desk as a process of its own, driven by a trial: window, jobs, channel and hardening are the program's.

Only what the tour would do in it is another: saves typed into the pages. The keeper's end of the channel hears
each save as a `step` before it is asked for, and again once the page has shown it as saved.
"""

import os
import sys
from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gemdesk import __main__ as program
from gemdesk.desk import rounds
from gemdesk.desk.drive import Acts, Drive
from gemdesk.desk.running import Desk
from gemdesk.kernel.channels import Message
from gemdesk.ui.parts.line import Area, Line
from tests.resilience.saves import Save, Verb

P = TypeVar("P", bound=QWidget)

VERBS = (Verb.PERSON, Verb.NOTE)  # what is driven here


def start(desk: Desk, message: Message) -> None:
    """In the place of the tour's rounds: the saves that the script names."""
    drive = Drive(desk, message)
    drive.start(_acts(drive))


def _acts(drive: Drive) -> Acts:
    case, wanted = str(drive.script["case"]), drive.script["saves"]
    assert isinstance(wanted, list)
    yield drive.quiet()
    drive.desk.channel.send("step", room="desk", name="open", outcome="done", pid=os.getpid())
    for number, verb in wanted:
        save = Save(int(number), Verb(str(verb)))
        yield from _person(drive, save) if save.verb is Verb.PERSON else _note(drive, save, case)
        _say(drive, "done", save.number)
    drive.key(Qt.Key.Key_L, ctrl=True)


def _say(drive: Drive, word: str, number: int) -> None:
    drive.desk.channel.send("step", room="desk", name=word, outcome="done", number=number)


def _person(drive: Drive, save: Save) -> Acts:
    """The 60-second card, saved with its key."""
    window = drive.window
    window.list.new_wanted.emit()
    yield lambda: window.page() is window.intake
    yield drive.quiet()
    name, number, _hours, _word, need = _shown(window.intake, Line)
    for line, text in ((name, save.text), (number, save.phone), (need, save.text)):
        line.setText(text)
    (note,) = _shown(window.intake, Area)
    note.setPlainText(save.text)  # in the place of what the draft of a killed desk brought back
    _say(drive, "begin", save.number)
    drive.key(Qt.Key.Key_Return, ctrl=True, on=window.intake)
    yield lambda: window.page() is window.case


def _note(drive: Drive, save: Save, case: str) -> Acts:
    """A note in the case that the trial has, saved with its key; its draft is kept on the way."""
    window = drive.window
    window.list.chosen.emit(case)
    yield lambda: window.page() is window.case and window.case.shown() == case
    (note,) = _shown(window.case, Area)
    note.setPlainText("")
    yield drive.quiet()
    _say(drive, "begin", save.number)
    note.insertPlainText(save.text)
    drive.key(Qt.Key.Key_Return, ctrl=True, on=note)
    yield lambda: not note.text()


def _shown(page: QWidget, kind: type[P]) -> list[P]:
    found: Iterable[P] = page.findChildren(kind)
    return [part for part in found if part.isVisible()]


def main() -> int:
    """Be the desk."""
    rounds.start = start
    return program.main(["--role", "desk", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
