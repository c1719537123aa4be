"""The end of a file: what an erasure reaches and what it does not, and the act by its name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from gemdesk.flows import erasing, erasure_sheets
from gemdesk.flows.erasing import Outlook, Slip
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, isolated
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import choices
from gemdesk.ui.parts.question import Question
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.tools import Tools


class ErasingCard(Card):
    """Shows what is known of copies outside, then asks; the question names the act."""

    erased = Signal(object)  # the Slip
    saved = Signal()  # the sealed block alone was erased

    def __init__(self, tools: Tools) -> None:
        self._tools, self._busy = tools, False
        self._acts = Flow()
        super().__init__(tools.faces)
        faces = tools.faces
        self._wish = Segment(faces, lambda t: t.say("On whose wish"), choices("erasure_wish"))
        self._outside = QVBoxLayout()
        self.banner = Banner(faces)
        self.question = Question(faces, sort="danger")
        self.act = Button(faces, lambda t: t.say("Erase the content"), sort="danger", icon="close", press=self.ask)
        self.seal = Button(faces, lambda t: t.say("Erase the sealed block alone"), press=self._ask_sealed)
        for button in (self.act, self.seal):
            self._acts.addWidget(button)
        self.body.addWidget(Label(faces, lambda t: t.say("Erase"), role="name"))
        self.body.addWidget(Label(faces, _what, wrap=True))
        self.body.addWidget(Label(faces, lambda t: t.say("An erasure does not reach these copies:"), role="caption"))
        self.body.addLayout(self._outside)
        self.body.addWidget(Field(faces, lambda t: t.say("On whose wish"), self._wish))
        self.body.addLayout(self._acts)
        self.body.addWidget(self.question)
        self.body.addWidget(self.banner)
        self._wish.set_codes({"person"})

    _outlook: Outlook | None = None

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        look = self._faces.face.look
        self.body.setSpacing(look.px(8))
        self._acts.setSpacing(look.px(10))

    def show_outlook(self, outlook: Outlook | None) -> None:
        """Show what is known of a case; nothing is offered to whom it is not for."""
        other = outlook is None or self._outlook is None or outlook.case != self._outlook.case
        self._outlook = outlook
        self.setVisible(outlook is not None)
        if other:
            self.question.hide()
            self.banner.hide()
            self._wish.set_codes({"person"})
        clear(self._outside)
        if outlook is None:
            return
        for at in range(max(1, len(outlook.copies))):
            self._outside.addWidget(Label(self._faces, _copy(outlook, at), wrap=True))
        self._outside.addWidget(Label(self._faces, erasure_sheets.unknown, role="quiet", wrap=True))
        self.seal.setVisible(outlook.sealed)

    def ask(self) -> None:
        """Ask before the content is erased."""
        outlook = self._outlook
        if outlook is None or self._busy:
            return
        self.question.ask(
            _asked(outlook),
            lambda t: t.say("Erase the content"),
            self._erase,
            keep=lambda t: t.say("Keep the case"),
        )

    def _ask_sealed(self) -> None:
        self.question.ask(
            lambda t: t.say(
                "What the person told about orientation, identity and characteristics is erased, and the earlier "
                "states of the vault with it. There is no undo after erasing; the rest of the file stays."
            ),
            lambda t: t.say("Erase the sealed block"),
            self._erase_sealed,
            keep=lambda t: t.say("Keep it"),
        )

    def _erase(self) -> None:
        if self._outlook is not None and not self._busy:
            self._begin()
            wish = "".join(self._wish.codes()) or "person"
            self._tools.jobs.change(erasing.erase, self._outlook.case, wish, then=self._done, failed=self._failed)

    def _erase_sealed(self) -> None:
        if self._outlook is not None and not self._busy:
            self._begin()
            self._tools.jobs.change(
                erasing.erase_sealed, self._outlook.case, then=self._done_sealed, failed=self._failed
            )

    def _begin(self) -> None:
        self._set_busy(True)
        self.banner.tell_words(_writing, stays=True)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for button in (self.act, self.seal):
            button.setEnabled(not busy)

    def _done(self, slip: Slip) -> None:
        self._set_busy(False)
        self.banner.hide()
        self.erased.emit(slip)

    def _done_sealed(self, _nothing: object) -> None:
        self._set_busy(False)
        self.banner.tell_words(lambda t: t.say("The sealed block was erased."), "good")
        self.saved.emit()

    def _failed(self, stop: Stop) -> None:
        self._set_busy(False)
        self.banner.tell(stop)


def _writing(texts: Texts) -> str:
    return texts.say("The vault file is being written anew. This takes a moment.")


def _what(texts: Texts) -> str:
    return texts.say(
        "Everything that this vault holds about the person goes for good: records, notes, files, drafts, what the "
        "change history kept of them, and the earlier states of the vault in its folder. That something was erased, "
        "when and how much, stays written down without a name."
    )


def _copy(outlook: Outlook, at: int) -> Words:
    return lambda t: f"• {isolated(erasure_sheets.elsewhere(outlook.copies, t)[at])}"


def _asked(outlook: Outlook) -> Words:
    def said(texts: Texts) -> str:
        known = [erasure_sheets.copy(one, texts) for one in outlook.copies]
        if not known:
            return texts.say(
                "The content of the case {code} is erased from this vault, and there is no undo after erasing. The "
                "erasure does not reach backups that were made before.",
                code=Code(outlook.code),
            )
        return texts.say(
            "The content of the case {code} is erased from this vault, and there is no undo after erasing. The erasure "
            "does not reach backups that were made before, nor what left the vault: {list}.",
            code=Code(outlook.code),
            list=texts.list(known),
        )

    return said
