"""The page of figures: a period, and three tables that say whom they count."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gemdesk.domain.figures import DELAYS, Outcome, Span, period
from gemdesk.flows import figures
from gemdesk.flows.figures import Delays, Figures, Quality, Receiver
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Name
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words, value_words
from gemdesk.ui.pages.figures import words
from gemdesk.ui.pages.figures.table import FigureTable
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.parts.scroll import Scroll
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.parts.working import Working
from gemdesk.ui.place import PlacePage
from gemdesk.ui.told import count_words
from gemdesk.ui.tools import Tools

# The title of each table, and what is counted in it.
_TABLES: tuple[tuple[Words, Words], ...] = (
    (
        lambda t: t.say("Time until help was sought"),
        lambda t: t.say(
            "Incidents of gender-based violence that were told in this period. Counted are only the cases of people"
            " whose consent allows figures."
        ),
    ),
    (
        lambda t: t.say("How the work is done"),
        lambda t: t.say(
            "Every case is counted here: these figures speak of the work and not of people. A case counts from the day"
            " on which its time for an assessment is over."
        ),
    ),
    (
        lambda t: t.say("Referrals and answers"),
        lambda t: t.say(
            "Every referral that was handed over in this period, by the latest answer. “No answer” are those whose time"
            " is over."
        ),
    ),
)


class FiguresPage(PlacePage):
    """Reckons anew when it is opened and when another period is chosen; nothing here names a person."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self._turn = Page()
        self._period = period(Span.QUARTER, tools.clock.today())
        self.banner, self.working = Banner(faces), Working(faces, tools.jobs)
        self.span = Segment(faces, lambda t: t.say("Period"), [(one.value, said) for one, said in words.SPANS.items()])
        self.span.set_codes((self._period.span.value,))
        self.earlier = Button(faces, lambda t: t.say("Earlier"), icon="back", press=lambda: self._move(-1))
        self.later = Button(faces, lambda t: t.say("Later"), icon="forward", press=lambda: self._move(1))
        self._when = Label(faces, self._said_when, role="name", wrap=True)
        self.delays, self.quality, self.answers = (FigureTable(faces, title) for title, _note in _TABLES)
        self._scroll = Scroll(faces)
        self._build()
        self.span.chosen.connect(self._on_span)
        faces.follow(self.say)

    def _build(self) -> None:
        faces = self._tools.faces
        self._choice, self._column = QHBoxLayout(), QVBoxLayout(self)
        for choice in (self.span, self.earlier, self.later):
            self._choice.addWidget(choice)
        self._choice.addStretch(1)
        body = self._scroll.body
        body.addWidget(Label(faces, lambda t: t.say("Figures"), role="title"))
        body.addLayout(self._choice)
        for part in (self._when, self.banner, self.working):
            body.addWidget(part)
        for table, (title, note) in zip((self.delays, self.quality, self.answers), _TABLES, strict=True):
            card = Card(faces, padding=16)
            card.body.addWidget(Label(faces, title, role="heading", wrap=True))
            card.body.addWidget(Label(faces, note, role="quiet", wrap=True))
            card.body.addWidget(table)
            body.addWidget(card)
        body.addWidget(Label(faces, words.masked, role="quiet", wrap=True))
        body.addStretch(1)
        self._column.addWidget(self._scroll)

    def _said_when(self, texts: Texts) -> str:
        return count_words.span(self._period)(texts)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(24)
        self._column.setContentsMargins(side, look.px(16), side, 0)
        self._choice.setSpacing(look.px(10))

    def open(self) -> None:
        """Reckon the period that was shown last."""
        self._scroll.verticalScrollBar().setValue(0)
        self._read()
        self.span.focus_first()

    def _on_span(self) -> None:
        wanted = Span(next(iter(self.span.codes()), Span.QUARTER.value))
        # From a year one comes to its last month that has begun, and from a month to the year it lies in.
        day = min(self._period.last, max(self._period.first, self._tools.clock.today()))
        self._period = period(wanted, day)
        self._read()

    def _move(self, by: int) -> None:
        self._period = self._period.moved(by)
        self._read()

    def _read(self) -> None:
        self._when.say()
        self.later.setEnabled(self._period.last < self._tools.clock.today())
        self.banner.hide()
        self._turn.renew()
        progress = self.working.begin(lambda t: t.say("The figures are being reckoned."))
        self._tools.jobs.look(
            figures.read, self._period, progress,
            then=self._show, failed=self._refused, page=self._turn, progress=progress,
        )  # fmt: skip

    def _refused(self, stop: Stop) -> None:
        self.working.end()
        self.banner.tell(stop)

    def _show(self, found: Figures) -> None:
        self.working.end()
        self._show_delays(found.delays)
        self._show_quality(found)
        self._show_receivers(found)
        self.listed.emit()

    def _show_delays(self, delays: Delays) -> None:
        heads: list[Words] = [lambda t: t.say("Days from the incident"), lambda t: t.say("Incidents")]
        rows: list[list[Words]] = [
            [list_words("reporting_delay", code), count_words.cell(count)]
            for (code, _last), count in zip(DELAYS, delays.counts, strict=True)
        ]
        rows.append([lambda t: t.say("The day is not known"), count_words.cell(delays.unknown)])
        rows.append([lambda t: t.say("Together"), count_words.cell(delays.total)])
        self.delays.show_rows(heads, rows, total=True)

    def _show_quality(self, found: Figures) -> None:
        heads: list[Words] = [lambda t: t.say("What is counted"), lambda t: t.say("Count"), lambda t: t.say("Share")]
        rows = [[words.QUALITY[one], words.of(found.quality[one]), words.share(found.quality[one])] for one in Quality]
        self.quality.show_rows(heads, rows)

    def _show_receivers(self, found: Figures) -> None:
        heads: list[Words] = [
            lambda t: t.say("Receiver"),
            lambda t: t.say("Sent"),
            *(count_words.OUTCOMES[one] for one in Outcome),
            lambda t: t.say("Days to the first answer"),
        ]
        rows = [_row(one, value_words(Name(one.name))) for one in found.receivers]
        rows.append(_row(found.all_receivers, lambda t: t.say("All receivers")))
        self.answers.show_rows(heads, rows, total=True)


def _row(receiver: Receiver, name: Words) -> list[Words]:
    return [
        name, count_words.cell(receiver.sent), *(count_words.cell(count) for count in receiver.outcomes),
        count_words.days(receiver.days),
    ]  # fmt: skip
