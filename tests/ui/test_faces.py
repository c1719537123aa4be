"""A live switch of words and look keeps what was typed and leaves nothing of the old face."""

import gc
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.look.tokens import Scheme
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.question import Question
from tests.ui import screen
from tests.ui.conftest import MakeFaces


def picture(window: screen.Sample) -> list[tuple[str, int, int, int, int, str, str]]:
    """Kind, place, size, name and description of everything that is to be seen."""
    found = []
    for part in screen.shown(window):
        at = screen.place(part, window)
        said = (part.accessibleName(), part.accessibleDescription())
        found.append((type(part).__name__, at.x(), at.y(), at.width(), at.height(), *said))
    return found


def test_text_cursor_and_focus_stay(make_faces: MakeFaces, catalogue: Path) -> None:
    faces = make_faces("ar")
    window = screen.sample(faces)
    window.name.setText("Berfîn وسلمى")
    window.name.setCursorPosition(4)
    window.area.set_text("مسودة\ndraft")
    cursor = window.area.textCursor()
    cursor.setPosition(7)
    window.area.setTextCursor(cursor)
    window.combo.set_code("later")
    window.name.setFocus()
    edited: list[bool] = []
    for part in (window.name, window.area, window.search):
        part.edited.connect(lambda: edited.append(True))
    for language in ("en", "ar", "en"):
        faces.switch(Face(screen.texts(language, catalogue), Look("dark", 150)))
        screen.settle()
    assert window.name.text() == "Berfîn وسلمى"
    assert window.name.cursorPosition() == 4
    assert window.area.text() == "مسودة\ndraft"
    assert window.area.textCursor().position() == 7
    assert window.combo.code() == "later"
    assert window.segment.codes() == ("high",)
    assert window.focusWidget() is window.name
    assert edited == [], "a switch is no edit"


@pytest.mark.parametrize(("language", "scheme", "scale"), [("en", "light", 100), ("ar", "dark", 150)])
def test_a_switched_window_equals_a_fresh_one(
    make_faces: MakeFaces, catalogue: Path, language: str, scheme: Scheme, scale: int
) -> None:
    faces = make_faces("ar" if language == "en" else "en", "contrast", 200)
    switched = screen.sample(faces, 1500, 1300)
    before = picture(switched)
    faces.switch(Face(screen.texts(language, catalogue), Look(scheme, scale)))
    screen.settle()
    fresh = screen.sample(make_faces(language, scheme, scale), 1500, 1300)
    assert picture(switched) == picture(fresh)
    assert any(description for *_rest, description in picture(fresh))
    assert before != picture(fresh), "the switch changed nothing"


def test_a_question_that_was_asked_is_read_in_the_other_language(make_faces: MakeFaces, catalogue: Path) -> None:
    faces = make_faces("ar")
    question = Question(faces)
    question.ask(screen.both("هل يُحذف؟", "Is it deleted?"), screen.both("حذف", "Delete"), lambda: None)
    faces.switch(Face(screen.texts("en", catalogue), faces.face.look))
    act, _cancel = question.reachable()
    assert (act.accessibleName(), act.accessibleDescription()) == ("Delete", "Is it deleted?")
    assert question.accessibleName() == "Is it deleted?"
    question.close()


def test_going_there_and_back_changes_nothing(make_faces: MakeFaces, catalogue: Path) -> None:
    faces = make_faces("ar")
    window = screen.sample(faces)
    first, face = picture(window), faces.face
    for _ in range(3):
        for other in (Face(screen.texts("en", catalogue), Look("dark", 120)), face):
            faces.switch(other)
            screen.settle()
    assert picture(window) == first


def test_saying_twice_says_the_same(make_faces: MakeFaces) -> None:
    window = screen.sample(make_faces("ar"))
    first = picture(window)
    parts = screen.parts_of(window, QWidget)
    for part in parts:
        if callable(say := getattr(part, "say", None)):
            say()
    screen.settle()
    assert picture(window) == first


def test_a_part_that_is_gone_is_not_told(make_faces: MakeFaces, catalogue: Path) -> None:
    faces = make_faces("ar")
    told: list[str] = []

    def words(texts: object) -> str:
        told.append("told")
        return ""

    kept, gone = Label(faces, words), Label(faces, words)
    gone.deleteLater()
    del gone
    screen.settle()
    gc.collect()
    told.clear()
    faces.switch(Face(screen.texts("en", catalogue), faces.face.look))
    assert told == ["told"]
    assert kept.text() == ""
