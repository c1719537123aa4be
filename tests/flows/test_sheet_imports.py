"""A sheet is taken in after a dry run, as one change, with every doubt decided; and taken back as a whole."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from gemdesk.domain.casework import Need
from gemdesk.domain.definition import definition_of
from gemdesk.domain.erasures import mark_of
from gemdesk.domain.lines import Filter
from gemdesk.domain.own import SheetImport
from gemdesk.domain.readings import Aside, Choice, Same, Spot, Target, Why
from gemdesk.domain.records import Case, Entry, Person, SafeContact
from gemdesk.flows import cases, sheet_choices, sheet_imports, sheet_plans, sheet_reading
from gemdesk.flows.cases import Intake
from gemdesk.flows.sheet_reading import Plan
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.fold import fold
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.store import change as change_of_store
from gemdesk.store import erased, rows, trail
from gemdesk.store.rebuild import rebuild
from gemdesk.vault.erased_list import Erased
from gemdesk.vault.opened import Role
from tests.exchange.books import write_book, write_text
from tests.flows.making import cases_folder, count

TODAY = date(2026, 11, 20)
AR = Texts("ar")
HEAD = ["الاسم", "العمر", "تاريخ الفتح", "الهاتف", "المحافظة", "مستوى الخطر", "الخدمة المطلوبة", "ملاحظات"]
EXAMPLE = [
    ["جدول الحالات - مكتب الشمال"], [], ["الرقم", *HEAD],
    ["1", "  أحمد   الحلبي ", "٢٣", "05/11/2026", "00963944000111", "حلب", "مرتفع", "قانوني + مأوى", 'قال: "لا"'],
    ["2", "احمد الحلبى", "23", "5.11.26", "+963 944 000 111", "حلب", "عالي", "قانونية", "مكرر؟"],
    ["3", "لـيـلى خ.", "29 سنة", "٣ تشرين الأول ٢٠٢٦", "0955 000 222", "ريف دمشق", "متوسط", "صحة", ""],
    ["4", "Rana Khoury", "34", "2026-10-18", "+961 3 000 333", "بيروت", "منخفض", "نقدي", '=HYPERLINK("x")'],
    ["5", "يوسف", "؟؟", "حوالي أيلول", "بدون", "الحسكة", "", "دعم نفسي", "تواصل عبر المرشدة"],
    ["6", "هبة", "17", "31/02/2026", "963944000444+", "إدلب", "مرتفع", "مأوى", "عمرها غير مؤكد"],
    ["7", "نُور الدّين", "27", "15/10/2026", "٠٩٤٤٠٠٠٥٥٥", "دمشق", "مرتفع", "إعادة توطين", ""],
    [], ["المجموع", "7"],
]  # fmt: skip
A, B, C, DAY, PHONE, NOTE = 0, 1, 2, 3, 4, 8
# Row, column, why, whether it is settled: exactly these, and nothing else.
DOUBTS = {
    (4, C, Why.OTHER_DIGITS, True), (4, DAY, Why.TWO_DAYS, True), (5, B, Why.SAME_ROW, False),
    (5, DAY, Why.TWO_DAYS, True), (6, C, Why.AGE_IN_WORDS, True), (6, DAY, Why.OTHER_DIGITS, True),
    (7, NOTE, Why.FORMULA, True), (8, C, Why.AGE_UNKNOWN, True), (8, DAY, Why.ABOUT, False),
    (9, DAY, Why.NO_SUCH_DAY, False), (9, PHONE, Why.PLUS_AT_END, True), (10, PHONE, Why.OTHER_DIGITS, True),
}  # fmt: skip


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The sheet of a small office that has no program yet."""
    return write_text(tmp_path / "الحالات.csv", EXAMPLE)


