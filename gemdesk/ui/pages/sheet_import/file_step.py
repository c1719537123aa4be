"""The first step: which file, which page of it, and what each of its columns is taken for."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gemdesk.flows.sheet_reading import Column, Opened
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, Name, isolated
from gemdesk.ui.look.face import Words, value_words
from gemdesk.ui.pages.sheet_import import words
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.combo import Combo
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.file_line import FileLine
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import Scroll, clear
from gemdesk.ui.parts.segment import Choice
from gemdesk.ui.tools import Tools

_TOP = Qt.AlignmentFlag.AlignTop
_ENCODINGS: list[Choice] = [
    ("cp1256", lambda t: t.say("Arabic (Windows)")),
    ("cp1254", lambda t: t.say("Turkish (Windows)")),
    ("cp1252", lambda t: t.say("Western (Windows)")),
]


class FileStep(QWidget):
    """Asks for the file; shows its columns, each with what it is taken for."""

    file_chosen = Signal()
    page_chosen = Signal(str)
    encoding_chosen = Signal(str)
    head_chosen = Signal(int)
    target_chosen = Signal(int, str)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        faces = tools.faces
        self.file = FileLine(faces, _file, choose=lambda t: t.say("Read this file"))
        self.field = Field(
            faces,
            _file,
            self.file,
            hint=lambda t: t.say(
                "XLSX or CSV. The file is only read; nothing is written before the last step, and after a lock it is "
                "chosen anew."
            ),
        )
        self.page = Combo(faces, lambda t: t.say("Page of the file"))
        self.encoding = Combo(faces, lambda t: t.say("Script of the file"), _ENCODINGS)
        self.head = Combo(faces, lambda t: t.say("Row with the heads of the columns"))
        self._choices = Flow()
        self._fields = {
            "page": Field(faces, lambda t: t.say("Page of the file"), self.page),
            "encoding": Field(
                faces,
                lambda t: t.say("Script of the file"),
                self.encoding,
                hint=lambda t: t.say("The file does not tell its script. Another one may read it better."),
            ),
            "head": Field(faces, lambda t: t.say("Row with the heads of the columns"), self.head),
        }
        self._card = Card(faces)
        self._grid = QGridLayout()
        self.targets: list[Combo] = []
        self._heads: list[str] = []  # of the columns that are shown
        self._scroll = Scroll(faces)
        self._build()
        self.file.edited.connect(self._on_file)
        self.file.entered.connect(self.file_chosen)
        self.page.chosen.connect(lambda: self.page_chosen.emit(self.page.code()))
        self.encoding.chosen.connect(lambda: self.encoding_chosen.emit(self.encoding.code()))
        self.head.chosen.connect(lambda: self.head_chosen.emit(int(self.head.code() or 0)))
        faces.follow(self.say)

    def _build(self) -> None:
        faces = self._tools.faces
        self._grid.setColumnStretch(1, 1)
        self._card.body.addWidget(Label(faces, lambda t: t.say("What the columns are"), role="strong"))
        self._card.body.addWidget(
            Label(
                faces,
                lambda t: t.say(
                    "Gender and orientation are not taken from a column: they are asked in a talk. What is kept in a "
                    "note stands in the timeline of the case."
                ),
                role="quiet",
                wrap=True,
            )
        )
        self._card.body.addLayout(self._grid)
        for part in (self.field, *self._fields.values(), self._card):
            self._scroll.body.addWidget(part)
        self.below = QVBoxLayout()
        self._scroll.body.addLayout(self.below)
        self._scroll.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self.clear()

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._grid.setHorizontalSpacing(look.px(16))
        self._grid.setVerticalSpacing(look.px(8))
        self.below.setSpacing(look.px(8))

    def clear(self) -> None:
        """Show no columns, and keep nothing of a sheet."""
        self.field.refuse(None)
        self._heads, self.targets = [], []
        clear(self._grid)
        for part in (*self._fields.values(), self._card):
            part.hide()

    def refuse(self, stop: Stop) -> None:
        """Say at the file why it was not taken."""
        self.clear()
        self.field.refuse(stop)
        self.file.line.setFocus()

    def show_opened(self, opened: Opened) -> None:
        """Show the columns of a sheet."""
        self.field.refuse(None)
        sheet = opened.sheet
        self.page.set_choices([(name, _named(name)) for name in sheet.pages])
        self.page.set_code(sheet.page)
        self.encoding.set_code(sheet.encoding)
        self.head.set_choices([*((str(number), _row(number, text)) for number, text in opened.first_rows), _NO_HEAD])
        self.head.set_code(str(opened.layout.head))
        self._fields["page"].setVisible(len(sheet.pages) > 1)
        self._fields["encoding"].setVisible(sheet.guessed or sheet.encoding in dict(_ENCODINGS))
        self._fields["head"].show()
        self._show_columns(opened.columns)
        self._card.show()

    def _show_columns(self, columns: tuple[Column, ...]) -> None:
        if len(columns) == len(self.targets):
            for combo, one in zip(self.targets, columns, strict=True):
                combo.set_code(one.target)
        if [one.head for one in columns] == self._heads:
            return
        self._heads = [one.head for one in columns]
        clear(self._grid)
        self.targets = []
        faces = self._tools.faces
        for at, one in enumerate(columns):
            combo = Combo(faces, _taken_as(one), [(target.value, said) for target, said in words.TARGETS.items()])
            combo.set_code(one.target)
            combo.chosen.connect(partial(self._on_target, at))
            self.targets.append(combo)
            told = QWidget()
            lines = QVBoxLayout(told)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.addWidget(Label(faces, _head(one), role="strong", elide=True))
            lines.addWidget(Label(faces, _samples(one), role="quiet", elide=True))
            self._grid.addWidget(Label(faces, value_words(Code(one.letter)), role="caption"), at, 0, _TOP)
            self._grid.addWidget(told, at, 1)
            self._grid.addWidget(combo, at, 2)

    def _on_target(self, column: int) -> None:
        self.target_chosen.emit(column, self.targets[column].code())

    def _on_file(self) -> None:
        self.clear()
        path = self.file.path()
        if path is not None and path.is_file():
            self.file_chosen.emit()


def _file(texts: Texts) -> str:
    return texts.say("Spreadsheet")


def _named(name: str) -> Words:
    return lambda _: isolated(Name(name))


def _row(number: int, text: str) -> Words:
    return lambda t: t.say("Row {row}: {text}", row=t.number(number), text=Name(words.shortened(text, 80)))


_NO_HEAD: Choice = ("0", lambda t: t.say("No row has heads"))


def _head(column: Column) -> Words:
    return lambda t: isolated(Name(column.head)) if column.head else t.say("Without a head")


def _samples(column: Column) -> Words:
    return lambda t: str(t.list([Name(words.shortened(text, 40)) for text in column.samples]))


def _taken_as(column: Column) -> Words:
    def said(texts: Texts) -> str:
        if column.head:
            return texts.say("What column {letter}, “{head}”, is", letter=Code(column.letter), head=Name(column.head))
        return texts.say("What column {letter} is", letter=Code(column.letter))

    return said
