"""The form of a closing: why, what was looked at, keep or erase, and when the file is looked at again."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemdesk.domain.closing import ERASE, KEEP, RECKONED, Closing
from gemdesk.flows.cases import Draft
from gemdesk.flows.closing import ClosureView
from gemdesk.flows.consents import end_after
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.ui.forms.date_field import DateField
from gemdesk.ui.look.face import Faces
from gemdesk.ui.pages.case import closing_words as words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.check import Check
from gemdesk.ui.parts.combo import Combo
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Area
from gemdesk.ui.parts.listed import choices, list_words
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.tools import Tools

_MONTHS = (6, 12, 36)


class ClosingForm(Card):
    """Takes a closing down; tells when anything in it was changed."""

    edited = Signal()

    def __init__(self, tools: Tools) -> None:
        self._tools, self._case = tools, ""
        self._ends = Flow()
        super().__init__(tools.faces)
        faces = tools.faces
        self._reason = Combo(
            faces, lambda t: t.say("Reason"), choices("closure_reason"), empty=lambda t: t.say("Not chosen")
        )
        self._checks = {code: _Row(faces, code) for code in lists.shipped("closure_check")}
        self._decision = Segment(faces, lambda t: t.say("What becomes of the file"), choices("closure_decision"))
        self._review = DateField(faces, lambda t: t.say("To be reviewed on"))
        self._summary = Area(faces, lambda t: t.say("Summary"), lines=3)
        self.fields: dict[str, Field] = {
            "reason": Field(faces, lambda t: t.say("Reason"), self._reason),
            "decision": Field(faces, lambda t: t.say("What becomes of the file"), self._decision),
            "review_on": Field(faces, lambda t: t.say("To be reviewed on"), self._review),
            "summary": Field(faces, lambda t: t.say("Summary (optional)"), self._summary),
        }
        self._build()
        self._connect()

    def _build(self) -> None:
        faces = self._faces
        self.body.addWidget(Label(faces, lambda t: t.say("Close the case"), role="name"))
        self.body.addWidget(self.fields["reason"])
        self.body.addWidget(Label(faces, lambda t: t.say("Looked at before closing"), role="caption"))
        for row in self._checks.values():
            self.body.addWidget(row)
        for name in ("decision", "review_on"):
            self.body.addWidget(self.fields[name])
        for months in _MONTHS:
            self._ends.addWidget(Button(faces, words.months(months), sort="quiet", press=self._end(months)))
        self.body.addLayout(self._ends)
        self.body.addWidget(self.fields["summary"])

    def _connect(self) -> None:
        for part in (self._reason, self._decision):
            part.chosen.connect(self._on_chosen)
        for row in self._checks.values():
            row.check.clicked.connect(lambda _on: self.edited.emit())
        for editor in (self._review, self._summary):
            editor.edited.connect(self.edited)
        self.edited.connect(self._forgive)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self.body.setSpacing(self._faces.face.look.px(8))
        self._ends.setSpacing(self._faces.face.look.px(6))

    def show_view(self, view: ClosureView) -> None:
        """Show what is open in a case; what is being typed is left alone while it is the same case."""
        for code, row in self._checks.items():
            row.show_count(view.open.get(code) if code in RECKONED else None)
        if view.case.id != self._case:
            self._case = view.case.id
            self.fill(view.draft or _begun(view))

    def fill(self, body: Draft) -> None:
        """Show what was typed before."""
        self._reason.set_code(str(body.get("reason", "")))
        checked = body.get("checked")
        for code, row in self._checks.items():
            row.check.setChecked(isinstance(checked, list) and code in checked)
        self._decision.set_codes({str(body.get("decision", KEEP))})
        self._review.set_text(str(body.get("review", "")))
        self._summary.set_text(str(body.get("summary", "")))
        self.refuse(None)
        self._arrange()

    def body_of(self) -> Draft:
        """What is typed, as a draft."""
        return {
            "reason": self._reason.code(),
            "checked": [code for code, row in self._checks.items() if row.check.isChecked()],
            "decision": "".join(self._decision.codes()) if self._reason.code() else "",
            "review": self._review.text(),
            "summary": self._summary.text(),
        }

    def closing(self) -> Closing:
        """The closing as it is taken down; `Refusal` at a date that cannot be read."""
        decision = "".join(self._decision.codes()) or KEEP
        try:
            review = self._review.value() if decision == KEEP else None
        except Refusal as stop:
            raise Refusal(stop.reason, "review_on") from None
        checked = tuple(code for code, row in self._checks.items() if row.check.isChecked())
        return Closing(self._reason.code(), checked, self._summary.text(), decision, review)

    def refuse(self, stop: Stop | None) -> bool:
        """Mark what was refused and go there; False when it is none of these."""
        where = stop.where if isinstance(stop, Refusal) else ""
        for name, field in self.fields.items():
            field.refuse(stop if name == where and name not in self._checks else None)
        for code, row in self._checks.items():
            row.refuse(stop if code == where else None)
        if where in self._checks:
            self._checks[where].check.setFocus()
        elif where in self.fields:
            editor = self.fields[where].editor
            (getattr(editor, "focus_first", None) or editor.setFocus)()
        return where in self._checks or where in self.fields

    def forget(self) -> None:
        """Let go of what is typed; the next view is shown as it is."""
        self._case = ""

    def _on_chosen(self) -> None:
        self._arrange()
        self.edited.emit()

    def _forgive(self) -> None:
        """What was refused is looked at anew with the next try."""
        self.refuse(None)

    def _arrange(self) -> None:
        keeps = "".join(self._decision.codes()) != ERASE
        self.fields["review_on"].setVisible(keeps)
        for at in range(self._ends.count()):
            item = self._ends.itemAt(at)
            if item is not None and item.widget() is not None:
                item.widget().setVisible(keeps)

    def _end(self, months: int) -> Callable[[], None]:
        def press() -> None:
            self._review.set_value(end_after(self._tools.clock.today(), months))
            self.edited.emit()

        return press


class _Row(QWidget):
    """One check with what is open of it."""

    def __init__(self, faces: Faces, code: str) -> None:
        super().__init__()
        self._faces, self._code = faces, code
        self.check = Check(faces, list_words("closure_check", code))
        self._note = Label(faces, lambda _: "", role="quiet", ink="warning", wrap=True)
        self._refusal = Label(faces, lambda _: "", role="quiet", ink="danger", wrap=True)
        self._beneath = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.check)
        column.addLayout(self._beneath)
        for part in (self._note, self._refusal):
            self._beneath.addWidget(part)
            part.hide()
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment: what is said stands beneath the words of the check."""
        side = self._faces.face.look.px(31)
        self._beneath.setContentsMargins(side, 0, side, 0)

    def show_count(self, count: int | None) -> None:
        """Say how many are open; nothing where none is, or only the person knows."""
        self._note.set_words(words.still_open(self._code, count) if count else (lambda _: ""))
        self._note.setVisible(bool(count))

    def refuse(self, stop: Stop | None) -> None:
        """Say that it was not looked at."""
        self._refusal.set_words((lambda t: t.reason(stop)) if stop else (lambda _: ""))
        self._refusal.setVisible(stop is not None)


def _begun(view: ClosureView) -> Draft:
    """What a closing starts from: the one that was returned, or the review day that is usual."""
    last = view.latest
    if last is None or last.act != "proposed":
        return {}
    return {
        "reason": last.reason,
        "checked": list(last.checked),
        "decision": last.decision,
        "review": _typed(last.review_on),
        "summary": last.summary,
    }


def _typed(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""


def of_quiet(review: date) -> Draft:
    """A quiet closing, to be looked over."""
    return {"reason": "no_safe_contact", "decision": KEEP, "review": _typed(review), "checked": [], "summary": ""}
