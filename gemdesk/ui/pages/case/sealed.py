"""The sealed block: closed until somebody opens it, the reason asked first, closed again when nobody looks."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.casework import Sogiesc
from gemdesk.domain.definition import definition_of
from gemdesk.flows import sealed_blocks
from gemdesk.flows.cases import CaseView
from gemdesk.flows.sealed_blocks import LONGEST, Opened
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.ui.forms.edit_card import PAUSE
from gemdesk.ui.forms.editors import ComboEditor, LongEditor, label_words
from gemdesk.ui.jobs import Page
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.clipboard import keep_in
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import choices
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.tools import Tools

_CLASSES = ("orientation", "gender", "intersex")


class _Inside(QWidget):
    """What the block holds; made once, and empty while the block is closed."""

    edited = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        faces = tools.faces
        self._faces = faces
        fields = definition_of(Sogiesc)
        words = {name: label_words(fields.field(name).meaning) for name in sealed_blocks.SEALED}
        self._purpose = LongEditor(faces, words["purpose"], lines=2, longest=LONGEST)
        self._words = LongEditor(faces, words["self_description"], lines=3, longest=LONGEST)
        for field in (self._purpose, self._words):
            keep_in(field)
        self._standing = Segment(faces, words["standing"], choices("sogiesc_standing"))
        self._classes = {
            name: ComboEditor(faces, words[name], choices(fields.field(name).meaning.values), required=False)
            for name in _CLASSES
        }
        self._on = Button(faces, lambda t: t.say("Continue"), press=self._ask_on)
        self._fields = {
            "purpose": Field(faces, words["purpose"], self._purpose, hint=_why),
            "standing": Field(faces, words["standing"], self._standing),
            "self_description": Field(faces, words["self_description"], self._words, hint=_verbatim),
            **{name: Field(faces, words[name], self._classes[name]) for name in _CLASSES},
        }
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for name, part in self._fields.items():
            self._column.addWidget(part)
            if name == "purpose":
                self._column.addWidget(self._on)
        self._purpose.edited.connect(self.edited)
        self._words.edited.connect(self.edited)
        self._standing.chosen.connect(self._on_standing)
        for one in self._classes.values():
            one.chosen.connect(self.edited)
        self._is_asked = False  # whether the reason was given, so that the rest is shown
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        self._column.setSpacing(self._faces.face.look.px(10))

    def put(self, values: dict[str, str]) -> None:
        """Show a block; nothing of it stays once an empty one is shown."""
        self._purpose.set_value(values.get("purpose", ""))
        self._words.set_value(values.get("self_description", ""))
        self._standing.set_codes((values.get("standing") or "not_asked",))
        for name, one in self._classes.items():
            one.set_value(values.get(name, ""))
        self._is_asked = bool(values.get("purpose"))
        self.refuse(None)
        self._arrange()

    def values(self) -> dict[str, str]:
        """What stands in the block now."""
        return {
            "purpose": self._purpose.text().strip(),
            "standing": "".join(self._standing.codes()),
            "self_description": self._words.text(),
            **{name: one.value() for name, one in self._classes.items()},
        }

    def refuse(self, stop: Stop | None) -> bool:
        """Say a refusal at its field; whether it has one here."""
        for name, field in self._fields.items():
            field.refuse(stop if stop is not None and name == stop.where else None)
        return stop is None or stop.where in self._fields

    def begin(self) -> None:
        """Put the focus where the next answer is written."""
        if self._is_asked:
            self._standing.focus_first()
        else:
            self._purpose.setFocus()

    def is_asked(self) -> bool:
        """Whether the reason was given."""
        return self._is_asked

    def _ask_on(self) -> None:
        self._is_asked = bool(self._purpose.text().strip())
        self._arrange()
        self.begin()

    def _on_standing(self) -> None:
        self._arrange()
        self.edited.emit()

    def _arrange(self) -> None:
        told = self._is_asked and self._standing.codes() == ("told",)
        self._on.setVisible(not self._is_asked)
        self._fields["standing"].setVisible(self._is_asked)
        for name in ("self_description", *_CLASSES):
            self._fields[name].setVisible(told)


class SealedBlock(Card):
    """What the person told about orientation, identity and body; a draft of it is sealed as it is."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.faces)
        faces = tools.faces
        self._tools, self._case, self._is_open = tools, "", False
        self._turn = Page()
        self._told = Label(faces, _closed, role="quiet", wrap=True)
        self._open = Button(faces, lambda t: t.say("Open the sealed block"), icon="lock", press=self.open)
        self._inside = _Inside(tools)
        self._save = Button(faces, lambda t: t.say("Save, sealed"), sort="primary", press=self.save)
        self._close = Button(faces, lambda t: t.say("Close the block"), press=self.close_block)
        self._delete = Button(faces, lambda t: t.say("Delete the block"), sort="quiet", press=self.delete)
        self._is_stored = False
        head, acts = QHBoxLayout(), Flow()
        head.addWidget(Icon(faces, "lock", "accent"))
        head.addWidget(
            Label(faces, lambda t: t.say("What the person told about themselves"), role="name", wrap=True), 1
        )
        for act in (self._open, self._save, self._close, self._delete):
            acts.addWidget(act)
        self.body.addLayout(head)
        self.body.addWidget(self._told)
        self.body.addWidget(self._inside)
        self.body.addLayout(acts)
        self._pause = Pause(self, PAUSE, self._keep)
        self._inside.edited.connect(self._pause.start)
        self._cover()

    def show_case(self, view: CaseView) -> None:
        """Belong to this case; that of another one is closed."""
        if view.case.id != self._case:
            self.close_block()
            self._case = view.case.id

    def is_open(self) -> bool:
        """Whether the block is shown."""
        return self._is_open

    def open(self) -> None:
        """Read the block with the second key, or say why this cannot be."""
        self._turn.renew()
        self._tools.jobs.look(
            sealed_blocks.open_block, self._case, then=self._show, failed=self._on_refused, page=self._turn
        )

    def _show(self, opened: Opened) -> None:
        block = opened.block
        stored = {name: getattr(block, name) for name in sealed_blocks.SEALED}
        self._is_open, self._is_stored = True, opened.is_stored
        self._inside.put(opened.draft or stored)
        self._told.set_words(_taken_up if opened.draft else _open)
        self._arrange()
        self._inside.begin()

    def _on_refused(self, stop: Stop) -> None:
        self._told.set_words(lambda t: t.reason(stop))

    def close_block(self) -> None:
        """Close the block: what was typed is kept as a sealed draft, and nothing stays on the screen."""
        self.keep_draft()
        self._turn.renew()
        self._cover()

    def _cover(self) -> None:
        self._is_open = False
        self._inside.put({})
        self._told.set_words(_closed)
        self._arrange()

    def _arrange(self) -> None:
        self._inside.setVisible(self._is_open)
        self._open.setVisible(not self._is_open)
        self._save.setVisible(self._is_open)
        self._close.setVisible(self._is_open)
        self._delete.setVisible(self._is_open and self._is_stored)

    def keep_draft(self) -> None:
        """Keep what was typed since the last time, sealed."""
        if self._pause.isActive():
            self._keep()

    def _keep(self) -> None:
        self._pause.stop()
        self._tools.jobs.change(sealed_blocks.keep_draft, self._case, self._inside.values())

    def save(self) -> None:
        """Seal and save what stands in the block."""
        self._pause.stop()
        block = sealed_blocks.block_of(self._inside.values())
        self._save.setEnabled(False)
        self._tools.jobs.change(
            sealed_blocks.save_block, self._case, block, then=lambda _: self._on_saved(), failed=self._on_failed
        )

    def delete(self) -> None:
        """Throw the block away, as when the person takes back what they told."""
        self._pause.stop()
        self._tools.jobs.change(sealed_blocks.bin_block, self._case, then=lambda _: self._cover())

    def _on_saved(self) -> None:
        self._save.setEnabled(True)
        self._cover()

    def _on_failed(self, stop: Stop) -> None:
        self._save.setEnabled(True)
        self._pause.start()
        if not self._inside.refuse(stop):
            self._tools.jobs.trouble.emit(stop)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing of it stays open behind another page."""
        super().hideEvent(event)
        self.close_block()


def _closed(texts: Texts) -> str:
    return texts.say(
        "Optional, and no help depends on it. It is sealed under a key of its own, and no search finds it."
    )


def _open(texts: Texts) -> str:
    return texts.say("Only what the person wished to have written down, and only as far as it is needed.")


def _taken_up(texts: Texts) -> str:
    return texts.say("Changes that were not saved were taken up.")


def _why(texts: Texts) -> str:
    return texts.say("Asked first: without a reason nothing is asked and nothing is kept.")


def _verbatim(texts: Texts) -> str:
    return texts.say("As it was said, word for word. The groups beneath are for figures alone.")
