"""The settings: language, look and digits, each in force at once; the office; locking; the vault's own state."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout

from gemdesk.domain.access import Right
from gemdesk.kernel import settings as stored
from gemdesk.kernel.files import trouble_of
from gemdesk.kernel.languages import LANGUAGES
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Name, isolated
from gemdesk.ui.look.face import Face, Words, value_words
from gemdesk.ui.look.look import LEAST_SCALE, MOST_SCALE, Look, scheme_of
from gemdesk.ui.pages.settings.locking import LockingCard
from gemdesk.ui.pages.settings.office import OfficeCard
from gemdesk.ui.pages.settings.rhythm import RhythmCard
from gemdesk.ui.pages.settings.vault import VaultCard
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.keys import bind
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import Scroll
from gemdesk.ui.parts.segment import Choice, Segment
from gemdesk.ui.place import PlacePage
from gemdesk.ui.tools import Tools

# Each language in its own letters, in every language.
_LANGUAGES: list[Choice] = [(code, value_words(Name(language.own_name))) for code, language in LANGUAGES.items()]
_SCHEMES: list[Choice] = [
    ("system", lambda t: t.say("As the system")),
    ("light", lambda t: t.say("Light")),
    ("dark", lambda t: t.say("Dark")),
]
_SCALES = (LEAST_SCALE, 100, 110, 125, 150, 175, MOST_SCALE)
_DIGITS: list[Choice] = [("latin", lambda _: isolated("0123")), ("arabic", lambda _: isolated("٠١٢٣"))]


def _per_cent(scale: int) -> Words:
    return lambda t: t.say("{number}%", number=t.number(scale))


def face_of(settings: Settings) -> Face:
    """Words and look for these settings."""
    app = QApplication.instance()
    scheme = scheme_of(settings.scheme, app) if isinstance(app, QApplication) else "light"
    return Face(Texts(settings.language, settings.digits), Look(scheme, settings.scale))


class SettingsPage(PlacePage):
    """Applies what is chosen to the running program and keeps it in the machine's settings."""

    settings_changed = Signal(object)  # the Settings in force now
    lock_to_change_passphrase = Signal()
    keys_wanted = Signal()
    safety_wanted = Signal()

    def __init__(self, tools: Tools, settings: Settings) -> None:
        super().__init__(tools)
        self._tools, self._settings = tools, settings
        faces = tools.faces
        self.language = Segment(faces, lambda t: t.say("Language"), _LANGUAGES)
        self.scheme = Segment(faces, lambda t: t.say("Colours"), _SCHEMES)
        self.scale = Segment(faces, lambda t: t.say("Size of text"), [(str(n), _per_cent(n)) for n in _SCALES])
        self.digits = Segment(faces, lambda t: t.say("Digits in running text"), _DIGITS)
        self.office = OfficeCard(tools)
        self.rhythm = RhythmCard(tools)
        self.locking = LockingCard(tools)
        self.locking.idle_chosen.connect(self._choose_idle)
        self.vault = VaultCard(tools)
        self.vault.safety_wanted.connect(self.safety_wanted)
        self.banner = Banner(faces)
        scroll = Scroll(faces)
        for part in (
            self.banner, self._make_look(), self.office, self.rhythm, self.locking, self._make_keys(), self.vault,
        ):  # fmt: skip
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(Label(faces, lambda t: t.say("Settings"), role="title"))
        self._column.addWidget(scroll, 1)
        for segment in (self.language, self.scheme, self.scale, self.digits):
            segment.chosen.connect(self._choose)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            bind(self, keys, self.office.save).setAutoRepeat(False)
        tools.rights.changed.connect(self._offer)
        faces.follow(self.say)
        self._show()

    def _offer(self) -> None:
        """Offer what belongs to the role at work."""
        for card in (self.office, self.rhythm):
            card.setVisible(self._tools.rights.may(Right.OFFICE))

    def _make_look(self) -> Card:
        faces = self._tools.faces
        card = Card(faces)
        card.body.addWidget(Label(faces, lambda t: t.say("Language and look"), role="name"))
        card.body.addWidget(Field(faces, lambda t: t.say("Language"), self.language))
        card.body.addWidget(Field(faces, lambda t: t.say("Colours"), self.scheme))
        card.body.addWidget(Field(faces, lambda t: t.say("Size of text"), self.scale))
        card.body.addWidget(
            Field(
                faces,
                lambda t: t.say("Digits in running text"),
                self.digits,
                hint=lambda t: t.say("Phones, codes and amounts always have Latin digits."),
            )
        )
        return card

    def _make_keys(self) -> Card:
        faces = self._tools.faces
        card = Card(faces)
        card.body.addWidget(Label(faces, lambda t: t.say("Passphrase and keys"), role="name"))
        card.body.addWidget(
            Label(
                faces,
                lambda t: t.say("The vault is locked first; the lock screen then asks for the old and the new one."),
                role="quiet",
                wrap=True,
            )
        )
        card.body.addWidget(Label(faces, _roles, role="quiet", wrap=True))
        self.change = Button(
            faces,
            lambda t: t.say("Lock and change the passphrase"),
            icon="key",
            press=self.lock_to_change_passphrase.emit,
        )
        self.keys = Button(faces, lambda t: t.say("Keys and recovery"), icon="forward", press=self.keys_wanted.emit)
        self._key_acts = Flow()
        for act in (self.change, self.keys):
            self._key_acts.addWidget(act)
        card.body.addLayout(self._key_acts)
        return card

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(24)
        self._column.setContentsMargins(side, look.px(18), side, look.px(14))
        self._column.setSpacing(look.px(12))
        self._key_acts.setSpacing(look.px(10))

    def use(self, settings: Settings) -> None:
        """Take these settings for those in force; they were chosen on the lock screen."""
        self._settings = settings
        self._show()

    def open(self) -> None:
        """Show the settings in force and read the office."""
        self.banner.hide()
        self._show()
        if self._tools.rights.may(Right.OFFICE):
            self.office.open()
            self.rhythm.open()
        self.locking.open(self._settings.idle_seconds)
        self.vault.open()
        self.language.focus_first()

    def keep_draft(self) -> None:
        """Keep what is typed and not saved."""
        self.office.keep_draft()

    def _show(self) -> None:
        self.language.set_code(self._settings.language)
        self.scheme.set_code(self._settings.scheme)
        self.scale.set_code(str(self._settings.scale))
        self.digits.set_code(self._settings.digits)

    def _choose(self) -> None:
        chosen = replace(
            self._settings,
            language=self.language.code() or self._settings.language,
            scheme=self.scheme.code() or self._settings.scheme,
            scale=int(self.scale.code() or self._settings.scale),
            digits=self.digits.code() or self._settings.digits,
        )
        if chosen == self._settings:
            return
        self._tools.faces.switch(face_of(chosen))
        self._keep(chosen)

    def _choose_idle(self, seconds: int) -> None:
        if seconds != self._settings.idle_seconds:
            self._keep(replace(self._settings, idle_seconds=seconds))

    def _keep(self, chosen: Settings) -> None:
        self._settings = chosen
        self.settings_changed.emit(chosen)
        try:
            stored.save(chosen)
        except OSError as fault:
            self.banner.tell(trouble_of(fault))


def _roles(texts: Texts) -> str:
    return texts.say("Roles limit what the program shows. Whoever holds a key could read everything that key opens.")
