"""What the lock screen does: which page is open, which work a wish starts, and the handing over."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from gemdesk.gate import page_makers, why_locked
from gemdesk.gate.attempts import Attempts
from gemdesk.gate.pages.page import Page
from gemdesk.gate.window import Window
from gemdesk.kernel import places, settings
from gemdesk.kernel.channels import Channel, Message
from gemdesk.kernel.errors import Stop, Trouble
from gemdesk.kernel.languages import LANGUAGES
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.settings import Settings
from gemdesk.vault.names import DATABASE, REHEARSAL, SLOT_COPIES, TAKES_OVER

if TYPE_CHECKING:
    from gemdesk.vault.handover import Handover

_NOT_YET = ("restore",)
_GONE = (Reason.SLOTS_GONE, Reason.VAULT_MISSING)


class LockScreen(QObject):
    """Joins the window, the work with secrets, the keeper and the key pipe."""

    stopped = Signal(object)  # an attempt was refused, and the window shows why
    ending = Signal()  # the process ends right after this, and says nothing more to anybody
    handing = Signal()  # an attempt succeeded; the process ends right after this

    def __init__(self, window: Window, channel: Channel, key_end: int, folder: Path | None) -> None:
        """`folder` is the vault that the start asked for; None: the one of the settings."""
        super().__init__()
        self.window = window
        self._channel = channel
        self._key_end = key_end
        self.folder = (folder or window.settings.folder()).absolute()
        self._paired = False
        self._quiet = False  # nothing is said of key places that are gone, until somebody tries one
        self.ready: Handover | None = None  # what an attempt gave, until the desk waits for it
        self._pages: dict[str, Page] = {}
        self._then: Callable[[Any], None] = self._hand_over_soon
        self._attempts = Attempts()
        self._attempts.done.connect(self._on_done)
        self._attempts.stopped.connect(self._on_stopped)
        window.settings_changed.connect(_remember)
        window.closed.connect(self.quit)
        window.painted.connect(lambda: channel.send("painted"))

    # Pages

    def open_first_page(self, mode: str = "open", *, settle: bool = False) -> None:
        """Open the page for what lies in the vault's folder and for what is wished.

        `settle` ends an interrupted change of keys first; only while no desk is at work in the folder.
        """
        trouble = _settled(self.folder) if settle else None
        if self.folder == places.example_vault():
            self.open_page("example")
        elif not self._quiet and not self.holds_vault():
            self.open_page("first_run")
        elif not self._quiet and not any((self.folder / name).exists() for name in SLOT_COPIES):
            self.open_page("gone")
        else:
            self.open_page(page_makers.PAGE_OF_MODE.get(mode, "unlock"))
        if trouble is not None:
            self.window.tell(trouble)

    def open_page(self, name: str, page: Page | None = None) -> None:
        """Open a page by its name; it is made when it is needed for the first time, unless one is given."""
        if page is not None or name not in self._pages:
            if name in self._pages:
                self._pages[name].deleteLater()
            self._pages[name] = page or page_makers.make(name, self)
            self._pages[name].left.connect(self._go_back)
        self.window.open_page(self._pages[name])
        self.window.explain(None)
        self.window.tell(None)

    def page(self, name: str) -> Page:
        """A page that was opened."""
        return self._pages[name]

    def holds_vault(self) -> bool:
        """Whether anything of a vault lies in the folder."""
        # As `vault.folder.standing`, which would bring the whole room in before the first paint.
        return any((self.folder / name).exists() for name in (*SLOT_COPIES, DATABASE))

    def _go_back(self) -> None:
        if self.folder == places.example_vault():
            self.folder = self.window.settings.folder().absolute()
        self.open_first_page()

    # Attempts

    def attempt(self, work: Callable[[], object], then: Callable[[Any], None] | None = None) -> None:
        """Do work with a secret; it ends in a handover, or in what `then` goes on with."""
        self._then = then or self._hand_over_soon
        self.window.tell(None)
        self.window.set_busy(True)
        self._attempts.start(work)

    def _on_stopped(self, stop: Stop) -> None:
        self.window.set_busy(False)
        if self._quiet and stop.reason in _GONE:
            self._quiet = False
            self.open_first_page()
        else:
            self.window.tell(stop)
        self.stopped.emit(stop)

    def _on_done(self, result: object) -> None:
        if self._then != self._hand_over_soon:
            self.window.set_busy(False)
        self._then(result)

    def _hand_over_soon(self, handover: "Handover") -> None:
        self.ready = handover
        self._hand_over()

    def _hand_over(self) -> None:
        """Give the key to the waiting desk and end, so that the process that saw the passphrase is gone."""
        if self.ready is None or not self._paired:
            return
        from gemdesk.vault.handover import send

        self.handing.emit()
        handover = replace(self.ready, settings=self.window.settings)
        self._channel.send(
            "handed",
            language=handover.settings.language,
            vault=str(handover.folder),
            key_file=str(handover.key_file or ""),
        )
        self.ending.emit()
        try:
            send(self._key_end, handover)
        except OSError:
            os._exit(1)  # no desk is there; the keeper starts a new pair
        os._exit(0)

    # The keeper

    def hear(self, message: Message) -> None:
        """Do what the keeper says."""
        if message.name == "paired":
            self._paired = True
            self._hand_over()
        elif message.name == "show":
            self._show(message)
        elif message.name == "settings":
            self._speak(message.text("language"))

    def quit(self) -> None:
        """End the whole program."""
        self._channel.send("quit")
        self.ending.emit()
        os._exit(0)

    def _show(self, message: Message) -> None:
        vault, mode = message.text("vault"), message.text("mode")
        self._speak(message.text("language"))
        if vault:
            self.folder = Path(vault)
        if not self.window.was_painted():
            # A second message comes late, with what the desk could not write: then somebody may be typing.
            # Whoever stands there at a panic need not read what it destroyed.
            self._quiet = message.text("lock") == "panic"
            self.open_first_page(mode, settle=True)
        stop = _stop_of(message, mode)
        if stop is not None:
            self.window.tell(stop)
        self.window.explain(why_locked.words(message.text("lock")))
        self.window.come_forward()

    def _speak(self, language: str) -> None:
        if language in LANGUAGES and language != self.window.settings.language:
            self.window.wear(replace(self.window.settings, language=language))


def _settled(folder: Path) -> Trouble | None:
    """End an interrupted change of keys or rehearsal; why it could not be ended, when it could not."""
    # The names are those of `vault.swap` and `vault.erasure`, which would cost the first paint time.
    beside = f".{folder.name}.swap-"
    inside = any(name == TAKES_OVER or name.startswith(REHEARSAL) for name in _names(folder))
    if not inside and not any(name.startswith(beside) for name in _names(folder.parent)):
        return None
    from gemdesk.vault import swap

    try:
        swap.settle(folder)
    except Trouble as trouble:
        return trouble
    return None


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []  # no vault was ever made there, or not now


def _stop_of(message: Message, mode: str) -> Stop | None:
    reason = message.text("reason")
    if reason in Reason.__members__:
        return Trouble(Reason[reason], "", **message.mapping("facts"))
    return Trouble(Reason.MODE_NOT_YET) if mode in _NOT_YET else None


def _remember(now: Settings) -> None:
    """Keep language and look for the next start; a folder that cannot be written costs only that."""
    known = settings.load()
    try:
        settings.save(replace(known, language=now.language, scheme=now.scheme))
    except OSError:
        return
