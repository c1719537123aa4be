"""Every word on the screen comes from the catalogue, whole, and is filled by `kernel.texts` alone."""

import ast

import pytest

from tests.house.source import Module, called_name, calls, module, program

SETTERS = {
    "setText", "setPlainText", "setHtml", "setMarkdown", "setWindowTitle", "setPlaceholderText", "setToolTip",
    "setStatusTip", "setWhatsThis", "setAccessibleName", "setAccessibleDescription", "setTitle", "setSubTitle",
    "setLabelText", "setPrefix", "setSuffix", "setInformativeText", "setDetailedText", "setButtonText", "setTabText",
    "setItemText", "setHeaderLabels", "setHorizontalHeaderLabels", "addItem", "addItems", "insertItem", "addAction",
    "addMenu", "addTab", "insertTab", "addButton", "addRow", "showMessage", "drawText", "setIconText",
}  # fmt: skip
WIDGETS = {
    "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "QMenu", "QMessageBox",
    "QDockWidget", "QCommandLinkButton", "QProgressDialog", "QListWidgetItem", "QTableWidgetItem", "QStandardItem",
}  # fmt: skip
PROPER_NAMES = {"GEM Desk"}  # the same in every language
SPOKEN = {"say", "say_in", "count", "reason"}
MARKS = {"say", "N_", "C_", "count"}
BANNED_CLASSES = {
    "QDoubleSpinBox": "turns a typed 12.5 into 125 in Arabic",
    "QSpinBox": "mixes digits in Arabic",
    "QDateEdit": "mixes digits in Arabic",
    "QTimeEdit": "mixes digits in Arabic",
    "QDateTimeEdit": "mixes digits in Arabic",
    "QCalendarWidget": "its weekend is hard-wired",
    "QSettings": "settings live in kernel/settings",
    "QInputDialog": "its buttons and fields are not ours",
    "QErrorMessage": "its words are not ours",
}


def has_letters(node: ast.AST) -> bool:
    """Whether an expression holds a literal with a letter in it."""
    if isinstance(node, ast.Constant):
        text = node.value
        return isinstance(text, str) and text not in PROPER_NAMES and any(c.isalpha() for c in text)
    if isinstance(node, ast.JoinedStr):
        return any(has_letters(part) for part in node.values if isinstance(part, ast.Constant))
    if isinstance(node, ast.BinOp):
        return has_letters(node.left) or has_letters(node.right)
    if isinstance(node, ast.IfExp):
        return has_letters(node.body) or has_letters(node.orelse)
    return isinstance(node, ast.List | ast.Tuple) and any(has_letters(one) for one in node.elts)


def is_spoken(node: ast.AST) -> bool:
    """Whether an expression is a message that was already put into words: `texts.say(...)` and its like."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SPOKEN


def untranslated(one: Module) -> list[str]:
    """Literals that go to the screen without passing the catalogue."""
    found = []
    for call in calls(one):
        if called_name(call) not in SETTERS | WIDGETS:
            continue
        given = [*call.args, *(word.value for word in call.keywords if word.arg in ("text", "title", "label"))]
        if any(has_letters(argument) for argument in given):
            found.append(f"{one.path}:{call.lineno} {ast.unparse(call)[:80]}")
    return found


def glued(one: Module) -> list[str]:
    """Messages that are put together from parts, or filled by another than `kernel.texts`."""
    found = []
    for node in ast.walk(one.tree):
        if isinstance(node, ast.Call):
            filled = isinstance(node.func, ast.Attribute) and node.func.attr == "format" and is_spoken(node.func.value)
            marked = called_name(node) in MARKS and any(isinstance(argument, ast.JoinedStr) for argument in node.args)
            bad = filled or marked
        elif isinstance(node, ast.BinOp):
            sides = (node.left, node.right)
            bad = any(map(is_spoken, sides)) and (isinstance(node.op, ast.Mod) or any(map(has_letters, sides)))
        elif isinstance(node, ast.JoinedStr):
            values = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
            bad = any(map(is_spoken, values)) and has_letters(node)
        else:
            continue
        if bad:
            found.append(f"{one.path}:{node.lineno} {ast.unparse(node)[:80]}")
    return found


def banned_classes(one: Module) -> list[str]:
    """The fields of Qt that lose what is typed in Arabic, and dialogs whose words are not ours."""
    found = []
    for node in ast.walk(one.tree):
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else [name]
        found += [f"{one.path}: {bad}, {BANNED_CLASSES[bad]}" for bad in names if bad in BANNED_CLASSES]
    return found


def test_no_literal_reaches_the_screen() -> None:
    assert [line for one in program() for line in untranslated(one)] == []


def test_no_message_is_glued() -> None:
    assert [line for one in program() for line in glued(one)] == []


def test_no_banned_field_is_used() -> None:
    assert [line for one in program() for line in banned_classes(one)] == []


@pytest.mark.parametrize(
    "text",
    [
        'label.setText("Save")', 'QLabel("الحالة")', 'QtWidgets.QPushButton("Save", parent)',
        'menu.addAction(icon, "Open")', 'self.setWindowTitle(f"Case {code}")', 'box.addItems(["One", "Two"])',
        'a.setToolTip("a" if b else "c")', 'a.setText(texts.say("x") + " more")', 'QLabel(text="Save")',
    ],
)  # fmt: skip
def test_a_planted_literal_is_seen(text: str) -> None:
    assert untranslated(module("gemdesk/ui/planted.py", text))


@pytest.mark.parametrize("text", ['a.setText(texts.say("Save"))', 'a.setText("")', 'a.setText("—")', "QLabel(words)"])
def test_translated_words_pass(text: str) -> None:
    assert not untranslated(module("gemdesk/ui/planted.py", text))


@pytest.mark.parametrize(
    "text",
    [
        'texts.say("{a}").format(a=1)', 'texts.say("a %s") % b', 'texts.say(f"Case {code}")', 'N_(f"{a}")',
        'texts.say("a") + " and more"', 'f"{texts.say(a)} and {b}"', 'texts.count("one", f"{n} many", n)',
    ],
)  # fmt: skip
def test_a_planted_glued_message_is_seen(text: str) -> None:
    assert glued(module("gemdesk/ui/planted.py", text))


@pytest.mark.parametrize("text", ['texts.say("{a}", a=b)', '"{a}".format(a=1)', 'f"{texts.say(a)}\\n{b}"', "a + b"])
def test_whole_messages_pass(text: str) -> None:
    assert not glued(module("gemdesk/ui/planted.py", text))


def test_a_planted_field_is_seen() -> None:
    assert banned_classes(module("gemdesk/ui/planted.py", "from PySide6.QtWidgets import QDateEdit"))
    assert banned_classes(module("gemdesk/ui/planted.py", "QtWidgets.QDoubleSpinBox()"))
    assert not banned_classes(module("gemdesk/ui/planted.py", "from PySide6.QtWidgets import QLineEdit"))
