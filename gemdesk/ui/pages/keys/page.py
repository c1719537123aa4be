"""Keys and recovery: the eight places, the recovery, new keys for the whole vault."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gemdesk.domain.access import Right
from gemdesk.flows import keys
from gemdesk.flows.keys import Sheet
from gemdesk.kernel.errors import Stop
from gemdesk.ui.look.face import Faces
from gemdesk.ui.pages.keys.places import PlacesCard
from gemdesk.ui.pages.keys.recovery import RecoveryCard
from gemdesk.ui.pages.keys.sheets import SheetsView
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.columns import Columns
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import Scroll
from gemdesk.ui.place import PlacePage
from gemdesk.ui.tools import Tools


class KeysPage(PlacePage):
    """Asks the flows; whatever needs a secret typed is done by the lock screen."""

    lock_wanted = Signal(str)  # add_key, change_keys or rekey

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._tools, self._making = tools, False
        faces = tools.faces
        self.banner = Banner(faces)
        self.places = PlacesCard(tools)
        self.recovery = RecoveryCard(tools)
        self.sheets = SheetsView(tools)
        self._scroll = Scroll(faces)
        self._rekey = self._make_rekey()
        self._not_here = _not_here(faces)
        self._scroll.body.addWidget(Columns(faces, (self.places, self._rekey, self._not_here), (self.recovery,)))
        self._scroll.body.addStretch(1)
        self._overview = QWidget()
        inner = QVBoxLayout(self._overview)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(Label(faces, lambda t: t.say("Keys and recovery"), role="title"))
        inner.addWidget(self.banner)
        inner.addWidget(self._scroll, 1)
        self._views = QStackedWidget()
        self._views.addWidget(self._overview)
        self._views.addWidget(self.sheets)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._views)
        self.places.lock_wanted.connect(self.lock_wanted)
        self.places.changed.connect(self.recovery.open)
        self.recovery.make_wanted.connect(self._make)
        for card in (self.places, self.recovery):
            # Once it is laid out.
            card.grown.connect(lambda part: QTimer.singleShot(0, self, lambda: self._scroll.bring(part)))
        self.sheets.left.connect(self._show_overview)
        tools.rights.changed.connect(self._offer)
        faces.follow(self.say)

    def _offer(self) -> None:
        """Offer what belongs to the role at work; one's own passphrase belongs to every role."""
        may = self._tools.rights.may(Right.KEYS)
        self.recovery.setVisible(may)
        self._rekey.setVisible(may)
        self._not_here.setVisible(not may)

    def _make_rekey(self) -> Card:
        faces = self._tools.faces
        card = Card(faces)
        card.body.addWidget(Label(faces, lambda t: t.say("New keys for the whole vault"), role="name"))
        card.body.addWidget(
            Label(
                faces,
                lambda t: t.say(
                    "When someone leaves, or a passphrase may be known. The vault is written anew under new keys: "
                    "every other key place and the recovery have to be made again. Older copies of the folder stay "
                    "readable with the old passphrases."
                ),
                role="quiet",
                wrap=True,
            )
        )
        self.rekey = Button(
            faces,
            lambda t: t.say("Lock and make new keys"),
            icon="key",
            press=lambda: self.lock_wanted.emit("rekey"),
        )
        row = QHBoxLayout()
        row.addWidget(self.rekey)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(24)
        self._column.setContentsMargins(side, look.px(18), side, look.px(14))

    def open(self) -> None:
        """Read places and recovery anew; sheets that are being made or were not finished come first."""
        if not self._making and self._views.currentWidget() is not self.sheets:
            self._show_overview()

    def _show_overview(self) -> None:
        self.banner.hide()
        self._views.setCurrentWidget(self._overview)
        self.places.open()
        if self._tools.rights.may(Right.KEYS):
            self.recovery.open()
        self.places.change.setFocus()
        QTimer.singleShot(0, self, lambda: self._scroll.verticalScrollBar().setValue(0))

    def back(self) -> None:
        """Leave the sheets, or the page."""
        if self._views.currentWidget() is self.sheets:
            self.sheets.ask_to_leave()
        else:
            self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever comes back finds nothing typed; sheets that were not finished stay."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.recovery.type_back.clear()

    def _make(self, kind: str) -> None:
        self._set_making(True)
        self.banner.tell_words(
            lambda t: t.say("The recovery is being made and opened once from the disk. This takes some seconds."),
            "info",
        )
        made = keys.make_code if kind == "code" else keys.make_shares
        # Of no page's turn: what was made is shown, whatever was opened meanwhile.
        self._tools.jobs.change(made, then=self._made, failed=self._not_made)

    def _set_making(self, making: bool) -> None:
        self._making = making
        self.recovery.make.setEnabled(not making)

    def _made(self, found: Sheet | Sequence[Sheet]) -> None:
        self._set_making(False)
        self.banner.hide()
        self._views.setCurrentWidget(self.sheets)
        self.sheets.show_sheets(tuple(found) if isinstance(found, Sequence) else (found,))

    def _not_made(self, stop: Stop) -> None:
        self._set_making(False)
        self.banner.tell(stop)


def _not_here(faces: Faces) -> Label:
    label = Label(
        faces,
        lambda t: t.say("Retiring key places, recovery and new keys for the whole vault are not part of this role."),
        role="quiet",
        wrap=True,
    )
    label.hide()
    return label