def plan_of(work: Work, folder: Path, cells: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> Plan:
    """The dry run of rows under a head."""
    return sheet_imports.plan(work, write_text(folder / "a.csv", [head, *cells]))


def whys(found: Plan) -> set[tuple[int, int, Why, bool]]:
    """Where what is in doubt."""
    return {(doubt.spot.row, doubt.spot.column, doubt.why, doubt.read.settled) for doubt in found.doubts}


def first(found: Plan) -> dict[Spot, Choice]:
    """The first reading, or nothing where there is none, for everything that has to be decided."""
    return {doubt.spot: Choice(0 if doubt.read.readings else -1) for doubt in sheet_choices.undecided(found, {})}


def people(work: Work) -> list[Person]:
    return rows.select(work.connection, Person, "1 ORDER BY rowid")


def texts(work: Work) -> list[str]:
    return [one.text for one in rows.select(work.connection, Entry, "1 ORDER BY rowid")]


def state(work: Work) -> dict[str, int]:
    """How many rows each table has."""
    names = [row[0] for row in work.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: count(work, name) for name in names if not name.startswith(("search_", "sqlite_"))}


def test_the_example_gives_exactly_its_doubts(work: Work, example: Path) -> None:
    found = sheet_imports.plan(work, example)
    assert whys(found) == DOUBTS
    assert [one.number for one in found.rows] == [4, 5, 6, 7, 8, 9, 10]
    assert found.aside == ((1, Aside.ABOVE, "جدول الحالات - مكتب الشمال"), (12, Aside.TOTAL, "المجموع"))
    readings = {(doubt.spot.row, doubt.spot.column): doubt.read.readings for doubt in found.doubts}
    assert readings[4, DAY] == readings[5, DAY] == (date(2026, 11, 5), date(2026, 5, 11))
    assert readings[6, C] == (29,)
    assert readings[8, DAY] == (date(2026, 9, 1),)
    assert readings[9, PHONE] == ("+963944000444",)


@pytest.mark.skipif(not (cases_folder() / "intake-sheet.csv").is_file(), reason="the makers' cases are not here")
def test_the_shared_sheet_gives_the_same_doubts(work: Work) -> None:
    assert whys(sheet_imports.plan(work, cases_folder() / "intake-sheet.csv")) == DOUBTS


def test_a_workbook_gives_what_its_text_gives(work: Work, tmp_path: Path) -> None:
    rows_of = [[cell or None for cell in row] for row in EXAMPLE]
    assert whys(sheet_imports.plan(work, write_book(tmp_path / "a.xlsx", rows_of))) == DOUBTS


def test_nothing_is_written_before_acceptance_and_acceptance_writes(work: Work, example: Path) -> None:
    before = state(work)
    found = sheet_imports.plan(work, example)
    with pytest.raises(Refusal) as caught:
        sheet_imports.accept(work, found, {}, AR)
    assert (caught.value.reason, caught.value.facts) == (Reason.CELLS_UNDECIDED, {"count": "3"})
    assert state(work) == before
    assert sheet_imports.accept(work, found, first(found), AR)
    after = state(work)
    grown = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert {"person": 7, "case": 7, "safe_contact": 7, "need": 8, "sheet_import": 1}.items() <= grown.items()


def test_what_was_accepted_is_what_the_sheet_said(work: Work, example: Path) -> None:
    found = sheet_imports.plan(work, example)
    outcome = sheet_imports.accept(work, found, first(found), AR)
    assert outcome and (outcome.people, outcome.added, outcome.left_out) == (7, 0, 0)
    ahmad, _, layla, rana, yusuf, hiba, nur = people(work)
    assert [one.chosen_name for one in (ahmad, layla, nur)] == ["أحمد الحلبي", "ليلى خ.", "نُور الدّين"]
    assert [one.age for one in people(work)] == [23, 23, 29, 34, None, 17, 27]
    assert (hiba.age_band, yusuf.age_band, rana.place) == ("12-17", "", "بيروت")
    assert {one.address for one in people(work)} == {"avoid"}
    numbers = {one.person: one for one in rows.select(work.connection, SafeContact, "1")}
    assert (numbers[hiba.id].number, numbers[nur.id].number) == ("+963944000444", "0944000555")
    assert (numbers[yusuf.id].channel, numbers[rana.id].channel) == ("none", "phone")
    of = {one.person: one for one in rows.select(work.connection, Case, "1")}
    assert [of[one.id].opened for one in (ahmad, layla, rana, yusuf, hiba)] == [
        date(2026, 11, 5), date(2026, 10, 3), date(2026, 10, 18), date(2026, 9, 1), TODAY,
    ]  # fmt: skip
    levels = ["high", "high", "medium", "low", "not_assessed", "high", "high"]
    assert [of[one.id].risk_level for one in people(work)] == levels
    needs = rows.select(work.connection, Need, '"case" = ? ORDER BY rowid', of[ahmad.id].id)
    assert [(one.sort, one.since) for one in needs] == [("legal", date(2026, 11, 5)), ("shelter", date(2026, 11, 5))]


def test_what_no_field_holds_stands_in_a_note_with_its_row(work: Work, example: Path) -> None:
    found = sheet_imports.plan(work, example)
    sheet_imports.accept(work, found, first(found), AR)
    assert {'قال: "لا"', '=HYPERLINK("x")', "تواصل عبر المرشدة"} <= set(texts(work))
    of_hiba = [text for text in texts(work) if "31/02/2026" in text]
    assert len(of_hiba) == 1
    assert "الحالات.csv" in of_hiba[0] and "9" in of_hiba[0]
    assert "تاريخ الفتح: 31/02/2026\nالهاتف: 963944000444+" in of_hiba[0]
    assert not any(ord(sign) in range(0x2066, 0x206A) for text in texts(work) for sign in text)


def test_it_is_one_change_and_is_taken_back_as_one(work: Work, example: Path) -> None:
    cases.take_in(work, Intake(chosen_name="سلمى", number="0999000111"))
    before, tables = people(work), state(work)
    found = sheet_imports.plan(work, example)
    outcome = sheet_imports.accept(work, found, first(found), AR)
    assert outcome
    done = rows.one(work.connection, SheetImport, outcome.id)
    assert (done.made, done.left_out, done.name, done.undone) == (7, 2, "الحالات.csv", False)
    events = [event for event, _ in trail.events(work.connection) if event.change_id == done.change]
    assert {event.kind for event in events} == {"person", "case", "safe_contact", "need", "entry", "sheet_import"}
    assert len(cases.page(work, "", Filter(), None, 100)) == 8
    assert len(cases.page(work, "ليلى", Filter(), None, 100)) == 1
    undone = sheet_imports.undo(work, outcome.id)
    assert undone and undone.undone
    assert people(work) == before
    assert len(cases.page(work, "", Filter(), None, 100)) == 1
    assert cases.page(work, "ليلى", Filter(), None, 100) == []
    after = state(work)
    kept = {"event", "event_value", "stream_head", "binned", "undone", "sheet_import"}
    assert {name for name in after if after[name] != tables[name]} <= kept
    assert [one.undone for one in sheet_imports.earlier(work)] == [True]
    assert {key for key, record in rebuild(work.connection).items() if key[0] == "person"} == {("person", before[0].id)}
    with pytest.raises(Refusal) as caught:
        sheet_imports.undo(work, outcome.id)
    assert caught.value.reason is Reason.ALREADY_UNDONE


@pytest.mark.parametrize("many", [500, 5])
def test_the_search_forgets_one_by_one_or_is_made_anew(
    work: Work, example: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(change_of_store, "_MANY", many)
    cases.take_in(work, Intake(chosen_name="سلمى"))
    held = sorted(work.connection.execute("SELECT words FROM search_row").fetchall())
    found = sheet_imports.plan(work, example)
    outcome = sheet_imports.accept(work, found, first(found), AR)
    assert outcome and sorted(work.connection.execute("SELECT words FROM search_row").fetchall()) != held
    sheet_imports.undo(work, outcome.id)
    assert sorted(work.connection.execute("SELECT words FROM search_row").fetchall()) == held
    assert len(cases.page(work, "سلمى", Filter(), None, 100)) == 1
    assert cases.page(work, "ليلى", Filter(), None, 100) == []


def test_what_somebody_worked_on_since_is_not_taken_back(work: Work, example: Path) -> None:
    found = sheet_imports.plan(work, example)
    outcome = sheet_imports.accept(work, found, first(found), AR)
    assert outcome
    tables = state(work)
    with work.change() as change:
        change.edit(people(work)[0], place="دمشق")
    with pytest.raises(Refusal) as caught:
        sheet_imports.undo(work, outcome.id)
    assert caught.value.reason is Reason.CHANGED_SINCE
    assert {name: number for name, number in state(work).items() if name not in ("event", "event_value")} == {
        name: number for name, number in tables.items() if name not in ("event", "event_value")
    }


def test_the_same_person_twice_is_added_or_left_out_and_never_merged(work: Work, example: Path) -> None:
    found = sheet_imports.plan(work, example)
    [twice] = [doubt for doubt in found.doubts if doubt.why is Why.SAME_ROW]
    assert twice.facts["row"] == 4
    for same, made, added, left in ((Same.ADDED, 6, 1, 0), (Same.LEFT_OUT, 6, 0, 1)):
        choices = {**first(found), twice.spot: Choice(twice.read.readings.index(same))}
        outcome = sheet_imports.accept(work, found, choices, AR)
        assert outcome and (outcome.people, outcome.added, outcome.left_out) == (made, added, left)
        assert len(people(work)) == 6
        of_ahmad = rows.select(work.connection, Entry, "text LIKE ? OR text LIKE ?", "%مكرر؟%", "%5.11.26%")
        assert len(of_ahmad) == (2 if added else 0)
        sheet_imports.undo(work, outcome.id)


def test_somebody_in_the_vault_is_pointed_out_and_can_be_added_to(work: Work, example: Path) -> None:
    there = cases.take_in(work, Intake(chosen_name="أحمد الحلبى", number="944 000 111"))
    found = sheet_imports.plan(work, example)
    met = {doubt.spot.row: doubt for doubt in found.doubts if doubt.why is Why.IN_VAULT}
    assert set(met) == {4, 5}
    assert {doubt.facts["case"] for doubt in met.values()} == {there}
    assert not any(doubt.read.settled for doubt in met.values())
    choices = {**first(found), **{doubt.spot: Choice(1) for doubt in met.values()}}
    outcome = sheet_imports.accept(work, found, choices, AR)
    assert outcome and (outcome.people, outcome.added) == (5, 2)
    assert len([text for text in texts(work) if "أحمد   الحلبي" in text or "احمد الحلبى" in text]) == 2
    sheet_imports.undo(work, outcome.id)
    assert texts(work) == []
    assert [one.chosen_name for one in people(work)] == ["أحمد الحلبى"]


def test_a_name_in_another_script_is_pointed_out(work: Work, tmp_path: Path) -> None:
    cases.take_in(work, Intake(chosen_name="رنا خوري"))
    found = plan_of(work, tmp_path, [["Rana Khoury"], ["Rana Haddad"]])
    assert [(doubt.spot.row, doubt.why, doubt.facts["by"]) for doubt in found.doubts] == [(2, Why.IN_VAULT, "sound")]
    assert found.doubts[0].read.settled


def test_whom_the_worker_may_not_see_is_not_pointed_out(work: Work, example: Path) -> None:
    case_id = cases.take_in(work, Intake(chosen_name="ليلى خ"))
    assert any(doubt.why is Why.IN_VAULT for doubt in sheet_imports.plan(work, example).doubts)
    with work.change() as change:
        change.edit(rows.one(work.connection, Case, case_id), worker="w-2")
    assert not any(doubt.why is Why.IN_VAULT for doubt in sheet_imports.plan(work, example).doubts)


def test_a_name_alone_or_a_number_alone_is_shown_and_not_stopped_at(work: Work, tmp_path: Path) -> None:
    cells = [["سلمى", "", "", "0944000111"], ["سَلمى", "", "", "0944000222"], ["رنا", "", "", "+963944000222"]]
    found = plan_of(work, tmp_path, cells)
    assert [(doubt.spot.row, doubt.why, doubt.read.settled) for doubt in found.doubts] == [
        (3, Why.SAME_ROW, True), (4, Why.SAME_ROW, True),
    ]  # fmt: skip
    outcome = sheet_imports.accept(work, found, {}, AR)
    assert outcome and outcome.people == 3


def test_another_text_can_be_given_for_a_cell(work: Work, example: Path) -> None:
    found = sheet_imports.plan(work, example)
    choices = {**first(found), Spot(9, DAY): Choice(typed="28/02/2026"), Spot(8, C): Choice(typed="٣١")}
    assert sheet_imports.accept(work, found, choices, AR)
    hiba, yusuf = people(work)[5], people(work)[4]
    assert yusuf.age == 31
    assert rows.select(work.connection, Case, "person = ?", hiba.id)[0].opened == date(2026, 2, 28)
    for target, text, reason in (
        (Target.OPENED, "31/02/2026", Reason.NOT_A_DATE), (Target.AGE, "قديم", Reason.NOT_A_NUMBER),
        (Target.RISK, "أزرق", Reason.CELL_NOT_READ), (Target.SERVICES, "قانوني + طيران", Reason.CELL_NOT_READ),
        (Target.NAME, "ن" * 300, Reason.CELL_NOT_READ),
    ):  # fmt: skip
        with pytest.raises(Refusal) as caught:
            sheet_choices.retyped(found, target, text)
        assert caught.value.reason is reason
    assert sheet_choices.retyped(found, Target.SERVICES, "قانوني + مأوى") == ("legal", "shelter")


def test_a_decision_for_one_day_decides_all_days_of_the_column(work: Work, tmp_path: Path) -> None:
    cells = [["أ", "", text] for text in ("05/11/2026", "07/08/2026", "03/02/2026", "أيلول")]
    found = plan_of(work, tmp_path, cells)
    assert [doubt.read.settled for doubt in found.doubts if not doubt.spot.person] == [False] * 4
    days = [doubt for doubt in found.doubts if doubt.why is Why.TWO_DAYS]
    month_first = sheet_choices.decide_alike(found, days[0], Choice(1))
    taken = [sheet_choices.value(found, one, 2, month_first) for one in found.rows[:3]]
    assert taken == [date(2026, 5, 11), date(2026, 7, 8), date(2026, 3, 2)]
    assert set(month_first) == {doubt.spot for doubt in days}
    empty = sheet_choices.decide_alike(found, days[0], Choice())
    assert [sheet_choices.value(found, one, 2, empty) for one in found.rows[:3]] == [None] * 3


def test_the_same_word_is_decided_once_and_another_word_is_not(work: Work, tmp_path: Path) -> None:
    found = plan_of(work, tmp_path, [["أ", "", "", "", "", text] for text in ("برتقالي", "بُرتقالي", "أزرق")])
    doubts = [doubt for doubt in found.doubts if doubt.why is Why.UNKNOWN_WORD]
    decided = sheet_choices.decide_alike(found, doubts[0], Choice(doubts[0].read.readings.index("medium")))
    assert set(decided) == {doubt.spot for doubt in doubts[:2]}


def test_columns_can_be_taken_for_something_else(work: Work, tmp_path: Path) -> None:
    head = ["اللقب", "هوية", "الجنس", "الاسم"]
    opened = sheet_reading.open_sheet(write_text(tmp_path / "a.csv", [["x"], head, ["زهرة", "123", "ذكر", "سلمى"]]))
    assert opened.layout.head == 2
    assert opened.layout.targets == (Target.FAMILY_NAME, Target.KEPT, Target.LEFT_OUT, Target.NAME)
    opened = sheet_reading.set_target(opened, 0, Target.NAME)
    assert opened.layout.targets == (Target.NAME, Target.KEPT, Target.LEFT_OUT, Target.KEPT)
    assert [column.samples for column in opened.columns] == [("زهرة",), ("123",), ("ذكر",), ("سلمى",)]
    found = sheet_plans.draft(opened, TODAY)
    sheet_imports.accept(work, found, {}, AR)
    assert people(work)[0].chosen_name == "زهرة"
    [note] = texts(work)
    assert "هوية: 123" in note and "الاسم: سلمى" in note
    assert "ذكر" not in note  # what a person is, is asked and never taken from a column
    assert people(work)[0].address == "avoid"


def test_a_name_in_two_columns_is_joined_and_never_cut(work: Work, tmp_path: Path) -> None:
    cells = [["سلمى", "الحلبي"], ["", "خوري"], ["ن" * 99, "ي" * 99], ["ن" * 150, "ي" * 150]]
    found = plan_of(work, tmp_path, cells, ["الاسم", "الكنية"])
    assert whys(found) == {(5, 0, Why.TOO_LONG, False), (5, 1, Why.TOO_LONG, False)}
    assert sheet_imports.accept(work, found, first(found), AR)
    names = ["سلمى الحلبي", "خوري", "ن" * 99 + " " + "ي" * 99, ""]
    assert [one.chosen_name for one in people(work)] == names
    assert any("ن" * 150 in text and "ي" * 150 in text for text in texts(work))


def test_a_code_that_somebody_has_is_kept_in_the_note(work: Work, tmp_path: Path) -> None:
    found = plan_of(work, tmp_path, [["GEM-1", "أ"], ["GEM-1", "ب"]], ["رمز الحالة", "الاسم"])
    sheet_imports.accept(work, found, {}, AR)
    one, other = people(work)
    assert one.code == "GEM-1" and other.code != "GEM-1"
    assert ["GEM-1" in text for text in texts(work)] == [True]


def test_a_code_that_was_erased_does_not_come_back(work: Work, tmp_path: Path) -> None:
    with work.saving():
        erased.note(work.connection, Erased("gone", work.moment(), "person", mark_of("GEM-9"), settled=True))
    found = plan_of(work, tmp_path, [["GEM-9", "أ"], ["gem-9", "ب"], ["GEM-10", "ج"]], ["رمز الحالة", "الاسم"])
    assert whys(found) == {(2, 1, Why.ERASED, False), (3, 1, Why.ERASED, False)}
    left, anew = (doubt.spot for doubt in found.doubts)
    choices = {left: Choice(0), anew: Choice(1)}
    outcome = sheet_imports.accept(work, found, choices, AR)
    assert outcome and (outcome.people, outcome.left_out) == (2, 1)
    assert [one.chosen_name for one in people(work)] == ["ب", "ج"]
    assert people(work)[1].code == "GEM-10"
    assert "gem-9" not in told(work)


BAD = "'; DROP TABLE person; --"


def test_bad_input_is_refused_at_its_cell_or_stored_as_it_is(work: Work, tmp_path: Path) -> None:
    cells = [
        [BAD, "23", "", "", BAD, "", "", BAD],
        ["\u202eهيثم\u202c 🌈\x00", "", "", "", "", "", "", "=cmd|' /C calc'!A0"],
        ["ن" * 5000, "", "", "", "", "", "", "@SUM(1)"],
        ["سين", "", "", "", "", "", "", "م" * 10_000_000],
        ["صاد", "", "30/02/2026", "", "", "", "", ""],
    ]
    found = plan_of(work, tmp_path, cells)
    assert whys(found) == {
        (3, 0, Why.CONTROL_SIGNS, True), (3, 7, Why.FORMULA, True), (4, 0, Why.TOO_LONG, False),
        (4, 7, Why.FORMULA, True), (5, 7, Why.TOO_LONG, False), (6, 2, Why.NO_SUCH_DAY, False),
    }  # fmt: skip
    outcome = sheet_imports.accept(work, found, first(found), AR)
    assert outcome and outcome.people == 5
    assert [one.chosen_name for one in people(work)] == [BAD, "هيثم 🌈", "", "سين", "صاد"]
    assert people(work)[0].place == BAD
    assert {BAD, "=cmd|' /C calc'!A0", "@SUM(1)"} <= set(texts(work))
    assert any("ن" * 5000 in text for text in texts(work))


CELL = some.text(some.characters(exclude_categories=["Cs"]), max_size=25) | some.sampled_from(
    [
        "05/11/2026",
        "٢٣",
        "=1+1",
        "؟؟",
        "قانوني + مأوى",
        "+963 944 000 111",
        "",
        "مرتفع",
        "x" * 250,
        "\u202ea",
        "31/02/2026",
    ]
)


def told(work: Work) -> str:
    """Everything that the records say, folded."""
    records = rebuild(work.connection).values()
    values = [getattr(one, field.name) for one in records for field in definition_of(type(one)).fields]
    return fold(" ".join(" ".join(value) if isinstance(value, tuple) else str(value) for value in values))


def test_any_rows_are_taken_in_with_nothing_lost(work: Work, tmp_path: Path) -> None:
    @settings(max_examples=25, deadline=None)
    @given(cells=some.lists(some.lists(CELL, min_size=8, max_size=8), min_size=1, max_size=3))
    def check(cells: list[list[str]]) -> None:
        book = [[cell.translate(DROPPED) or None for cell in row] for row in cells]
        found = sheet_imports.plan(work, write_book(tmp_path / "a.xlsx", [HEAD, *book]))
        assume(found.rows)
        outcome = sheet_imports.accept(work, found, first(found), AR)
        assert outcome and outcome.people == len(found.rows)
        said = told(work)
        for one in found.rows:
            for column, read in enumerate(one.reads):
                if read.why is not None or found.layout.targets[column] is Target.NOTE:
                    assert all(word in said for word in fold(one.row.cell(column).text).split())
        sheet_imports.undo(work, outcome.id)
        assert people(work) == []

    check()


DROPPED = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], None)  # what no workbook holds


