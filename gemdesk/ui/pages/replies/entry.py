"""An answer entered by code: what was typed of the code finds the referral, one key says the answer, Return records."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gemdesk.domain.casework import Reply
from gemdesk.domain.referrals import State, code_key
from gemdesk.flows import cases, replies
from gemdesk.flows.replies import Match
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, Name
from gemdesk.ui.forms.reply_form import ReplyForm
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.keys import latin_keys
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Line
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.told import reply_words
from gemdesk.ui.tools import Tools

_PAUSE = 60  # milliseconds without a key before the code is looked for
_KEEP = 400  # milliseconds without a change before the draft is kept


class ReplyEntry(Card):
    """Stands ready for the next answer as soon as one was recorded."""

    recorded = Signal()
    begun = Signal(bool)  # whether an answer is being entered

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.faces)
        faces = tools.faces
        self._tools, self._turn = tools, Page()
        self._match: Match | None = None
        self._saving = False
        self.banner = Banner(faces)
        self.code = Line(faces, lambda t: t.say("Code of the reply slip"), fixed=True, longest=40)
        self._field = Field(
            faces,
            lambda t: t.say("Code of the reply slip"),
            self.code,
            hint=lambda t: t.say("The first signs are enough; O or 0, l or 1 are the same."),
        )
        self._found = Label(faces, lambda _: "", role="strong", wrap=True)
        self._picks = Flow()
        self.form = ReplyForm(tools)
        self.record_button = Button(
            faces, lambda t: t.say("Record the answer"), sort="primary", icon="tick", keys="Return", press=self.record
        )
        self._acts = QHBoxLayout()
        self._acts.addWidget(self.record_button)
        self._acts.addStretch(1)
        column = QVBoxLayout()
        for part in (self.banner, self._field, self._found):
            column.addWidget(part)
        column.addLayout(self._picks)
        column.addWidget(self.form)
        column.addLayout(self._acts)
        self.body.addLayout(column)
        self._pause = Pause(self, _PAUSE, self._look)
        self._keeping = Pause(self, _KEEP, self._keep)
        self.form.edited.connect(self._keeping.start)
        self.code.edited.connect(self._on_edited)
        self.code.returnPressed.connect(self._to_answers)
        self.form.settled.connect(self.record)
        self._show_match(None)

    def open(self) -> None:
        """Stand ready for a code; an answer that was begun and not recorded is taken up."""
        self.keep_draft()
        self.banner.hide()
        self._clear()
        self.code.setFocus()
        self._tools.jobs.look(replies.begun, then=self._take_up, failed=self._stopped, page=self._turn)

    def _take_up(self, found: tuple[replies.Draft, Match | None]) -> None:
        draft, match = found
        if match is None or not match.answers or self.code.text():
            return
        self._take(match)
        self.form.take_up(draft)

    def put_away(self) -> None:
        """Forget an answer that was begun."""
        self._keeping.stop()
        self._tools.jobs.change(cases.keep_draft, replies.PLACE, {})
        self.banner.hide()
        self._clear()
        self.code.setFocus()

    def keep_draft(self) -> None:
        """Keep what was typed since the last time."""
        if self._keeping.isActive():
            self._keep()

    def _keep(self) -> None:
        self._keeping.stop()
        if self._match is not None:
            body = {"referral": self._match.referral.id, **self.form.draft()}
            self._tools.jobs.change(cases.keep_draft, replies.PLACE, body)

    def show_referral(self, referral: str) -> None:
        """Take an answer about one referral, whose code need not be typed."""
        self._turn.renew()
        self._tools.jobs.look(replies.of_referral, referral, then=self._take, failed=self._stopped, page=self._turn)

    def _take(self, match: Match | None) -> None:
        if match is None:
            return
        self.code.setText(match.referral.reference)
        self._show_match(match)
        self.form.told.focus_first()

    def _clear(self) -> None:
        self._turn.renew()
        self.code.clear()
        clear(self._picks)
        self._show_match(None)

    def _on_edited(self) -> None:
        self.banner.hide()
        self._field.refuse(None)
        typed = latin_keys(self.code.text())
        if typed != self.code.text():
            at = self.code.cursorPosition()
            self.code.setText(typed)
            self.code.setCursorPosition(at)
        self._pause.start()

    def _look(self) -> None:
        self._pause.stop()
        self._turn.renew()
        typed = self.code.text()
        self._tools.jobs.look(
            replies.find, typed, then=lambda found: self._on_found(typed, found), failed=self._stopped, page=self._turn
        )

    def _on_found(self, typed: str, found: Sequence[Match]) -> None:
        clear(self._picks)
        key = code_key(typed)
        alone = found[0] if len(found) == 1 else None
        self._show_match(alone)
        if alone is not None:
            # Nothing more can be typed: the next key says the answer.
            if alone.answers and code_key(alone.referral.reference) in (key, "R" + key):
                self.form.told.focus_first()
            return
        if key and not found:
            self._found.set_words(lambda t: t.say("No referral with this code was found."))
            self._found.show()
        for match in found:
            choose = partial(self.show_referral, match.referral.id)
            self._picks.addWidget(Button(self._tools.faces, _short(match), sort="quiet", press=choose))

    def _show_match(self, match: Match | None) -> None:
        self._match = match
        able = match is not None and bool(match.answers)
        self._found.setVisible(match is not None)
        if match is not None:
            self._found.set_words(_said(match))
        self.form.begin(match.answers if match else ())
        self.form.setVisible(able)
        self.record_button.setVisible(able)
        self.begun.emit(able)

    def _to_answers(self) -> None:
        if self._pause.isActive():
            self._look()
        elif self._match is not None and self._match.answers:
            self.form.told.focus_first()

    def record(self) -> None:
        """Record the answer as it is typed, once however often it is asked."""
        match = self._match
        if match is None or self._saving:
            return
        try:
            answer = self.form.answer(match.referral.id)
        except Refusal as stop:
            self.form.refuse(Refusal(stop.reason, "on", **stop.facts))
            return
        if answer is None:
            self.form.told.focus_first()
            return
        self.keep_draft()  # dropped by the recording alone
        self._saving = True
        self._tools.jobs.change(
            replies.record, answer, then=lambda reply: self._recorded(match, reply), failed=self._stopped
        )

    def _recorded(self, match: Match, reply: Reply) -> None:
        self._saving = False
        self._clear()
        self.banner.tell_words(reply_words.recorded(match.referral.reference, State(reply.state)), "good")
        self.code.setFocus()
        self.recorded.emit()

    def _stopped(self, stop: Stop) -> None:
        self._saving = False
        if not self.form.refuse(stop):
            self.banner.tell(stop)


def _short(match: Match) -> Words:
    return lambda t: t.say(
        "{reference}: {receiver}", reference=Code(match.referral.reference), receiver=Name(match.receiver)
    )


def _said(match: Match) -> Words:
    def said(texts: Texts) -> str:
        state = lists.label("referral_state", match.referral.state, texts.language)
        facts = {"receiver": Name(match.receiver), "code": Code(match.code), "state": Name(state)}
        if match.answers:
            return texts.say("{receiver}, for the case {code}. So far: {state}.", **facts)
        return texts.say("{receiver}, for the case {code}. So far: {state}; no answer can follow.", **facts)

    return said
