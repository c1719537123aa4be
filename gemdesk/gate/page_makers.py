"""The pages of the lock screen by name: how each is made, and which work its wish starts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from gemdesk.gate import keywork
from gemdesk.gate.pages.page import Page
from gemdesk.kernel import places

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any, Protocol

    from gemdesk.gate.given import Found, Key, Newcomer, NewKey, Proven
    from gemdesk.gate.window import Window

    class Screen(Protocol):
        """What a page's wish needs of the lock screen."""

        window: Window
        folder: Path

        def attempt(self, work: Callable[[], object], then: Callable[[Any], None] | None = None) -> None:
            """Do work with a secret."""

        def open_page(self, name: str, page: Page | None = None) -> None:
            """Open another page."""

        def open_first_page(self, mode: str = "open", *, settle: bool = False) -> None:
            """Open the page for what lies in the folder."""

        def holds_vault(self) -> bool:
            """Whether a vault lies in the folder."""


# What the desk may ask for when it locks, and the page that it opens on; anything else opens `unlock`.
PAGE_OF_MODE = {"change_keys": "change", "add_key": "prove", "rekey": "rekey", "recover": "recover"}


def make(name: str, screen: "Screen") -> Page:
    """Make a page and connect its wishes; it is imported here, so that the first paint waits for one page alone."""
    return _MAKERS[name](screen)


def _first_run(screen: "Screen") -> Page:
    from gemdesk.gate.pages.first_run import FirstRun

    page = FirstRun(screen.window.faces)
    page.example_wished.connect(lambda: screen.open_page("example"))
    page.vault_wished.connect(lambda: screen.open_page("new_vault"))
    page.reading_wished.connect(lambda: screen.open_page("reading"))
    return page


def _reading(screen: "Screen") -> Page:
    from gemdesk.gate.pages.reading import Reading

    return Reading(screen.window.faces)


def _example(screen: "Screen") -> Page:
    from gemdesk.gate.given import Key, NewKey
    from gemdesk.gate.pages.example import Example

    def begin(passphrase: str) -> None:
        screen.folder = places.example_vault()
        key, now = Key(passphrase), screen.window.settings
        if screen.holds_vault():
            screen.attempt(keywork.opening(screen.folder, key, now))
        else:
            screen.attempt(keywork.making(screen.folder, NewKey(key, passphrase), now, example=True))

    page = Example(screen.window.faces)
    page.wished.connect(begin)
    return page


def _new_vault(screen: "Screen") -> Page:
    from gemdesk.gate.pages.new_vault import NewVault

    def begin(new: "NewKey", worker: str) -> None:
        screen.attempt(keywork.making(screen.folder, new, screen.window.settings, worker=worker))

    page = NewVault(screen.window.faces)
    page.wished.connect(begin)
    return page


def _unlock(screen: "Screen") -> Page:
    from gemdesk.gate.pages.unlock import Unlock

    def begin(key: "Key") -> None:
        screen.attempt(keywork.opening(screen.folder, key, screen.window.settings))

    def begin_otherwise(key: "Key") -> None:
        screen.attempt(keywork.opening_otherwise(screen.folder, key, screen.window.settings))

    page = Unlock(screen.window.faces)
    page.wished.connect(begin)
    page.otherwise_wished.connect(begin_otherwise)
    page.change_wished.connect(lambda: screen.open_page("change"))
    page.recover_wished.connect(lambda: screen.open_page("recover"))
    page.add_wished.connect(lambda: screen.open_page("prove"))
    return page


def _change(screen: "Screen") -> Page:
    from gemdesk.gate.pages.change import Change

    def begin(present: "Key", new: "NewKey") -> None:
        screen.attempt(keywork.changing(screen.folder, present, new, screen.window.settings))

    page = Change(screen.window.faces)
    page.wished.connect(begin)
    return page


def _prove(screen: "Screen") -> Page:
    from gemdesk.gate.pages.add_key import AddKey, Prove

    def begin(own: "Key") -> None:
        screen.attempt(keywork.proving(screen.folder, own), lambda proven: go_on(own, proven))

    def go_on(own: "Key", proven: "Proven") -> None:
        opened = proven.opened

        def begin_adding(new: "NewKey", newcomer: "Newcomer") -> None:
            settings = screen.window.settings
            screen.attempt(keywork.adding(screen.folder, opened, own.file, new, newcomer, settings))

        page = AddKey(screen.window.faces)
        page.allow_roles(proven.roles)
        page.allow_sealed(opened.keys.sealed is not None)
        page.wished.connect(begin_adding)
        screen.open_page("add_key", page)

    page = Prove(screen.window.faces)
    page.wished.connect(begin)
    return page


def _recover(screen: "Screen") -> Page:
    from gemdesk.gate.pages.recover import Recover

    def begin(found: "Found", new: "NewKey") -> None:
        screen.attempt(keywork.recovering(screen.folder, found, new, screen.window.settings))

    page = Recover(screen.window.faces)
    page.wished.connect(begin)
    return page


def _rekey(screen: "Screen") -> Page:
    from gemdesk.gate.pages.rekey import Rekey

    def begin(key: "Key") -> None:
        screen.attempt(keywork.rekeying(screen.folder, key, screen.window.settings))

    page = Rekey(screen.window.faces)
    page.wished.connect(begin)
    return page


def _gone(screen: "Screen") -> Page:
    from gemdesk.gate.pages.gone import Gone

    page = Gone(screen.window.faces)
    page.wished.connect(screen.open_first_page)
    return page


_MAKERS: dict[str, Callable[["Screen"], Page]] = {
    "first_run": _first_run,
    "reading": _reading,
    "example": _example,
    "new_vault": _new_vault,
    "unlock": _unlock,
    "change": _change,
    "prove": _prove,
    "recover": _recover,
    "rekey": _rekey,
    "gone": _gone,
}
