"""Risk and safety of a case: the level with its reasons and days, a new assessment, the safety plan, the history."""

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain import risk as rules
from gemdesk.domain.casework import Assessment
from gemdesk.flows import risk
from gemdesk.flows.cases import CaseView
from gemdesk.flows.risk import RiskView
from gemdesk.kernel.typed import isolate_free
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.direction import free
from gemdesk.ui.look.face import Words
from gemdesk.ui.pages.case.approval_line import ApprovalLine
from gemdesk.ui.pages.case.incidents import Incidents
from gemdesk.ui.pages.case.instrument import Instrument
from gemdesk.ui.pages.case.part import CasePart
from gemdesk.ui.pages.case.safety_plan import SafetyPlans
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.told import risk_words
from gemdesk.ui.told.case_words import risk as level_words
from gemdesk.ui.tools import Tools

_AT_ONCE = 5  # former assessments


class Risk(CasePart):
    """One tab of a case."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self._turn, self._case = Page(), ""
        self._view: RiskView | None = None
        self._shown = _AT_ONCE
        self.assess = Button(faces, lambda t: t.say("New assessment"), sort="primary", icon="shield", press=self.begin)
        self.instrument = Instrument(tools)
        self.approval = ApprovalLine(tools)
        self.safety = SafetyPlans(tools)
        self.incidents = Incidents(tools)
        self._now, self._reasons, self._rows = Card(faces), QVBoxLayout(), QVBoxLayout()
        self._level = Chip(faces, lambda _: "", icon="shield")
        self._when = Label(faces, lambda _: "", role="quiet", wrap=True)
        self._title = Label(faces, lambda t: t.say("Former assessments"), role="name")
        self._more = Button(faces, lambda t: t.say("Show earlier ones"), sort="quiet", press=self._show_more)
        self._build()
        for part in (self.instrument, self.approval, self.safety, self.incidents):
            part.saved.connect(self.saved)
        self.instrument.closed.connect(self._on_closed)
        faces.follow(self.say)

    def _build(self) -> None:
        head, line = QHBoxLayout(), Flow()
        line.addWidget(self._level)
        head.addLayout(line, 1)
        head.addWidget(self.assess)
        self._now.body.addLayout(head)
        self._now.body.addWidget(self._when)
        self._now.body.addLayout(self._reasons)
        self._now.body.addWidget(self.approval)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self._now, self.instrument, self.safety, self.incidents, self._title):
            self._column.addWidget(part)
        self._column.addLayout(self._rows)
        more = Flow()
        more.addWidget(self._more)
        self._column.addLayout(more)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._column.setSpacing(look.px(12))
        self._now.body.setSpacing(look.px(8))
        for rows in (self._reasons, self._rows):
            rows.setSpacing(look.px(6))

    def show_case(self, view: CaseView) -> None:
        """Read the risk of this case."""
        if view.case.id != self._case:
            self.keep_draft()
            self._turn.renew()
            self._case, self._shown = view.case.id, _AT_ONCE
            self.instrument.close_card()
        self._tools.jobs.look(risk.look, self._case, then=self._show, page=self._turn)
        self.incidents.show_case(self._case)

    def want(self, name: str) -> None:
        """Begin an assessment."""
        self.begin()

    def keep_draft(self) -> None:
        """Keep what was answered or written and not saved."""
        self.instrument.keep_draft()
        self.safety.edit.keep_draft()
        self.incidents.edit.keep_draft()

    def finish(self) -> None:
        """Save what is being written: the card with the focus, else the assessment."""
        focus = QApplication.focusWidget()
        for edit in (self.safety.edit, self.incidents.edit):
            if isinstance(focus, QWidget) and edit.isAncestorOf(focus):
                edit.save()
                return
        self.instrument.save()

    def begin(self) -> None:
        """Begin an assessment with the answers of the one before."""
        if self._view is not None and self._view.may_write and not self.instrument.is_open():
            self._open()
        self.instrument.focus()

    def _open(self) -> None:
        view = self._view
        if view is None:
            return
        before = view.assessments[0] if view.assessments else None
        self._now.hide()  # what these answers give stands in the instrument
        factors, imminent = (before.factors, before.imminent) if before else (view.case.risk_factors, ())
        self.instrument.open(view.case.id, factors, imminent, view.draft)

    def _on_closed(self) -> None:
        self._now.show()

    def _show(self, view: RiskView) -> None:
        self._view = view
        newest = view.assessments[0] if view.assessments else None
        self._show_newest(view, newest)
        self.approval.show_standing(view.case.id, view.approval, may_write=view.may_write)
        self.safety.show_plans(view.case.id, view.safety_plans, view.safety_draft, may_write=view.may_write)
        self.assess.setVisible(view.may_write)
        if view.draft and view.may_write and not self.instrument.is_open():
            self._open()
        self._fill()

    def _show_newest(self, view: RiskView, newest: Assessment | None) -> None:
        level = view.case.risk_level
        self._level.set_words(level_words(level), risk_words.TONES.get(level, "quiet"))
        clear(self._reasons)
        if newest is None:
            self._when.set_words(
                lambda t: t.say("Not assessed yet. The level, what comes first and the days follow from the answers.")
            )
            return
        self._when.set_words(risk_words.assessed(newest))
        causes = rules.deciding(rules.causes(newest.factors, newest.imminent))
        said = [risk_words.cause(one) for one in causes] if causes[0].level == newest.level else []
        for words in (*said, risk_words.first_action(newest.level), *risk_words.agreed(newest)):
            self._reasons.addWidget(Label(self._tools.faces, words, wrap=True))
        if newest.note:
            self._reasons.addWidget(Label(self._tools.faces, _free(newest.note), role="quiet", wrap=True))

    def _show_more(self) -> None:
        self._shown += _AT_ONCE
        self._fill()

    def _fill(self) -> None:
        clear(self._rows)
        former = self._view.assessments[1:] if self._view else ()
        for one in former[: self._shown]:
            self._rows.addWidget(self._former(one))
        self._title.setVisible(bool(former))
        self._more.setVisible(self._shown < len(former))

    def _former(self, one: Assessment) -> QWidget:
        faces = self._tools.faces
        card, head = Card(faces), Flow()
        head.addWidget(Chip(faces, level_words(one.level), risk_words.TONES.get(one.level, "quiet")))
        head.addWidget(Label(faces, risk_words.assessed(one), role="quiet"))
        card.body.addLayout(head)
        card.body.addWidget(Label(faces, risk_words.factors(one.factors), wrap=True))
        if one.note:
            card.body.addWidget(Label(faces, _free(one.note), role="quiet", wrap=True))
        return card


def _free(text: str) -> Words:
    return lambda _: free(isolate_free(text))
