"""Two columns stand beside each other where there is room, and no line is longer than can be read."""

import pytest
from PySide6.QtCore import QRect

from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.columns import Columns
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import Scroll
from tests.ui import screen
from tests.ui.conftest import MakeFaces

WORDS = screen.both("جملة طويلة تحتاج إلى أسطر كثيرة. " * 8, "A long sentence that takes many lines. " * 8)


def shown(make_faces: MakeFaces, language: str, scale: int, width: int) -> tuple[Scroll, list[QRect]]:
    """A page with three cards in two columns, and where the cards are."""
    faces = make_faces(language, "light", scale)
    cards = [Card(faces) for _ in range(3)]
    for card in cards:
        card.body.addWidget(Label(faces, WORDS, wrap=True))
    scroll = Scroll(faces)
    scroll.body.addWidget(Columns(faces, cards[:2], cards[2:], widest=400))
    scroll.body.addStretch(1)
    scroll.resize(width, 900)
    scroll.show()
    screen.settle()
    assert screen.clipped(scroll) == []
    return scroll, [screen.place(card, scroll) for card in cards]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_they_stand_beside_each_other_where_there_is_room(make_faces: MakeFaces, language: str) -> None:
    _scroll, (one, two, three) = shown(make_faces, language, 100, 1366)
    assert one.top() == three.top() and one.left() == two.left() and two.top() > one.bottom()
    assert one.width() == three.width() == 400, "and leave the rest empty"
    if language == "ar":
        assert one.left() > three.right()
    else:
        assert three.left() > one.right()


@pytest.mark.parametrize(("scale", "width"), [(100, 640), (200, 1300)])
def test_else_one_beneath_the_other(make_faces: MakeFaces, scale: int, width: int) -> None:
    _scroll, (one, two, three) = shown(make_faces, "ar", scale, width)
    assert one.bottom() < two.top() and two.bottom() < three.top()
    assert one.right() == two.right() == three.right()
    assert one.width() == 4 * scale


def test_a_narrow_window_can_be_made_of_it(make_faces: MakeFaces) -> None:
    scroll, (one, *_others) = shown(make_faces, "en", 100, 1366)
    assert scroll.minimumSizeHint().width() < one.width()
