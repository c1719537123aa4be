"""Every field of every page with odd input: refused at the field with words, or stored and shown as it was given."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from gemdesk.domain.own import CustomField
from gemdesk.flows import custom_fields, plans, sealed_blocks
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.typed import latin_digits
from gemdesk.ui.parts.combo import Combo
from gemdesk.ui.parts.segment import Segment
from tests.conftest import REPOSITORY
from tests.ui import screen
from tests.ui.pages import odd
from tests.ui.pages.hands import OWN, Hand, hand, scene
from tests.ui.pages.office import seen

LISTS = ("Specific needs",)  # what is typed there looks through a list and is kept nowhere


@dataclass(frozen=True)
class Place:
    """One part with fields: where it is, what is pressed to open it and to save it."""

    name: str
    at: str  # a place of the rail, or a tab of the case with "case " before it
    within: str  # the class that holds the fields and the button that saves
    opens: tuple[str, ...] = ()
    saves: tuple[str, ...] = ("Save",)
    who: str = OWN
    first: Callable[[Work], object] | None = None  # what has to be there


def _needs_plan(work: Work) -> None:
    if not plans.look(work, scene().case).draft:
        plans.new_version(work, scene().case)


PLACES = (
    Place("intake", "intake", "IntakePage", saves=("Save and open the case",)),
    Place("note", "case timeline", "NoteCard", saves=("Save the note",)),
    Place("details", "case details", "Details", ("Edit",), ("Save the details",)),
    Place("sealed block", "case details", "SealedBlock", ("Open the sealed block",), ("Save, sealed",)),
    Place("contact", "case contact", "Contact", ("Change the safe contact", "Edit")),
    Place("attempt", "case contact", "Contact", ("Show the number for a call",), ("Reached",)),
    Place("relative", "case people", "Relatives", ("Add a person",)),
    Place("assessment", "case risk", "Instrument", ("New assessment",), ("Save the assessment",)),
    Place("safety plan", "case risk", "SafetyPlans", ("Write a new version",)),
    Place("need", "case plan", "Needs", ("Add a need",)),
    Place("task", "case plan", "CaseTasks", ("Add a task",)),
    Place("follow-up", "case plan", "FollowUps", ("Agree on a follow-up",)),
    Place("closing", "case closure", "ClosingForm", saves=("Propose the closing",)),
    Place("task of the office", "today", "TodayPage", ("New task",)),
    Place(
        "organisation", "directory", "OrganisationForm", ("New organisation", "Add a service"), ("Save the organisation",)
    ),
    Place("entry of a list", "lists", "EntriesView", ("Add an entry",)),
    Place("office", "settings", "OfficeCard"),
    Place("rhythm", "settings", "RhythmCard", saves=("Save the risk levels",)),
)


@pytest.fixture(scope="module")
def one(app: QApplication) -> Iterator[Hand]:
    """One window for all places, in the hands of the caseworker."""
    with hand(app, OWN) as made:
        yield made
        QGuiApplication.clipboard().clear()


def go(one: Hand, place: Place) -> QWidget:
    """Go to a place and open the part; gives what holds its fields."""
    if place.first is not None:
        one.office.ask(place.first)
    if place.at == "intake":
        one.window._take_in()
    elif place.at.startswith("case "):
        one.window._open_case(scene().case, place.at.removeprefix("case "))
    else:
        one.window.rail.chosen.emit(place.at)
    one.rest()
    for words in place.opens:
        odd.button(one.window.page(), words).click()
        one.rest()
    return part_of(one, place)


def part_of(one: Hand, place: Place) -> QWidget:
    found = [part for part in screen.shown(one.window) if type(part).__name__ == place.within]
    assert found, f"no {place.within}"
    return found[0]


def save(one: Hand, place: Place) -> None:
    for words in place.saves:
        odd.button(part_of(one, place) if words == place.saves[0] else one.window.page(), words).click()
        one.rest()


def choose(part: QWidget) -> None:
    """Choose the first of each list of which nothing is chosen."""
    for combo in seen(part, Combo):
        if not combo.code() and combo.count() > 1:
            combo.setCurrentIndex(1)
            combo.activated.emit(1)
    for segment in seen(part, Segment):
        if not segment.codes() and segment._picks:
            segment.set_code(next(iter(segment._picks)))
            segment.chosen.emit()


NUMBERS = [0]
VISITED: set[str] = set()


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_what_is_odd_is_refused_at_the_field_or_stored_and_shown_as_it_is(one: Hand, place: Place) -> None:
    part = go(one, place)
    fields = [editor for editor in odd.editors(part) if odd.name_of(editor) not in LISTS]
    assert fields
    VISITED.update(type(above).__module__ for editor in fields for above in odd.above(editor))
    wrong = [
        (odd.name_of(editor), what, fault)
        for what, text in odd.ODD.items()
        for editor in fields
        if (fault := odd.taken_or_refused(editor, text))
    ]
    assert wrong == []
    for editor in fields:
        odd.paste(editor, "")
    given = odd.fill(part, NUMBERS, frozenset(LISTS))
    choose(part)
    for editor, bad in odd.impossible(part):
        before = editor.text()
        odd.paste(editor, bad)
        with pytest.raises(Refusal):
            cast("Any", odd.whole(editor)).value()
        if bad == odd.first_bad(editor):
            save(one, place)
            assert odd.told(editor), (odd.name_of(editor), bad)
            assert latin_digits(editor.text()) == latin_digits(bad), "what was typed stays"
        odd.paste(editor, before)
    save(one, place)
    missing = {name: text for text, name in given.texts.items() if text not in one.office.ask(odd.stored)}
    assert missing == {}
    assert not one.office.mistakes
    assert one.window.width() == 1900
    assert [bar for bar in overflowing(one.window.page())] == []
    assert not one.window.grab().isNull()


def overflowing(page: QWidget) -> list[str]:
    """Parts that have to be scrolled aside."""
    return [
        type(area).__name__ for area in seen(page, QScrollArea) if area.horizontalScrollBar().maximum() > 0
    ]
