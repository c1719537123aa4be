"""About the program: its version, where its figures stand, and the proof that it has no network, made here and now."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from gemdesk import __version__
from gemdesk.kernel import proving
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.proving import Proof
from gemdesk.kernel.typed import Code, FilePath
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words, value_words
from gemdesk.ui.look.tokens import Tone
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.tools import Tools

_ENDED: dict[str, tuple[Words, Tone]] = {
    "killed": (lambda t: t.say("the kernel ended the attempt"), "good"),
    "refused": (lambda t: t.say("the kernel refused it"), "good"),
    "unknown_here": (lambda t: t.say("this computer does not have it"), "quiet"),
    "opened": (lambda t: t.say("nothing stopped it"), "danger"),
    "unproved": (lambda t: t.say("it could not be tried"), "warning"),
}


def verdict(proofs: Sequence[Proof]) -> Words:
    """What the attempts show, and no more."""
    if not proofs:
        return lambda t: t.say(
            "On this system there is no such proof. The program has no function to send or to fetch anything, and "
            "refuses network calls of its own code, but the system itself does not hold it to that."
        )
    if any(proof.how == "opened" for proof in proofs):
        return lambda t: t.say(
            "The kernel did not stop every attempt on this computer. The program has no function to send or to fetch "
            "anything, and refuses network calls of its own code, but nothing beneath it holds it to that."
        )
    if all(proof.stopped_by_kernel or proof.how == "unknown_here" for proof in proofs):
        return lambda t: t.say(
            "Each attempt was made in a process hardened as this one is, and the kernel stopped it. Sockets within the "
            "computer stay open: the screen and the printing system need them. What other programs do is not shown."
        )
    return lambda t: t.say("The proof could not be completed here, so it shows nothing.")


class AboutCard(Card):
    """Version, figures and the live proof."""

    def __init__(self, tools: Tools) -> None:
        self._tools, self._turn = tools, Page()
        self._table = QGridLayout()
        super().__init__(tools.faces)
        faces = tools.faces
        self.body.addWidget(Label(faces, lambda t: t.say("About the program"), role="name"))
        self.body.addWidget(Label(faces, lambda t: t.say("Version {version}", version=Code(__version__)), wrap=True))
        self.body.addWidget(
            Label(
                faces,
                lambda t: t.say(
                    "What was tried, how often, with what result, and what could not be tried stands in {file} of the "
                    "program’s source.",
                    file=FilePath("docs/resilience.md"),
                ),
                role="quiet",
                wrap=True,
            )
        )
        self.body.addWidget(
            Label(faces, lambda t: t.say("The program works without a network. This can be tried here:"), wrap=True)
        )
        self.prove = Button(faces, lambda t: t.say("Try to open network sockets"), icon="shield", press=self.begin)
        row = QHBoxLayout()
        row.addWidget(self.prove)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addLayout(self._table)
        self._table.setColumnStretch(2, 1)
        self.verdict = Label(faces, lambda _: "", wrap=True)
        self.verdict.hide()
        self.body.addWidget(self.verdict)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        look = self._faces.face.look
        self.body.setSpacing(look.px(8))
        self._table.setHorizontalSpacing(look.px(16))
        self._table.setVerticalSpacing(look.px(4))

    def begin(self) -> None:
        """Make the attempts, in processes of their own, beside the vault's lane."""
        self._turn.renew()
        self.prove.setEnabled(False)
        self._tools.jobs.apart(proving.run, then=self.show_proofs, failed=self._failed, page=self._turn)

    def show_proofs(self, proofs: Sequence[Proof]) -> None:
        """Show one line for each attempt, and what they show together."""
        self.prove.setEnabled(True)
        self.prove.set_words(lambda t: t.say("Try again"))
        clear(self._table)
        for at, proof in enumerate(proofs):
            ended, tone = _ENDED.get(proof.how, _ENDED["unproved"])
            self._table.addWidget(Label(self._faces, _attempt(proof.what)), at, 0)
            self._table.addWidget(Chip(self._faces, ended, tone), at, 1)
        self.verdict.set_words(verdict(proofs))
        self.verdict.show()
        if self.isVisible():
            self.prove.setFocus()

    def _failed(self, _stop: Stop) -> None:
        self.show_proofs([Proof("socket", stopped_by_kernel=False, how="unproved")])


_NAMED: dict[str, Words] = {
    "AF_INET": lambda t: t.say("Internet ({family})", family=Code("AF_INET")),
    "AF_INET6": lambda t: t.say("Internet ({family})", family=Code("AF_INET6")),
    "AF_NETLINK": lambda t: t.say("Network settings ({family})", family=Code("AF_NETLINK")),
    "AF_PACKET": lambda t: t.say("Raw packets ({family})", family=Code("AF_PACKET")),
    "AF_BLUETOOTH": lambda t: t.say("Bluetooth ({family})", family=Code("AF_BLUETOOTH")),
    "AF_VSOCK": lambda t: t.say("Virtual machines ({family})", family=Code("AF_VSOCK")),
    "socketpair, AF_INET": lambda t: t.say("A pair of sockets ({family})", family=Code("AF_INET")),
    "io_uring": lambda t: t.say("The way round by {ring}", ring=Code("io_uring")),
    "socket": lambda t: t.say("Sockets of any kind"),
}


def _attempt(what: str) -> Words:
    return _NAMED.get(what, value_words(Code(what)))
