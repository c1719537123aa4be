"""Nothing is clipped, everything is mirrored, everything can be hit and has a name."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.label import Label
from tests.ui import screen
from tests.ui.conftest import MakeFaces

# What is at its place by the direction of its own letters, or is Qt's own inside of something.
OWN_INSIDE = ("qt_", "QScrollBar", "QComboBoxPrivateContainer")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("scale", [100, 150, 200])
def test_no_word_is_clipped(make_faces: MakeFaces, language: str, scale: int) -> None:
    window = screen.sample(make_faces(language, "light", scale), 1366 if scale > 100 else 1024, 2200)
    assert screen.clipped(window) == []


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(("scale", "widest"), [(100, 1024), (150, 1366)])
def test_the_window_fits_the_screen(make_faces: MakeFaces, language: str, scale: int, widest: int) -> None:
    assert screen.sample(make_faces(language, "light", scale)).minimumSizeHint().width() <= widest


def test_a_clipped_word_is_found(make_faces: MakeFaces) -> None:
    window = screen.sample(make_faces("en"))
    window.check.setFixedHeight(4)
    buttons = screen.parts_of(window, Button)
    buttons[0].setFixedWidth(20)
    screen.settle()
    assert len(screen.clipped(window)) == 2


def own(part: QWidget) -> bool:
    """Whether a part is the inside of one of Qt's widgets."""
    return part.objectName().startswith("qt_") or type(part).__name__ in OWN_INSIDE


def places_of(window: QWidget) -> list[tuple[str, QRect]]:
    """Kind and place of every part, in the order in which they were made."""
    return [(type(part).__name__, screen.place(part, window)) for part in screen.shown(window) if not own(part)]


def test_arabic_is_the_mirror_of_english(make_faces: MakeFaces, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "both", lambda _arabic, english: lambda _: english)
    english = screen.sample(make_faces("en"))
    english.passphrase.hide()
    english.refused.hide()
    screen.settle()
    before = places_of(english)
    width = english.width()
    english.close()
    arabic = screen.sample(make_faces("ar"))
    # Their own sentences differ in length between the languages.
    arabic.passphrase.hide()
    arabic.refused.hide()
    screen.settle()
    after = places_of(arabic)
    wrong = [
        f"{kind} {a} {e}"
        for (kind, a), (_, e) in zip(after, before, strict=True)
        if abs(a.x() - (width - e.x() - e.width())) > 1 or abs(a.y() - e.y()) > 1
    ]
    assert wrong == []
    moved = [kind for (kind, a), (_, e) in zip(after, before, strict=True) if a.x() != e.x()]
    assert len(moved) > 20, "hardly anything moved: the check would see no fault"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_everything_that_takes_the_focus_has_a_name(make_faces: MakeFaces, language: str) -> None:
    window = screen.sample(make_faces(language))
    focusable = [
        part for part in screen.shown(window) if part.focusPolicy() & Qt.FocusPolicy.TabFocus and not own(part)
    ]
    assert len(focusable) > 15
    assert [type(part).__name__ for part in focusable if not part.accessibleName()] == []
    controls = "&\u2066\u2067\u2068\u2069\u200e\u200f"
    assert [part.accessibleName() for part in focusable if set(part.accessibleName()) & set(controls)] == []


@pytest.mark.parametrize("scale", [90, 100])
def test_everything_can_be_hit(make_faces: MakeFaces, scale: int) -> None:
    window = screen.sample(make_faces("ar", "light", scale))
    small = [
        f"{part.accessibleName()} {part.size()}"
        for part in screen.shown(window)
        if isinstance(part, QAbstractButton) and min(part.width(), part.height()) < 24 and not own(part)
    ]
    assert small == []


def test_the_focus_can_be_seen(make_faces: MakeFaces) -> None:
    window = screen.sample(make_faces("ar"))
    window.activateWindow()
    parts: list[QWidget] = [window.name, window.area, window.combo, window.check]
    picks = screen.parts_of(window.segment, QAbstractButton)
    buttons = screen.parts_of(window, Button)
    parts += [*picks[:1], *buttons[:3]]
    for part in parts:
        window.search.setFocus()
        screen.settle()
        before = part.grab().toImage()
        part.setFocus()
        screen.settle()
        after = part.grab().toImage()
        spots = [(x, y) for x in range(0, before.width(), 2) for y in range(before.height())]
        changed = [at for at in spots if before.pixel(*at) != after.pixel(*at)]
        assert len(changed) > before.width() / 2, f"{type(part).__name__} shows no ring"


def test_a_part_without_a_ring_would_be_seen(make_faces: MakeFaces) -> None:
    window = screen.sample(make_faces("ar"))
    bare = QPushButton(window)
    bare.setStyleSheet("border: 1px solid black")
    bare.setGeometry(0, 0, 80, 40)
    bare.show()
    screen.settle()
    before = bare.grab().toImage()
    bare.setFocus()
    screen.settle()
    assert before == bare.grab().toImage()


def test_an_elided_label_shrinks_and_a_plain_one_does_not(make_faces: MakeFaces) -> None:
    faces = make_faces("ar")
    words = screen.both("اسم طويل جداً لا يتسع له المكان", "A long name for which there is no room")
    assert Label(faces, words, elide=True).minimumSizeHint().width() < 80
    assert Label(faces, words).minimumSizeHint().width() > 150
