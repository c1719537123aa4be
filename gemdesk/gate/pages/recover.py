"""The way in without a passphrase: one recovery sheet or two shares, then a new passphrase."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gemdesk.gate.given import Found
from gemdesk.gate.keywork import recovery_secret
from gemdesk.gate.pages.new_secret import NewSecret
from gemdesk.gate.pages.page import CardPage
from gemdesk.gate.pages.recovery_fields import CodeField, ShareField
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Faces
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.segment import Segment


class Recover(CardPage):
    """First what was kept for this day, then the new passphrase."""

    wished = Signal(object, object)  # a Found, a NewKey

    def __init__(self, faces: Faces) -> None:
        super().__init__(faces, lambda t: t.say("Recover access"), icon="key")
        self._second = False
        with self.group() as self._first_step:
            self._add_found(faces)
        with self.group() as self._second_step:
            self.add_words(
                lambda t: t.say("What was typed is whole. Now a new passphrase gets a key place of its own."), "body"
            )
            self.secret = NewSecret(
                self, faces, lambda t: t.say("New passphrase"), lambda t: t.say("New passphrase again")
            )
        self.passphrase, self.again, self.recall = self.secret.passphrase, self.secret.again, self.secret.recall
        self.act = Button(faces, self._act_words, sort="primary", press=self._ask)
        self.add_act(self.act, [self.add_back()])
        self.secret.entered.connect(self._ask)

    def _add_found(self, faces: Faces) -> None:
        ways = (("sheet", lambda t: t.say("One recovery sheet")), ("shares", lambda t: t.say("Two of three shares")))
        self.way = Segment(faces, lambda t: t.say("What there is to recover with"), ways)
        self.add_field("way", lambda t: t.say("What there is to recover with"), self.way)
        self._code = CodeField(self, faces)
        self._shares = (
            ShareField(self, faces, "share", lambda t: t.say("First share")),
            ShareField(self, faces, "second_share", lambda t: t.say("Second share")),
        )
        self.code, self.share, self.second_share = self._code.area, self._shares[0].area, self._shares[1].area
        self.way.chosen.connect(self._on_way)
        for area in (self.code, self.share, self.second_share):
            area.edited.connect(self._look)

    def first(self) -> QWidget:
        """The first field of the step that is open."""
        if self._second:
            return self.passphrase
        return self.code if self._by_code() else self.share

    def clear(self) -> None:
        """Forget what was typed and begin with the first step."""
        self.way.set_code("sheet")
        for field in (self._code, *self._shares):
            field.clear()
        self.secret.clear()
        self._go(second=False)
        self._on_way()

    def refuse(self, stop: Stop) -> bool:
        """Show a refusal at its field, on the step where that stands."""
        if stop.where in ("code", "share", "second_share"):
            self._go(second=False)
        return super().refuse(stop)

    def go_back(self) -> None:
        """From the second step to the first, and from there to the page before."""
        if self._second:
            self._go(second=False)
            self.first().setFocus()
        else:
            super().go_back()

    def _by_code(self) -> bool:
        return self.way.code() == "sheet"

    def _found(self) -> Found:
        if self._by_code():
            return Found(code=self.code.text())
        return Found(shares=(self.share.text(), self.second_share.text()))

    def _act_words(self, texts: Texts) -> str:
        return texts.say("Recover and open") if self._second else texts.say("Next")

    def _go(self, *, second: bool) -> None:
        self._second = second
        self._first_step.setVisible(not second)
        self._second_step.setVisible(second)
        self.act.say()

    def _look(self) -> None:
        """Say anew what was typed so far and what of it cannot be right."""
        self.forget_refusals()
        for field in (self._code,) if self._by_code() else self._shares:
            field.look()

    def _on_way(self) -> None:
        by_code = self._by_code()
        self._code.field.setVisible(by_code)
        for share in self._shares:
            share.field.setVisible(not by_code)
        self._look()

    def _ask(self) -> None:
        if self._second:
            new = self.secret.typed()
            if new is not None:
                self.wished.emit(self._found(), new)
            return
        try:
            recovery_secret(self._found())
        except Refusal as refusal:
            self.refuse(refusal)
        else:
            self._go(second=True)
            self.first().setFocus()
