"""The state of the vault: its last save, its last examination, and the earlier states that are kept."""

from PySide6.QtCore import Signal

from gemdesk.flows import vault_state
from gemdesk.flows.findings import Generation
from gemdesk.flows.vault_state import VaultState
from gemdesk.kernel import dates
from gemdesk.kernel.texts import Texts
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.tools import Tools


class VaultCard(Card):
    """Reads the state when it is opened; leads to the safety of the day."""

    safety_wanted = Signal()

    def __init__(self, tools: Tools) -> None:
        self._tools, self._turn = tools, Page()
        self._acts = Flow()
        super().__init__(tools.faces)
        faces = tools.faces
        self.body.addWidget(Label(faces, lambda t: t.say("State of the vault"), role="name"))
        self.lines = [Label(faces, lambda _: "", wrap=True) for _ in range(3)]
        for line in self.lines:
            self.body.addWidget(line)
        self.safety = Button(faces, lambda t: t.say("Safety of this day"), icon="shield", press=self.safety_wanted.emit)
        self._acts.addWidget(self.safety)
        self.body.addLayout(self._acts)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        look = self._faces.face.look
        self.body.setSpacing(look.px(6))
        self._acts.setSpacing(look.px(10))

    def open(self) -> None:
        """Read the state."""
        self._turn.renew()
        self._tools.jobs.look(vault_state.read, then=self.show_state, page=self._turn)

    def show_state(self, state: VaultState) -> None:
        """Say the state."""
        for line, said in zip(self.lines, (_saved(state), _examined(state), _kept(state)), strict=True):
            line.set_words(said)


def _saved(state: VaultState) -> Words:
    at = state.saved_at
    if at is None:
        return lambda t: t.say("Nothing has been saved yet.")
    return lambda t: t.say(
        "Save number {number}, on {moment}.", number=t.number(state.epoch), moment=dates.moment(at, t)
    )


def _examined(state: VaultState) -> Words:
    at = state.examined_at
    if at is None:
        return lambda t: t.say("The whole file has not been examined yet.")
    day = at.astimezone().date()
    return lambda t: t.say("The whole file was last examined on {day}.", day=dates.day(day, t.language))


def _kept(state: VaultState) -> Words:
    if not state.generations:
        return lambda t: t.say("No earlier state is kept yet.")
    return lambda t: t.say(
        "Earlier states that are kept: {states}",
        states=t.list([_generation(one, state, t) for one in state.generations]),
    )


def _generation(one: Generation, state: VaultState, texts: Texts) -> str:
    behind = max(0, state.behind(one))
    day = dates.day(one.at.astimezone().date(), texts.language)
    return texts.count("{day} ({count} save back)", "{day} ({count} saves back)", behind, day=day)
