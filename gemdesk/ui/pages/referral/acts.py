"""The acts beneath the steps of a referral; on the last step the main one is what can be done now."""

from collections.abc import Callable
from dataclasses import dataclass

from gemdesk.kernel.errors import Stop
from gemdesk.kernel.reasons import Reason
from gemdesk.ui.look.face import Faces
from gemdesk.ui.pages.referral import words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.flow import Flow

Press = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Presses:
    """What each of the acts does."""

    onward: Press
    consent: Press
    print: Press
    save: Press
    wait: Press
    sent: Press
    finish: Press
    back: Press


class Acts(Flow):
    """Next, or print and save; while consent lacks, to record it stands first and the others are out of use."""

    def __init__(self, faces: Faces, press: Presses) -> None:
        super().__init__()
        self.next = Button(faces, lambda t: t.say("Next"), sort="primary", keys="Ctrl+Return", press=press.onward)
        self.consent = Button(
            faces,
            lambda t: t.say("Record a consent"),
            sort="primary",
            icon="shield",
            keys="Ctrl+Return",
            press=press.consent,
        )
        self.print = Button(
            faces, lambda t: t.say("Print"), sort="primary", icon="printer", keys="Ctrl+Return", press=press.print
        )
        self.save = Button(faces, lambda t: t.say("Save a copy"), icon="save", keys="Ctrl+S", press=press.save)
        self.wait = Button(faces, lambda t: t.say("Leave for printing"), icon="clock", press=press.wait)
        self.sent = Button(faces, lambda t: t.say("It was handed over"), icon="send", press=press.sent)
        self.finish = Button(faces, lambda t: t.say("Finish"), icon="tick", press=press.finish)
        self._last = self._lacks_consent = self._others_print = False
        for act in (self.next, self.consent, self.print, self.save, self.wait, self.sent, self.finish):
            self.addWidget(act)
        self.addWidget(Button(faces, lambda t: t.say("Back"), icon="back", keys="Esc", press=press.back))

    def show_step(self, *, last: bool, has_left: bool, is_sent: bool = False) -> None:
        """Show the acts of a step; `has_left` when the letter left already, `is_sent` when it reached its receiver."""
        self._last = last
        self.next.setVisible(not last)
        self.print.setVisible(last)
        self.save.setVisible(last)
        self.wait.setVisible(last and self._others_print)
        self.sent.setVisible(last and has_left and not is_sent)
        self.finish.setVisible(last and has_left)
        self.consent.setVisible(last and self._lacks_consent)

    def offer_finish(self) -> None:
        """What was to be done is done: the way on has the focus."""
        self.finish.show()
        self.finish.setFocus()

    def offer_waiting(self, offered: bool) -> None:
        """Whether a letter can be left for somebody who prints."""
        self._others_print = offered
        self.wait.setVisible(self._last and offered)

    def show_refusal(self, stop: Stop | None) -> None:
        """Take back what a refused letter cannot do, and give it again once nothing is refused."""
        had_focus = any(act.hasFocus() for act in (self.consent, self.print, self.save))
        self._lacks_consent = words.lacks_consent(stop)
        self.consent.setVisible(self._last and self._lacks_consent)
        if had_focus and not self.main().hasFocus():
            self.main().setFocus()
        # A receiver to whom nobody is referred learns nothing by paper either.
        is_barred = stop is not None and stop.reason is Reason.NEVER_REFER
        for act in (self.print, self.save, self.wait):
            act.setEnabled(not self._lacks_consent and not is_barred)

    def main(self) -> Button:
        """The main act of this moment."""
        if not self._last:
            return self.next
        return self.consent if self._lacks_consent else self.print
