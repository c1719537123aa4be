"""The desk's part in locking: it hides, writes what is typed and asks to be ended; the keeper ends it anyhow."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from gemdesk.desk.activity import Activity
from gemdesk.desk.running import Desk
from gemdesk.desk.whereabouts import Way
from gemdesk.flows import panic
from gemdesk.flows.work import Work
from gemdesk.kernel.channels import Message
from gemdesk.kernel.errors import Stop, Trouble
from gemdesk.kernel.settings import Settings
from gemdesk.ui.parts.pause import Pause

# Seconds that a lock waits for what is being saved: one by its key, and one that the keeper began. Both are a little
# less than what the keeper gives.
_LAST_WORDS, _HURRIED = 0.23, 0.1
AUTOSAVE = 3000  # milliseconds from a sign of the person until what is typed is kept


class Locks(QObject):
    """Locks by key and by order, keeps drafts and the whereabouts in between, and goes back there."""

    def __init__(self, desk: Desk, give_up: Callable[[Stop], None]) -> None:
        """`give_up` tells the keeper what could not be saved, which locks too."""
        super().__init__(desk.window)
        self._desk, self._give_up = desk, give_up
        self._ending = False
        self._way = Way(desk.window, desk.jobs)
        self._autosave = Pause(self, AUTOSAVE, self._keep)
        self._activity = Activity(self, lambda: desk.channel.send("active"))
        self._activity.lock_pressed.connect(desk.window.lock)
        self._activity.panic_pressed.connect(self._panic)
        desk.window.panic_wanted.connect(self._panic)
        desk.window.lock_wanted.connect(self._lock)
        desk.window.settings.settings_changed.connect(self._on_settings)
        desk.app.installEventFilter(self._activity)

    def begin(self) -> None:
        """The vault is open: go back where the person was, and keep where it is from now on."""
        self._activity.acted.connect(self._on_acted)
        self._desk.window.leaving.connect(self._way.keep)
        self._desk.jobs.changed.connect(self._on_changed)
        self._way.go_back()
        self._tell_panic()

    def hear(self, message: Message) -> None:
        """Do what the keeper says when it locks; nothing more is to do when this desk asked for it."""
        if message.name == "finish" and not self._ending:
            self._desk.window.put_away()
            self._end(_HURRIED)

    def _lock(self, mode: str) -> None:
        # Before anything is waited for: the lock screen is painted meanwhile.
        self._desk.channel.send("lock", mode=mode, language=self._desk.faces.face.texts.language)
        self._end(_LAST_WORDS)

    def _end(self, seconds: float) -> None:
        """Let what is being saved be saved, and say so; or else what was not saved."""
        self._ending = True
        stops: list[Stop] = []
        self._desk.jobs.trouble.connect(stops.append)
        self._desk.jobs.finish(seconds)
        told = next((stop for stop in stops if isinstance(stop, Trouble)), None)
        if told is not None:
            self._give_up(told)
        else:
            self._desk.channel.send("finished", language=self._desk.faces.face.texts.language)

    def _panic(self) -> None:
        self._desk.channel.send("panic")

    def _on_acted(self) -> None:
        self._way.stay()
        if not self._autosave.isActive():
            self._autosave.start()

    def _keep(self) -> None:
        self._desk.window.keep_drafts()
        self._way.keep()

    def _on_settings(self, now: Settings) -> None:
        # Later, since the page writes the file after this, and the gate reads it.
        say = {"language": now.language, "idle": now.idle_seconds}
        QTimer.singleShot(0, self, lambda: self._desk.channel.send("settings", **say))

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if panic.KIND in kinds:
            self._tell_panic()

    def _tell_panic(self) -> None:
        self._desk.jobs.look(_erasable, then=lambda folder: self._desk.channel.send("erases", vault=folder))


def _erasable(work: Work) -> str:
    """The vault's folder, where panic may destroy its key places."""
    return str(work.vault.folder) if panic.state(work).erases else ""