def test_a_cancelled_import_leaves_nothing(work: Work, tmp_path: Path) -> None:
    found = plan_of(work, tmp_path, [[f"شخص {number}"] for number in range(60)])
    before = state(work)
    progress = Progress(lambda done, _whole: progress.cancel() if done >= 20 else None)
    assert sheet_imports.accept(work, found, first(found), AR, progress) is None
    assert state(work) == before
    steps: list[tuple[int, int]] = []
    assert sheet_imports.accept(work, found, first(found), AR, Progress(lambda *step: steps.append(step)))
    assert steps == [(0, 80), (20, 80), (40, 80)]
    before = state(work)
    stopped = Progress(lambda done, _whole: stopped.cancel() if done >= 50 else None)
    [done] = sheet_imports.earlier(work)
    assert sheet_imports.undo(work, done.id, stopped) is None
    assert state(work) == before
    assert sheet_imports.undo(work, done.id, Progress())
    assert people(work) == []


def test_who_may_not_import_is_refused(work: Work, example: Path) -> None:
    found = sheet_imports.plan(work, example)
    outcome = sheet_imports.accept(work, found, first(found), AR)
    assert outcome and len(sheet_imports.earlier(work)) == 1
    work.vault.opened = replace(work.vault.opened, role=Role.COORDINATOR)
    assert sheet_imports.earlier(work) == []
    for act in (
        lambda: sheet_imports.compare(work, found),
        lambda: sheet_imports.accept(work, found, first(found), AR),
        lambda: sheet_imports.undo(work, outcome.id),
    ):
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.reason is Reason.NOT_YOUR_ROLE
    assert len(people(work)) == 7


