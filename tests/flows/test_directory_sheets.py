"""The directory out and in again: a true copy without any person, nothing run, nothing stored unseen."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gemdesk.domain.readings import Why
from gemdesk.domain.records import Organisation, Service
from gemdesk.flows import directory, directory_sheets
from gemdesk.flows.directory import Filter
from gemdesk.flows.directory_sheets import EXPORTED, Ending
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.store import rows, vault_events
from gemdesk.vault.opened import Role
from tests.flows.making import count, new_work

HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "=HYPERLINK(1)")
WORDS = {"ar": Texts("ar"), "en": Texts("en")}


@pytest.fixture
def full(work: Work) -> Work:
    """A directory in which every column is filled."""
    directory.save(
        work, "",
        {
            "name": "مركز الأمل", "other_names": ("Hope Centre", "الأمل"), "place": "حلب", "vetting": "affirming",
            "safe_for": ("trans_women", "people_living_with_hiv"), "unsafe_for": ("minors",),
            "phone": "+963 944 000 318",
            "email": "a@example.org", "hours": "10:00–14:00", "languages": ("ar", "en"), "cost": "free",
            "street": "شارع النيل 3", "street_hidden": True, "front_gate": "أمام الصيدلية", "note": "تُعرف منذ سنة",
            "last_checked": date(2026, 11, 1), "vouched_by": "ناديا س.", "focal_person": "سامر ع.",
        },
        [("", {"sector": "mhpss", "for_whom": ("all",), "capacity": "10", "cost": "free", "note": "ملاحظة"}),
         ("", {"sector": "legal"})],
    )  # fmt: skip
    directory.save(
        work, "", {"name": "=1+1", "never_refer": True, "never_refer_reason": "-2+3", "street": "@SUM(1)"}, []
    )
    return work


def written(work: Work, place: Path, ending: Ending = "csv", language: str = "ar", *, words: bool = True) -> Path:
    target = place / f"directory.{ending}"
    directory_sheets.export(work, target, ending, WORDS[language], with_free_words=words)
    return target


def sheet(place: Path, rows_: Sequence[Sequence[str]]) -> Path:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows_)
    target = place / "sheet.csv"
    target.write_bytes(out.getvalue().encode("utf-8-sig"))
    return target


def everything(path: Path) -> str:
    if path.suffix == ".csv":
        return path.read_text("utf-8-sig")
    return "\n".join(str(value) for row in load_workbook(path).active.iter_rows(values_only=True) for value in row)


def offered(work: Work, organisation: Organisation) -> list[Service]:
    found = rows.select(work.connection, Service, "organisation = ? ORDER BY rowid", organisation.id)
    return [replace(one, id="", organisation="") for one in found]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_went_out_comes_in_as_it_was(full: Work, tmp_path: Path, ending: Ending, language: str) -> None:
    path = written(full, tmp_path, ending, language)
    assert directory_sheets.look_into(full, path).steps == ()
    elsewhere = tmp_path / "other"
    elsewhere.mkdir()
    other = new_work(elsewhere)
    plan = directory_sheets.look_into(other, path)
    assert (len(plan.steps), plan.doubts, plan.strange, plan.unnamed) == (2, (), (), ())
    assert directory_sheets.accept(other, plan).new == 2
    for name in ("مركز الأمل", "=1+1"):
        before, after = (rows.select(work.connection, Organisation, "name = ?", name)[0] for work in (full, other))
        bare = replace(
            before, id="", vouched_by="", focal_person="", street="" if before.street_hidden else before.street
        )
        assert replace(after, id="") == bare
        assert offered(full, before) == offered(other, after)
    other.close()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_person_and_no_hidden_street_goes_along(full: Work, tmp_path: Path, ending: Ending) -> None:
    said = everything(written(full, tmp_path, ending))
    assert "مركز الأمل" in said
    assert "أمام الصيدلية" in said
    assert not [name for name in ("ناديا", "سامر", "شارع النيل") if name in said]
    assert "تُعرف منذ سنة" in said
    without = everything(written(full, tmp_path, ending, words=False))
    assert not [words for words in ("تُعرف منذ سنة", "-2+3", "ملاحظة") if words in without]


def test_no_cell_is_one_that_a_spreadsheet_would_run(work: Work, tmp_path: Path) -> None:
    for at, text in enumerate(HOSTILE):
        fields = {"name": f"{at}", "hours": text.strip(), "front_gate": text.strip()}
        directory.save(work, "", fields, [])
    with written(work, tmp_path).open(encoding="utf-8-sig", newline="") as source:
        cells = [cell for row in csv.reader(source) for cell in row]
    assert any(cell.startswith("'=") for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    page = load_workbook(written(work, tmp_path, "xlsx")).active
    values = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert any(str(cell.value).startswith("=") for cell in values)
    assert {cell.data_type for cell in values} <= {"s", "d"}


def test_it_is_told_in_the_history_of_the_vault_and_never_written_into_its_folder(full: Work, tmp_path: Path) -> None:
    with pytest.raises(Trouble):
        written(full, tmp_path / "vault")
    assert vault_events.newest(full.connection, EXPORTED) is None
    written(full, tmp_path)
    told = vault_events.newest(full.connection, EXPORTED)
    assert told is not None
    assert told.facts == {"organisations": 2, "words": True, "ending": "csv"}


def test_the_workbook_stands_from_right_to_left_and_names_no_maker(full: Work, tmp_path: Path) -> None:
    book = load_workbook(written(full, tmp_path, "xlsx"))
    assert book.active.sheet_view.rightToLeft
    assert not book.properties.creator
    assert not load_workbook(written(full, tmp_path, "xlsx", "en")).active.sheet_view.rightToLeft


def test_a_dry_run_stores_nothing_and_names_every_difference(full: Work, tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        [
            ["Organisation", "Place", "How people are received there", "Service", "Nonsense"],
            ["مركز الامل", "إدلب", "", "legal aid", "x"],
            ["جديدة", "حمص", "affirming", "health care", ""],
            ["جديدة", "حماة", "", "cash assistance", ""],
            ["", "دمشق", "", "", ""],
        ],
    )
    before = count(full, "event")
    plan = directory_sheets.look_into(full, path)
    assert count(full, "event") == before
    known, new = plan.steps
    assert (known.name, known.services) == ("مركز الأمل", ())
    assert [(one.name, one.before, one.after) for one in known.differences] == [("place", "حلب", "إدلب")]
    assert [(one.name, one.after) for one in new.differences] == [("place", "حمص"), ("vetting", "affirming")]
    assert [one["sector"] for one in new.services] == ["health", "cash"]
    assert (plan.strange, plan.unnamed) == (("Nonsense",), (5,))
    assert [(doubt.row, doubt.text, doubt.why) for doubt in plan.doubts] == [(4, "حماة", None)]
    taken = directory_sheets.accept(full, plan)
    assert (taken.new, taken.changed) == (1, 1)
    assert directory.page(full, "جديده", Filter(), None, 5)[0].entry.sectors == ("health", "cash")
    directory_sheets.take_back(full, taken.change)
    assert directory.page(full, "جديده", Filter(), None, 5) == []
    assert directory.page(full, "hope", Filter(), None, 5)[0].entry.place == "حلب"


def test_what_cannot_be_read_is_passed_over_and_told(work: Work, tmp_path: Path) -> None:
    heads = [WORDS["ar"].say(head) for head in ("Organisation", "How people are received there", "Last checked")]
    path = sheet(
        tmp_path,
        [[*heads, "Safe for"], ["أ", "لطيفة جداً", "31/2/2026", "x"], ["ب", "affirming", "2026-10-02", "everybody"]],
    )
    plan = directory_sheets.look_into(work, path)
    assert [(doubt.row, doubt.text) for doubt in plan.doubts] == [(2, "لطيفة جداً"), (2, "31/2/2026"), (2, "x")]
    assert plan.doubts[0].why is Why.UNKNOWN_WORD
    directory_sheets.accept(work, plan)
    first, second = (rows.select(work.connection, Organisation, "name = ?", name)[0] for name in "أب")
    assert (first.vetting, first.last_checked) == ("unknown", None)
    assert (second.vetting, second.last_checked, second.safe_for) == ("affirming", date(2026, 10, 2), ("all",))


def test_a_blank_cell_takes_nothing_away(full: Work, tmp_path: Path) -> None:
    plan = directory_sheets.look_into(
        full, sheet(tmp_path, [["Organisation", "Place", "Phone", "Note"], ["Hope centre", "", "-", " "]])
    )
    assert (plan.steps, plan.same) == ((), 1)


def test_a_street_in_a_sheet_does_not_replace_a_hidden_one(full: Work, tmp_path: Path) -> None:
    rows_ = [["Organisation", "Street and house"], ["Hope centre", "شارع آخر"], ["=1+1", "شارع آخر"]]
    plan = directory_sheets.look_into(full, sheet(tmp_path, rows_))
    assert [step.name for step in plan.steps] == ["=1+1"]
    assert [(doubt.row, doubt.text, doubt.why) for doubt in plan.doubts] == [(2, "شارع آخر", Why.PROTECTS)]


def test_a_sheet_lifts_nothing_that_protects(full: Work, tmp_path: Path) -> None:
    heads = ["Organisation", "Nobody is referred there", "The address is kept hidden", "Safe for"]
    rows_ = [heads, ["=1+1", "no", "no", ""], ["Hope centre", "no", "no", "minors؛ people living with HIV"]]
    plan = directory_sheets.look_into(full, sheet(tmp_path, rows_))
    assert [(doubt.row, doubt.column, doubt.why) for doubt in plan.doubts] == [
        (2, "B", Why.PROTECTS), (3, "C", Why.PROTECTS), (3, "D", Why.ALSO_UNSAFE),
    ]  # fmt: skip
    directory_sheets.accept(full, plan)
    never = rows.select(full.connection, Organisation, "name = '=1+1'")[0]
    hidden = rows.select(full.connection, Organisation, "name = 'مركز الأمل'")[0]
    assert (never.never_refer, hidden.street_hidden) == (True, True)
    assert (hidden.safe_for, hidden.unsafe_for) == (("people_living_with_hiv",), ("minors",))
    # The other way it is taken: who is unsafe for somebody is no longer called safe for them.
    raised = [
        ["Organisation", "Unsafe for", "Nobody is referred there"],
        ["Hope centre", "people living with HIV", "yes"],
    ]
    plan = directory_sheets.look_into(full, sheet(tmp_path, raised))
    assert plan.doubts == ()
    directory_sheets.accept(full, plan)
    hidden = rows.select(full.connection, Organisation, "name = 'مركز الأمل'")[0]
    assert (hidden.never_refer, hidden.safe_for, hidden.unsafe_for) == (True, (), ("people_living_with_hiv",))


def test_an_organisation_that_stands_in_a_sheet_under_two_names_is_taken_once(full: Work, tmp_path: Path) -> None:
    rows_ = [
        ["Organisation", "Other names", "Place"],
        ["Hope centre", "", "إدلب"], ["مركز الأمل", "", "حمص"],
        ["النبع", "The Spring", "حماة"], ["the spring", "", "دمشق"], ["الواحة", "Hope centre", "درعا"],
    ]  # fmt: skip
    plan = directory_sheets.look_into(full, sheet(tmp_path, rows_))
    assert [(doubt.row, doubt.why) for doubt in plan.doubts] == [(3, None), (5, None), (6, Why.NAME_TAKEN)]
    taken = directory_sheets.accept(full, plan)
    assert (taken.new, taken.changed) == (2, 1)
    places = {one.name: (one.place, one.other_names) for one in rows.select(full.connection, Organisation, "1")}
    assert places["مركز الأمل"][0] == "إدلب"
    assert places["النبع"] == ("حماة", ("The Spring",))
    assert places["الواحة"] == ("درعا", ())


def test_a_directory_that_changed_meanwhile_is_not_written_over(full: Work, tmp_path: Path) -> None:
    plan = directory_sheets.look_into(full, sheet(tmp_path, [["Organisation", "Place"], ["Hope centre", "إدلب"]]))
    directory.save(full, plan.steps[0].organisation, {"place": "الرقة"}, [])
    with pytest.raises(Refusal) as stop:
        directory_sheets.accept(full, plan)
    assert stop.value.reason is Reason.CHANGED_SINCE
    assert directory.page(full, "hope", Filter(), None, 5)[0].entry.place == "الرقة"


def test_a_sheet_of_something_else_is_refused(work: Work, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        directory_sheets.look_into(work, sheet(tmp_path, [["A", "B"], ["1", "2"]]))
    assert stop.value.reason is Reason.DIRECTORY_WITHOUT_NAMES


def test_who_may_not_write_neither_takes_out_nor_in(full: Work, tmp_path: Path) -> None:
    printing = replace(full, vault=replace(full.vault, opened=replace(full.vault.opened, role=Role.PRINTING)))
    path = written(full, tmp_path)
    path.rename(tmp_path / "kept.csv")
    with pytest.raises(Refusal):
        written(printing, tmp_path)
    with pytest.raises(Refusal):
        directory_sheets.look_into(printing, tmp_path / "kept.csv")
    assert not path.exists()
