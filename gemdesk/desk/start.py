"""The desk's process: warm before it is needed, open as soon as the key comes, gone at a lock."""

import os
import signal
import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from gemdesk.desk import mistakes, spool
from gemdesk.desk.locks import Locks
from gemdesk.desk.opening import Opening
from gemdesk.desk.running import Desk
from gemdesk.desk.showing import Showing
from gemdesk.kernel.channels import Channel, Message
from gemdesk.kernel.clock import Clock
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.settings import load as load_settings
from gemdesk.ui.jobs import Jobs
from gemdesk.ui.look import qt_words
from gemdesk.ui.look.face import Faces
from gemdesk.ui.pages.settings.page import face_of
from gemdesk.ui.parts.clipboard import Copies
from gemdesk.ui.parts.keys import EditKeys
from gemdesk.ui.tools import Tools
from gemdesk.ui.window import Window
from gemdesk.vault import faults
from gemdesk.vault.handover import NoHandover


class Ears(QObject):
    """Brings what other threads hear into the window's thread."""

    heard = Signal(object)


def main(key_end: int, channel: Channel, clock: Clock) -> int:
    """Be the desk: get ready, wait for the key in the store's lane, show the vault; the exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    spool.prepare()
    app = QApplication(["gemdesk"])
    app.setQuitOnLastWindowClosed(False)
    ears = Ears()
    desk = assemble(app, ears, key_end, channel, clock)
    channel.listen(ears.heard.emit, lambda: os._exit(0))
    desk.opening.begin(desk.jobs)
    desk.window.grab()  # draws everything once while the passphrase is typed, so that showing it takes no time
    return app.exec()


def assemble(app: QApplication, ears: Ears, key_end: int, channel: Channel, clock: Clock) -> Desk:
    """The desk with its window, not yet shown; the first job that is asked of it waits for the key."""
    settings = load_settings()
    faces = Faces(app, face_of(settings))
    qt_words.speak(app, faces)

    opening = Opening(key_end, clock)
    jobs = Jobs(opening.open_work)
    window = Window(Tools(faces, jobs, clock), settings)
    app.installEventFilter(EditKeys(window))
    Copies(window, faces)
    desk = Desk(app, faces, jobs, window, channel, opening)
    _connect(desk, ears, settings)
    return desk


def _connect(desk: Desk, ears: Ears, known: Settings) -> None:
    window, channel = desk.window, desk.channel
    locks = Locks(desk, lambda stop: _give_up(desk, stop))
    showing = Showing(desk, locks, known)

    def close() -> None:
        desk.jobs.close()
        channel.send("quit")

    def hear(message: Message) -> None:
        if message.name == "tour":
            from gemdesk.desk import rounds

            rounds.start(desk, message)
        else:
            locks.hear(message)

    desk.opening.handed.connect(showing.take_settings)
    desk.opening.opened.connect(showing.begin)
    desk.opening.asked.connect(showing.ask)
    desk.opening.failed.connect(lambda stop: _give_up(desk, stop))
    desk.opening.examined.connect(window.examined)
    window.chosen.connect(desk.opening.choose)
    ears.heard.connect(hear)
    window.closed.connect(close)
    desk.jobs.mistake.connect(lambda fault: _mistake(desk, fault))
    _hear_mistakes(lambda fault: _mistake(desk, fault))


def _hear_mistakes(hear: Callable[[BaseException], None]) -> None:
    """No mistake of any thread prints its text, which may be personal."""
    sys.excepthook = lambda _kind, fault, _at: hear(fault)
    # The default hook passes over the one that ends a thread on purpose; there is none here.
    threading.excepthook = lambda found: hear(found.exc_value or found.exc_type())
    # From a destructor nothing was asked for, so nobody is sent to the lock screen for it.
    sys.unraisablehook = lambda found: mistakes.write(found.exc_value or found.exc_type())


def _give_up(desk: Desk, stop: Stop) -> None:
    # The facts of troubles with the vault itself are names of checks and numbers, nothing of a case.
    facts = {name: str(value) for name, value in stop.facts.items()}
    language = desk.faces.face.texts.language
    desk.channel.send("trouble", reason=stop.reason.name, facts=facts, language=language)


def _mistake(desk: Desk, fault: BaseException) -> None:
    """Our mistake: write a report without any value, lock, say so in plain words; or else what the disk did."""
    if isinstance(fault, NoHandover):
        os._exit(0)
    trouble = faults.trouble_of(fault)
    if trouble is not None:
        _give_up(desk, trouble)
        return
    mistakes.write(fault)
    desk.channel.send("trouble", reason=Reason.OUR_MISTAKE.name, facts={})
