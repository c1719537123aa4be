"""What the directory knows of the receiver that is typed: said beneath it, and asked before it is used.

For whom a receiver is unsafe is said of the receiver. Whether that concerns this person only the caseworker can know;
what is ticked here is not kept anywhere.
"""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemdesk.domain.vetting import Notice
from gemdesk.flows import directory
from gemdesk.kernel import lists
from gemdesk.kernel.texts import Texts
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.parts.segment import Choice, Segment
from gemdesk.ui.told import receiver_words
from gemdesk.ui.tools import Tools

_PAUSE = 80  # milliseconds without a key before the directory is asked


class ReceiverNotice(QWidget):
    """Hidden while nobody in the directory is called so."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._turn = tools, Page()
        self._name, self._notice = "", None
        self._used = ""  # the organisation that is used without a new check
        faces = tools.faces
        self._chips = Flow()
        self._warning = Label(faces, lambda _: "", ink="danger", wrap=True)
        self._question = Label(faces, self._asked, ink="warning", wrap=True)
        self.checked = Button(faces, lambda t: t.say("Checked today"), icon="tick", press=self._check)
        self.use = Button(faces, lambda t: t.say("Use it as it is"), press=self._use)
        self._acts = Flow()
        for act in (self.checked, self.use):
            self._acts.addWidget(act)
        self._unsafe = Label(faces, lambda _: "", ink="danger", wrap=True)
        self._concerns = Label(faces, lambda t: t.say("Does this concern the person? It is not kept."), role="quiet")
        self.groups = Segment(faces, lambda t: t.say("Does this concern the person? It is not kept."), [], several=True)
        self._concerned = Label(faces, lambda _: "", role="strong", ink="danger", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._chips)
        for part in (self._warning, self._question):
            self._column.addWidget(part)
        self._column.addLayout(self._acts)
        for beneath in (self._unsafe, self._concerns, self.groups, self._concerned):
            self._column.addWidget(beneath)
        self.groups.chosen.connect(self._show_concern)
        self._pause = Pause(self, _PAUSE, self._look)
        tools.jobs.changed.connect(self._on_changed)
        self.hide()
        faces.follow(self.say)

    _notice: Notice | None

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._column.setSpacing(look.px(6))
        for flow in (self._chips, self._acts):
            flow.setSpacing(look.px(8))

    def forget(self) -> None:
        """Ask anew for every receiver: another letter begins."""
        self._used = ""
        self.groups.set_codes(())
        self.look_for("")

    def look_for(self, name: str) -> None:
        """Look in the directory for a receiver of that name."""
        self._name = name
        self._pause.start()

    def asks(self) -> bool:
        """Whether it waits to be told that an entry may be used although it was checked long ago."""
        notice = self._notice
        return notice is not None and notice.is_asked_about and notice.organisation.id != self._used

    def focus_question(self) -> None:
        """Put the focus on the answer."""
        self.checked.setFocus()

    def _look(self) -> None:
        self._turn.renew()
        self._tools.jobs.look(directory.notice_of, self._name, then=self._show, page=self._turn)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if "organisation" in kinds and self._name:
            self._look()

    def _show(self, notice: Notice | None) -> None:
        if notice is None or self._notice is None or notice.organisation.id != self._notice.organisation.id:
            self.groups.set_codes(())
        self._notice = notice
        self.setVisible(notice is not None)
        if notice is None:
            return
        one, faces, today = notice.organisation, self._tools.faces, self._tools.clock.today()
        clear(self._chips)
        self._chips.addWidget(
            Chip(faces, receiver_words.vetting(one.vetting), receiver_words.VETTING_TONES.get(one.vetting, "quiet"))
        )
        self._chips.addWidget(
            Chip(
                faces, receiver_words.checked(one.last_checked, today), "warning" if notice.is_asked_about else "quiet"
            )
        )
        if one.retired:
            self._chips.addWidget(Chip(faces, lambda t: t.say("No longer used"), "warning"))
        self._warning.setVisible(one.never_refer)
        self._warning.set_words(receiver_words.never_refer(one))
        self._show_question()
        self._show_groups(notice)

    def _show_question(self) -> None:
        asks = self.asks()
        self._question.say()
        for part in (self._question, self.checked, self.use):
            part.setVisible(asks)

    def _asked(self, texts: Texts) -> str:
        return texts.say("This was checked more than six months ago. Is it still right?")

    def _show_groups(self, notice: Notice) -> None:
        unsafe = receiver_words.unsafe_for(notice.organisation)
        known = notice.organisation.unsafe_for
        self._unsafe.setVisible(unsafe is not None)
        if unsafe is not None:
            self._unsafe.set_words(unsafe)
        named = () if "all" in known else known
        for part in (self._concerns, self.groups):
            part.setVisible(bool(named))
        self.groups.set_choices([_choice(code) for code in named])
        self._show_concern()

    def _show_concern(self) -> None:
        notice = self._notice
        found = notice.unsafe_for(self.groups.codes()) if notice else ()
        self._concerned.setVisible(bool(found))
        self._concerned.set_words(_concern(found))

    def _check(self) -> None:
        if self._notice is not None:
            self._tools.jobs.change(
                directory.set_checked, self._notice.organisation.id,
                then=lambda _: self._look(), failed=self._tools.jobs.trouble.emit,
            )  # fmt: skip

    def _use(self) -> None:
        if self._notice is not None:
            self._used = self._notice.organisation.id
            self._show_question()


def _choice(code: str) -> Choice:
    return code, list_words("population", code)


def _concern(groups: tuple[str, ...]) -> Words:
    return lambda t: t.say(
        "This receiver is not safe for {groups}. Another one may be, or somebody who goes along.",
        groups=t.list([lists.label("population", code, t.language) for code in groups]),
    )
