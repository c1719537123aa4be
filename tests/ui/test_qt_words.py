"""Menus and dialogs that are Qt's speak the language of the program, before and after a switch."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QMessageBox,
    QTreeView,
    QWidget,
)

from gemdesk.kernel.texts import Texts
from gemdesk.ui import printing
from gemdesk.ui.look import qt_words
from gemdesk.ui.look.face import Face, Faces
from gemdesk.ui.look.look import Look
from gemdesk.ui.look.qt_words import QtWords
from gemdesk.ui.parts.file_dialog import ask_file
from gemdesk.ui.parts.line import Area, Line
from tests.ui import screen

NAME = screen.both("اسم", "Name")
MENU = {
    "ar": ["تراجع", "إعادة", "قص", "نسخ", "لصق", "حذف", "تحديد الكل"],
    "en": ["&Undo", "&Redo", "Cu&t", "&Copy", "&Paste", "Delete", "Select All"],
}
HEADS = {"ar": ["الاسم", "الحجم", "النوع", "تاريخ التعديل"], "en": ["Name", "Size", "Type", "Date Modified"]}


@pytest.fixture
def faces(app: QApplication) -> Iterator[Faces]:
    """Faces in the shipped words, with Qt speaking them."""
    made = Faces(app, Face(Texts("ar"), Look()))
    qt_words.speak(app, made)
    yield made
    for translator in translators(app):
        app.removeTranslator(translator)
        translator.setParent(None)
    for window in app.topLevelWidgets():
        window.close()
        window.deleteLater()
    screen.settle()


def menu_of(field: Line | Area) -> list[str]:
    """The words of a field's own menu, without the keys beside them."""
    menu = field.createStandardContextMenu()
    words = [act.text().split("\t")[0] for act in menu.actions() if not act.isSeparator()]
    menu.deleteLater()
    return words


def headings(dialog: QFileDialog) -> list[str]:
    """What stands above the columns of the list of files."""
    lying = Qt.Orientation.Horizontal
    head = next(part for part in screen.parts_of(dialog, QHeaderView) if part.orientation() is lying)
    return [str(head.model().headerData(at, lying)) for at in range(len(HEADS["en"]))]


def translators(app: QApplication) -> list[QtWords]:
    """Every translator of ours that is installed."""
    return list(app.findChildren(QtWords))


def switch(faces: Faces, language: str) -> None:
    """Another language while the program runs."""
    faces.switch(Face(Texts(language), Look()))


def test_context_menus_speak_the_language_of_the_moment(faces: Faces) -> None:
    line, area = Line(faces, NAME), Area(faces, NAME)
    for language in ("ar", "en", "ar"):
        switch(faces, language)
        assert menu_of(line) == MENU[language]
        assert menu_of(area) == MENU[language]


def test_without_it_the_menu_is_english(app: QApplication, faces: Faces) -> None:
    (translator,) = translators(app)
    app.removeTranslator(translator)
    assert menu_of(Line(faces, NAME)) == MENU["en"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_save_dialog_speaks_the_language(faces: Faces, language: str) -> None:
    switch(faces, language)
    window = QWidget()
    dialog = ask_file(
        window, faces.face, lambda t: t.say("Save a copy"), lambda _: None, new_name="copy.pdf", ending="pdf", over=True
    )
    assert headings(dialog) == HEADS[language]
    words = {label.text() for label in screen.parts_of(dialog, QLabel)}
    assert {"ar": "نوع الملفات:", "en": "Files of type:"}[language] in words
    tips = {button.toolTip() for button in screen.parts_of(dialog, QAbstractButton)}
    assert not any(box.isRightToLeft() for box in screen.parts_of(dialog, QComboBox)), "paths would turn round"
    assert {"ar": "المجلد الأعلى", "en": "Parent Directory"}[language] in tips
    dialog.reject()


def test_a_file_that_is_there_is_asked_about_in_words_of_ours(faces: Faces, tmp_path: Path) -> None:
    box = QMessageBox(
        QMessageBox.Icon.Warning,
        "GEM Desk",
        QApplication.translate("QFileDialog", "%1 already exists.\nDo you want to replace it?"),
        QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
    )
    assert "%1" in box.text()
    assert "الملف" in box.text()
    assert {button.text() for button in box.buttons()} == {"استمرار", "إلغاء"}


def test_the_print_dialog_has_no_english_word_in_arabic(faces: Faces) -> None:
    window, printer = QWidget(), printing.make_printer()
    dialog = printing.make_dialog(printer, window)
    dialog.show()
    screen.settle()
    labels = [part.text() for part in screen.parts_of(dialog, QLabel) if part.isVisible()]
    buttons = [part.text() for part in screen.parts_of(dialog, QAbstractButton) if part.isVisible()]
    words = [text for text in labels + buttons if text]
    assert len(words) > 3
    assert [text for text in words if any("a" <= sign.lower() <= "z" for sign in text)] == []
    dialog.reject()


def test_the_direction_is_the_languages_own(app: QApplication, faces: Faces) -> None:
    for language in ("en", "ar"):
        for translator in translators(app):
            app.removeTranslator(translator)
            translator.setParent(None)
        switch(faces, language)
        qt_words.speak(app, faces)
        screen.settle()
        assert app.isRightToLeft() is (language == "ar")


def test_speaking_twice_makes_one_translator(app: QApplication, faces: Faces) -> None:
    qt_words.speak(app, faces)
    assert len(translators(app)) == 1


def test_what_we_have_no_word_for_comes_from_qt(faces: Faces) -> None:
    theirs = QApplication.translate("QColorDialog", "Hu&e:")
    assert theirs not in ("", "Hu&e:")
    assert QApplication.translate("QColorDialog", "no such text") == "no such text"


def lists(view: QTreeView, count: int) -> bool:
    """Whether the list of files is complete."""
    return view.model().rowCount(view.rootIndex()) == count


def test_a_full_folder_is_listed_while_words_are_asked_for(faces: Faces, tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number}.pdf").touch()
    for _ in range(5):
        window = QWidget()
        dialog = ask_file(
            window,
            faces.face,
            lambda t: t.say("Save a copy"),
            lambda _: None,
            new_name="copy.pdf",
            ending="pdf",
            over=True,
        )
        dialog.setDirectory(str(tmp_path))
        (files,) = screen.parts_of(dialog, QTreeView)
        screen.until(partial(lists, files, 200))
        dialog.reject()
        window.deleteLater()
        screen.settle()
