"""What the lock screen does: which page is open, which work a wish starts, and the handing over."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gemdesk.gate import keywork
from gemdesk.gate.attempts import Attempts
from gemdesk.gate.pages.page import Page
from gemdesk.gate.window import Window
from gemdesk.kernel import places, settings
from gemdesk.kernel.channels import Channel, Message
from gemdesk.kernel.errors import Stop, Trouble
from gemdesk.kernel.languages import LANGUAGES
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.settings import Settings
from gemdesk.vault.names import DATABASE, SLOT_COPIES

if TYPE_CHECKING:
    from gemdesk.vault.handover import Handover

_NOT_YET = ("restore", "recover")


class LockScreen(QObject):
    """Joins the window, the work with secrets, the keeper and the key pipe."""

    stopped = Signal(object)  # an attempt was refused, and the window shows why
    handing = Signal()  # an attempt succeeded; the process ends right after this

    def __init__(self, window: Window, channel: Channel, key_end: int, folder: Path | None) -> None:
        """`folder` is the vault that the start asked for; None: the one of the settings."""
        super().__init__()
        self.window = window
        self._channel = channel
        self._key_end = key_end
        self._folder = (folder or window.settings.folder()).absolute()
        self._paired = False
        self._ready: Handover | None = None
        self._pages: dict[str, Page] = {}
        self._makers: dict[str, Callable[[], Page]] = {
            "first_run": self._make_first_run,
            "reading": self._make_reading,
            "example": self._make_example,
            "new_vault": self._make_new_vault,
            "unlock": self._make_unlock,
            "change": self._make_change,
        }
        self._attempts = Attempts()
        self._attempts.opened.connect(self._on_opened)
        self._attempts.stopped.connect(self._on_stopped)
        window.settings_changed.connect(_remember)
        window.closed.connect(self.quit)
        window.painted.connect(lambda: channel.send("painted"))

    # Pages

    def open_first_page(self, mode: str = "open") -> None:
        """Open the page for what lies in the vault's folder and for what is wished."""
        if self._folder == places.example_vault():
            self.open_page("example")
        elif not _holds_vault(self._folder):
            self.open_page("first_run")
        else:
            self.open_page("change" if mode == "change_keys" else "unlock")

    def open_page(self, name: str) -> None:
        """Open a page by its name; it is made when it is needed for the first time."""
        if name not in self._pages:
            self._pages[name] = self._makers[name]()
        self.window.open_page(self._pages[name])
        self.window.tell(None)

    def page(self, name: str) -> Page:
        """A page that was opened."""
        return self._pages[name]

    def _make_first_run(self) -> Page:
        from gemdesk.gate.pages.first_run import FirstRun

        page = FirstRun(self.window.faces)
        page.example_wished.connect(lambda: self.open_page("example"))
        page.vault_wished.connect(lambda: self.open_page("new_vault"))
        page.reading_wished.connect(lambda: self.open_page("reading"))
        return page

    def _make_reading(self) -> Page:
        from gemdesk.gate.pages.reading import Reading

        return self._with_way_back(Reading(self.window.faces))

    def _make_example(self) -> Page:
        from gemdesk.gate.pages.example import Example

        page = Example(self.window.faces)
        page.wished.connect(self._open_example)
        return self._with_way_back(page)

    def _make_new_vault(self) -> Page:
        from gemdesk.gate.pages.new_vault import NewVault

        page = NewVault(self.window.faces)
        page.wished.connect(self._make_vault)
        return self._with_way_back(page)

    def _make_unlock(self) -> Page:
        from gemdesk.gate.pages.unlock import Unlock

        page = Unlock(self.window.faces)
        page.wished.connect(self._open_vault)
        page.change_wished.connect(lambda: self.open_page("change"))
        return page

    def _make_change(self) -> Page:
        from gemdesk.gate.pages.change import Change

        page = Change(self.window.faces)
        page.wished.connect(self._change_passphrase)
        return self._with_way_back(page)

    def _with_way_back(self, page: Page) -> Page:
        page.left.connect(self._go_back)
        return page

    def _go_back(self) -> None:
        if self._folder == places.example_vault():
            self._folder = self.window.settings.folder().absolute()
        self.open_first_page()

    # Wishes

    def _open_vault(self, passphrase: str) -> None:
        self._attempt(keywork.opening(self._folder, passphrase, self.window.settings))

    def _make_vault(self, passphrase: str, again: str, worker: str) -> None:
        self._attempt(keywork.making(self._folder, passphrase, again, self.window.settings, worker=worker))

    def _change_passphrase(self, present: str, new: str, again: str) -> None:
        self._attempt(keywork.changing(self._folder, present, new, again, self.window.settings))

    def _open_example(self, passphrase: str) -> None:
        self._folder = places.example_vault()
        now = self.window.settings
        if _holds_vault(self._folder):
            self._attempt(keywork.opening(self._folder, passphrase, now))
        else:
            self._attempt(keywork.making(self._folder, passphrase, passphrase, now, example=True))

    def _attempt(self, work: keywork.Work) -> None:
        self.window.tell(None)
        self.window.set_busy(True)
        self._attempts.start(work)

    def _on_stopped(self, stop: Stop) -> None:
        self.window.set_busy(False)
        self.window.tell(stop)
        self.stopped.emit(stop)

    def _on_opened(self, handover: "Handover") -> None:
        self._ready = handover
        self._hand_over()

    def _hand_over(self) -> None:
        """Give the key to the waiting desk and end, so that the process that saw the passphrase is gone."""
        if self._ready is None or not self._paired:
            return
        from gemdesk.vault.handover import send

        self.handing.emit()
        handover = replace(self._ready, settings=self.window.settings)
        self._channel.send("handed", language=handover.settings.language, vault=str(handover.folder))
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

    def quit(self) -> None:
        """End the whole program."""
        self._channel.send("quit")
        os._exit(0)

    def _show(self, message: Message) -> None:
        language, vault, mode = message.text("language"), message.text("vault"), message.text("mode")
        if language in LANGUAGES and language != self.window.settings.language:
            self.window.wear(replace(self.window.settings, language=language))
        if vault:
            self._folder = Path(vault)
        self.open_first_page(mode)
        self.window.tell(_stop_of(message, mode))
        self.window.come_forward()


def _holds_vault(folder: Path) -> bool:
    # As `vault.folder.standing`, which would bring the whole room in before the first paint.
    return any((folder / name).exists() for name in (*SLOT_COPIES, DATABASE))


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
