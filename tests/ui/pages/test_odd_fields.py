"""Every field of every page with odd input: refused at the field with words, or stored and shown as it was given."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from gemdesk.domain.own import CustomField
from gemdesk.flows import custom_fields, plans, sealed_blocks
from gemdesk.flows.sealed_blocks import Block
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.typed import latin_digits
from gemdesk.ui.parts.check import Check
from gemdesk.ui.parts.combo import Combo
from gemdesk.ui.parts.question import Question
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.parts.tabs import Tabs
from tests.conftest import REPOSITORY
from tests.ui import screen
from tests.ui.pages import odd
from tests.ui.pages.hands import OWN, Hand, hand, scene
from tests.ui.pages.office import NOW, seen

# What is typed there is looked for, and kept nowhere.
SOUGHT = ("Specific needs", "Code of the reply slip", "Search the directory")


@dataclass(frozen=True)
class Place:
    """One part with fields: where it is, what is pressed to open it and to save it."""

    name: str
    at: str  # a place of the rail, or a tab of the case with "case " before it
    within: str  # the class that holds the fields
    opens: tuple[str, ...] = ()  # words of buttons; with a class and ">" before them: of the one in there
    saves: tuple[str, ...] = ("Save",)
    first: Callable[[Work], object] | None = None  # what has to be there
    ready: Callable[[Hand], object] | None = None  # done before the buttons are pressed
    then: Callable[[QWidget], object] | None = None  # done with the part before it is filled
    ticks: bool = False  # whether everything has to be ticked
    chooses: bool = True  # whether something has to be chosen of each list
    day: date = odd.LATER  # a day that may be written down there
    draft: bool = False  # kept as a draft until a letter leaves


def _plan(work: Work) -> None:
    if not any(one.plan.state == "draft" for one in plans.versions(work, scene().case)):
        plans.new_version(work, scene().case)


def _block(work: Work) -> None:
    sealed_blocks.save_block(work, scene().case, Block(standing="told", purpose="سبب", self_description="نص"))


def _own_fields(work: Work) -> None:
    for sort in ("text", "long_text", "number", "date"):
        wished = CustomField(id="", record_kind="person", label_ar=f"خانة {sort}", label_en=f"Own {sort}", sort=sort)
        custom_fields.define(work, wished)


def _search(one: Hand) -> None:
    one.window.list._search.setText("بحث")
    one.window.list._look_for("بحث")
    one.rest()


def _tab(key: str) -> Callable[[Hand], None]:
    def show(one: Hand) -> None:
        seen(one.window.page(), Tabs)[0].set_current(key)
        one.rest()

    return show


def _postponed(part: QWidget) -> None:
    cast("Any", part).outcome.set_code("postponed")
    cast("Any", part).outcome.chosen.emit()


def _everything(part: QWidget) -> None:
    """All that the consent form offers, by the way in which somebody else speaks too."""
    for segment in seen(part, Segment):
        if "guardian" in segment._picks:
            segment.set_code("guardian")
            segment.chosen.emit()
        elif "yes" in segment._picks or "given" in segment._picks:
            segment.set_code(next(code for code in ("yes", "given") if code in segment._picks))
            segment.chosen.emit()


PLACES = (
    Place("intake", "intake", "IntakePage", saves=("Save and open the case",)),
    Place("note", "case timeline", "NoteCard", saves=("Save the note",)),
    Place("details", "case details", "Details", ("Edit",), ("Save the details",)),
    Place("own fields", "case details", "CustomForm", saves=("Save these fields",), first=_own_fields),
    Place("sealed block", "case details", "SealedBlock", ("Open the sealed block",), ("Save, sealed",), first=_block),
    Place("contact", "case contact", "Contact", ("Change the safe contact", "Edit")),
    Place("attempt", "case contact", "Outcomes", ("Show the number for a call",), ("Reached",)),
    Place("relative", "case people", "Relatives", ("Add a person",)),
    Place("assessment", "case risk", "Instrument", ("New assessment",), ("Save the assessment",)),
    Place("safety plan", "case risk", "SafetyPlans", ("Write a new version",)),
    Place("incident", "case risk", "Incidents", ("Add an incident",), day=NOW.date()),
    Place("need", "case plan", "Needs", ("Add a need",)),
    Place("task", "case plan", "CaseTasks", ("Add a task",)),
    Place("follow-up", "case plan", "FollowUps", ("Agree on a follow-up",)),
    Place("follow-up done", "case plan", "OutcomeCard", ("FollowUps>Done",), then=_postponed),
    Place("contact that took place", "case plan", "OutcomeCard", ("A contact took place",)),
    Place("plan", "case plan", "PlanVersions", ("Review and note",), first=_plan),
    Place("goal", "case plan", "PlanVersions", ("Add a goal",)),
    Place("step", "case plan", "PlanVersions", ("Add a step",)),
    Place(
        "answer", "case papers", "ReferralActs", ("Enter an answer",), ("Record the answer",), day=NOW.date(),
    ),
    Place("closing", "case closure", "ClosingForm", saves=("Propose the closing",), ticks=True),
    Place("task of the office", "today", "TodayPage", ("New task",)),
    Place("saved search", "cases", "SavedViews", ("Save this search",), ready=_search, chooses=False),
    Place(
        "organisation", "directory", "OrganisationForm", ("New organisation", "Add a service"),
        ("Save the organisation",), ticks=True,
    ),
    Place("entry of a list", "lists", "EntriesView", ("Add an entry",)),
    Place("own field", "lists", "FieldsView", ("FieldsView>Add a field",), ready=_tab("fields")),
    Place("office", "settings", "OfficeCard"),
    Place("rhythm", "settings", "RhythmCard", saves=("Save the risk levels",)),
    Place("consent", "consent", "ConsentForm", saves=("Record the consent",), then=_everything),
    Place("receiver of a letter", "referral", "ReceiverStep", saves=(), draft=True),
    Place("words of a letter", "referral 2", "WordsStep", saves=(), draft=True),
)  # fmt: skip


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
    where, _, tab = place.at.partition(" ")
    window = one.window
    match where:
        case "intake":
            window._take_in()
        case "case":
            window._open_case(scene().case, tab)
        case "consent":
            window._record_consent(scene().case, "س")
        case "referral":
            window._refer(scene().case, "س")
            one.rest()
            window.referral._go(int(tab or 0))
        case _:
            window.rail.chosen.emit(place.at)
    one.rest()
    if place.ready is not None:
        place.ready(one)
    for words in place.opens:
        within, _, name = words.rpartition(">")
        odd.button(part_of(one, within) if within else window, name).click()
        one.rest()
    part = part_of(one, place.within)
    if place.then is not None:
        place.then(part)
    if place.chooses:
        choose(part, ticks=place.ticks)
    one.rest()
    return part_of(one, place.within)


def part_of(one: Hand, within: str) -> QWidget:
    found = [part for part in screen.shown(one.window) if type(part).__name__ == within]
    assert found, f"no {within}"
    return found[0]


def save(one: Hand, place: Place) -> None:
    for words in place.saves:
        parts = [part_of(one, place.within), one.window.page()]
        found = [part for part in parts if odd.has_button(part, words)]
        odd.button(found[0] if found else one.window, words).click()
        one.rest()
    for question in seen(one.window, Question):
        question.accept()
        one.rest()
    if place.draft:
        one.window.keep_drafts()
        one.rest()


def choose(part: QWidget, *, ticks: bool) -> None:
    """Choose the first of each list of which one has to be chosen and none is."""
    for combo in seen(part, Combo):
        if not combo.code() and combo.count() > 1:
            combo.setCurrentIndex(1)
            combo.activated.emit(1)
    for segment in seen(part, Segment):
        if not segment._several and not segment.codes() and segment._picks:
            segment.set_code(next(iter(segment._picks)))
            segment.chosen.emit()
    for check in seen(part, Check) if ticks else []:
        if not check.isChecked():
            check.click()


NUMBERS = [0]
VISITED: set[str] = set()


def _kept(work: Work) -> set[str]:
    block = sealed_blocks.open_block(work, scene().case).block
    return odd.stored(work) | odd.drafts(work) | {block.purpose, block.self_description}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_what_is_odd_is_refused_at_the_field_or_stored_and_shown_as_it_is(one: Hand, place: Place) -> None:
    part = go(one, place)
    fields = [editor for editor in odd.editors(part) if odd.name_of(editor) not in SOUGHT]
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
    given = odd.fill(part, NUMBERS, place.day, frozenset(SOUGHT))
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
    assert not set(given.texts) & one.office.ask(odd.stored), "nothing of it was stored before"
    save(one, place)
    kept = one.office.ask(_kept)
    assert {name: text for text, name in given.texts.items() if text not in kept} == {}
    assert not one.office.mistakes
    assert one.window.width() == 1900
    assert overflowing(one.window.page()) == []
    assert not one.window.grab().isNull()


def overflowing(page: QWidget) -> list[str]:
    """Parts that have to be scrolled aside."""
    return [type(area).__name__ for area in seen(page, QScrollArea) if area.horizontalScrollBar().maximum() > 0]


# Modules that make a field and no place above leads to, each with its reason.
_ELSEWHERE = {
    "cases.page": "what is sought", "directory.listing": "what is sought",
    "replies.entry": "what is sought; its answer is the same form as among the papers",
    "consent.narrowing": "a day alone, of the field that every day has; tests/ui/pages/consent",
    "case.closed_card": "of a case that is closed: tests/ui/pages/case/test_closure_part.py",
    "case.files": "saved with a file from outside: tested below", "approvals.decide": "a supervisor's: tested below",
    "sheet_import.decision": "a cell, read by the rules of sheets: tests/exchange/test_cells.py",
    "sheet_import.file_step": "the path of a file", "keys.recovery": "a recovery that is typed back and kept nowhere",
}  # fmt: skip
_MAKE = {
    "Line", "Area", "DateField", "CountField", "Suggest", "Covered", "FormView", "EditCard", "LongEditor", "Search",
    "Ask", "FileLine", "RecoveryField",
}  # fmt: skip


def test_every_module_that_makes_a_field_is_led_to(one: Hand) -> None:
    """A page or card with a new field fails here until a place leads to it."""
    root = REPOSITORY / "gemdesk" / "ui" / "pages"
    makes = set()
    for path in root.rglob("*.py"):
        calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        if any(isinstance(call, ast.Name) and call.id in _MAKE for call in calls):
            makes.add(".".join(path.relative_to(root).with_suffix("").parts))
    visited = {name.removeprefix("gemdesk.ui.pages.") for name in VISITED}
    assert len(makes) > 25
    assert makes - visited - set(_ELSEWHERE) == set()
    assert set(_ELSEWHERE) <= makes, "a reason that nothing needs any more"


def test_a_remark_of_a_supervisor(app: QApplication) -> None:
    place = Place("remark", "approvals", "Decide", saves=("Return with the remark",), chooses=False)
    with hand(app, "supervisor") as one:
        test_what_is_odd_is_refused_at_the_field_or_stored_and_shown_as_it_is(one, place)


def test_a_note_on_a_file(one: Hand, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("abc")
    place = Place("file", "case files", "Files", saves=(), chooses=False)
    part = go(one, place)
    (note,) = odd.editors(part)
    assert [what for what, text in odd.ODD.items() if odd.taken_or_refused(note, text)] == []
    given = odd.fill(part, NUMBERS, place.day)
    cast("Any", part).keep_file(file)
    screen.until(lambda: not note.text())
    assert set(given.texts) <= one.office.ask(odd.stored)


def test_what_is_stored_is_read_whole(one: Hand) -> None:
    kept = one.office.ask(_kept)
    assert f"ن{NUMBERS[0] + 1}ن" not in kept
    assert any("DROP TABLE" in text and "👩‍👩‍👧" in text for text in kept)