def test_without_a_row_there_is_nothing_to_take_in(work: Work, tmp_path: Path) -> None:
    found = plan_of(work, tmp_path, [["سلمى"]])
    before = state(work)
    for one, choices in (
        (replace(found, rows=()), {}),
        (found, {sheet_reading.person_spot(found, found.rows[0]): Choice()}),
    ):
        with pytest.raises(Refusal) as caught:
            sheet_imports.accept(work, one, choices, AR)
        assert caught.value.reason is Reason.NO_ROW_TAKEN
    assert state(work) == before


def test_a_head_can_be_said_where_none_was_found(tmp_path: Path) -> None:
    opened = sheet_reading.open_sheet(write_text(tmp_path / "a.csv", [["x"], ["س", "الاسم"], ["ص", "سلمى"]]))
    assert opened.layout.head == 0  # one known word may be chance
    assert [one.number for one in sheet_plans.draft(opened, TODAY).rows] == [1, 2, 3]
    opened = sheet_reading.set_head(opened, 2)
    assert opened.layout.targets == (Target.KEPT, Target.NAME)
    assert [one.number for one in sheet_plans.draft(opened, TODAY).rows] == [3]
    assert sheet_reading.set_head(opened, 0).layout.targets == (Target.KEPT, Target.KEPT)
