"""Odd input for every field of a part: what is given, what a field may make of it, and what was stored in the end."""

import json
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from gemdesk.flows.work import Work
from gemdesk.kernel.typed import latin_digits, strip_controls
from gemdesk.ui.forms.count_field import CountField
from gemdesk.ui.forms.date_field import DateField
from gemdesk.ui.forms.editors import CodeEditor, TextsEditor
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.line import Area, Line, one_line, paragraphs
from tests.ui import screen

LATER = date(2027, 1, 15)
ODD = {
    "right-to-left override": "سلمى\u202eأحمد\u2066ب\u2069", "control signs": "سل\x00مى\x07\x1b[31m",
    "line break": "سلمى\nأحمد\t", "emoji": "سلمى 🌈👩‍👩‍👧", "markup": "<b>&amp;</b>",
    "SQL": "'; DROP TABLE person; --", "formula": '=HYPERLINK("x")', "a field of a message": "{name} {0} %s",
    "many marks": "س" + "\u0651" * 60, "5,000 letters": "ن" * 5_000, "10 MB": "ن" * 10_000_000,
}  # fmt: skip
# All of it at once, as it is saved; what is short takes as much of it as fits.
_PIECES = ('=1+"', "'; DROP TABLE person;--", "ل\u202eم\u2066\x00\x07", "👩‍👩‍👧🌈", "<b>&amp;", "{0}%s", "سّّّ")
IMPOSSIBLE = {
    DateField: ("31/02/2026", "99/99/9999", "غداً", "2026-13-01"),
    CountField: ("12.5", "-3", "٢٩ سنة", "999999999"),
}

Editor = Line | Area


@dataclass
class Given:
    """What was put into a part's fields, and what has to be stored for it."""

    texts: dict[str, str] = field(default_factory=dict)  # what is to be found -> name of the field
    dates: int = 0
    numbers: int = 0


def editors(part: QWidget) -> list[Editor]:
    """Every field of a part in which something can be typed now, found in the tree of its widgets."""
    found: list[Editor] = []
    for one in screen.shown(part):
        if isinstance(one, QLineEdit | QPlainTextEdit) and one.isEnabled() and not one.isReadOnly():
            assert isinstance(one, Line | Area), f"{type(one).__name__} is no field of the house"
            found.append(one)
    return found


def name_of(editor: Editor) -> str:
    return strip_controls(editor.accessibleName())


def whole(editor: Editor) -> QWidget:
    """The editor that holds the value: that of a date, or the line itself."""
    parent = editor.parentWidget()
    return parent if isinstance(parent, DateField) else editor


def clean(editor: Editor, text: str) -> str:
    """What the field makes of a text that it takes."""
    if isinstance(editor, Area):
        return paragraphs(text)
    made = one_line(text)
    return latin_digits(made) if editor._fixed else made


def most(editor: Editor) -> int:
    """How many signs fit."""
    return editor._longest if isinstance(editor, Area) else editor.maxLength()


def length(editor: Editor, text: str) -> int:
    """How much of what fits a text takes up; in a line Qt counts an emoji twice."""
    return len(text) if isinstance(editor, Area) else len(text.encode("utf-16-le")) // 2


def paste(editor: Editor, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    editor.selectAll()
    editor.paste()


def told(editor: Editor) -> bool:
    """Whether words at the field say why something was not taken."""
    above: QWidget | None = editor
    while above is not None and not isinstance(above, Field):
        above = above.parentWidget()
    shown = above is not None and not above._refusal.isHidden() and bool(above._refusal.text())
    return shown and bool(editor.accessibleDescription())


def taken_or_refused(editor: Editor, odd: str) -> str:
    """Paste a text over what stands there; '' when it was taken whole or refused with words, else what is wrong."""
    before = editor.text()
    paste(editor, odd)
    after, expected = editor.text(), clean(editor, odd[:100_000])
    if length(editor, expected) <= most(editor):
        return "" if after == expected else f"{after[:40]!r} instead of {expected[:40]!r}"
    if after != before:
        return f"cut or lost: {after[:40]!r} instead of {before[:40]!r}"
    return "" if told(editor) else "refused without a word"


def composed(editor: Editor, number: int) -> str:
    """Everything odd at once, with a number of its own, as long as the field takes it."""
    made = f"ن{number}ن"
    for piece in _PIECES:
        if length(editor, made + piece) <= min(most(editor), 190):
            made += piece
    return made


def fill(part: QWidget, numbers: list[int], day: date, skip: frozenset[str] = frozenset()) -> Given:
    """Put something odd into every field of a part, a day to come into dates and a number into counts."""
    given = Given()
    for editor in editors(part):
        if name_of(editor) in skip:
            continue
        holder = whole(editor)
        if isinstance(holder, DateField):
            paste(editor, f"{day.day}/{day.month}/{day.year}")
            given.dates += 1
        elif isinstance(holder, CountField):
            paste(editor, "٧")
            given.numbers += 1
        else:
            numbers[0] += 1
            odd = composed(editor, numbers[0])
            paste(editor, odd)
            expected = clean(editor, odd).strip()
            if isinstance(editor, CodeEditor):
                expected = latin_digits(expected)
            given.texts[expected] = name_of(editor)
            if isinstance(editor, TextsEditor):
                assert editor.value() == (expected,)
    return given


def above(editor: QWidget) -> list[QWidget]:
    """Everything that a field lies in."""
    found, one = [], editor.parentWidget()
    while one is not None:
        found.append(one)
        one = one.parentWidget()
    return found


def first_bad(editor: Editor) -> str:
    """The first of the days or numbers that are none."""
    return next(odd[0] for kind, odd in IMPOSSIBLE.items() if isinstance(whole(editor), kind))


def impossible(part: QWidget) -> list[tuple[Editor, str]]:
    """Each field of a day or a number with each thing that is none."""
    found = []
    for editor in editors(part):
        for kind, odd in IMPOSSIBLE.items():
            if isinstance(whole(editor), kind):
                found += [(editor, one) for one in odd]
    return found


def stored(work: Work) -> set[str]:
    """Every text of every table, those of lists one by one."""
    found: set[str] = set()
    tables = [row[0] for row in work.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in tables:
        if table in ("event_value", "draft") or table.startswith("search"):
            continue  # what is kept of the way there is not what was stored
        for row in work.connection.execute(f'SELECT * FROM "{table}"'):
            for value in row:
                if isinstance(value, str):
                    found.add(value)
                    if value.startswith("["):
                        found |= _listed(value)
    return found


def drafts(work: Work) -> set[str]:
    """Every text of every draft."""
    found: set[str] = set()
    for (body,) in work.connection.execute("SELECT body FROM draft"):
        found |= {one for one in json.loads(body).values() if isinstance(one, str)}
    return found


def has_button(part: QWidget, words: str) -> bool:
    try:
        return button(part, words).isEnabled()
    except AssertionError:
        return False


def _listed(value: str) -> set[str]:
    try:
        return {one for one in json.loads(value) if isinstance(one, str)}
    except ValueError:
        return set()


def button(part: QWidget, words: str) -> QAbstractButton:
    """The first button with these words that can be pressed."""
    for one in screen.shown(part):
        if isinstance(one, QAbstractButton) and one.isEnabled() and strip_controls(one.accessibleName()) == words:
            return one
    raise AssertionError(f"no button {words!r}")
