"""Fields of the organisation's own: typed values, an order, retiring, the search; on a letter only where they may."""

from dataclasses import replace
from datetime import date

import pytest

from gemdesk.domain.definition import Item
from gemdesk.domain.own import CustomField, CustomValue, ListEntry
from gemdesk.domain.records import Case
from gemdesk.exchange.case_file import CaseFile
from gemdesk.flows import custom_fields, own_lists, referrals
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.fold import fold
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import strip_controls
from gemdesk.store import rows
from gemdesk.vault.opened import Role
from tests.flows.making import allowed, count, suggested

FIELD = CustomField(
    id="", record_kind="person", label_ar="المدرسة", label_en="School", sort="text", sensitivity="indirect"
)
SORTS: dict[str, tuple[str, object, str]] = {
    "text": ("", "مدرسة الزيتون", "مدرسة الزيتون"),
    "long_text": ("", "سطر\nline", "سطر\nline"),
    "number": ("", 7, "7"),
    "date": ("", date(2026, 11, 20), "2026-11-20"),
    "yes_no": ("", "no", "no"),
    "choice": ("language", "ckb", "ckb"),
    "choices": ("specific_needs", ("LP-RR", "SM-CI"), "LP-RR\nSM-CI"),
}


def define(work: Work, **more: object) -> CustomField:
    """Define the field with something else about it."""
    return custom_fields.define(work, replace(FIELD, **more))  # type: ignore[arg-type]  # fields by name


def fill(work: Work, person: CaseFile, field: CustomField, value: object) -> None:
    """Write one value of the person."""
    custom_fields.fill(work, person.person.id, "person", {field.id: value})


def found(work: Work, typed: str) -> bool:
    """Whether the index of the search holds this word."""
    index = work.connection.execute("SELECT words FROM search_row").fetchall()
    assert index
    return any(fold(typed) in words for (words,) in index)


def refused(work: Work, **more: object) -> tuple[Reason, str]:
    """Why a field is not taken, and where."""
    with pytest.raises(Refusal) as caught:
        define(work, **more)
    return caught.value.reason, caught.value.where


@pytest.mark.parametrize("sort", SORTS)
def test_a_value_of_every_sort_comes_back_and_is_kept_as_text(work: Work, person: CaseFile, sort: str) -> None:
    list_name, value, text = SORTS[sort]
    field = define(work, sort=sort, list_name=list_name)
    empty = custom_fields.read(work, person.person.id, "person")[0].value
    assert empty in ("", (), None)
    fill(work, person, field, value)
    assert custom_fields.read(work, person.person.id, "person")[0].value == value
    assert [one.value for one in rows.select(work.connection, CustomValue, "1")] == [text]
    fill(work, person, field, empty)
    assert custom_fields.read(work, person.person.id, "person")[0].value == empty


@pytest.mark.parametrize(
    ("sort", "value", "reason"),
    [
        ("choice", "xx", Reason.UNKNOWN_CODE),
        ("yes_no", "perhaps", Reason.UNKNOWN_CODE),
        ("text", "two\nlines", Reason.CONTROL_SIGN),
        ("text", "x" * 401, Reason.TOO_LONG),
        ("number", 10**9, Reason.OUT_OF_RANGE),
    ],
)
def test_what_a_field_cannot_hold_is_refused_at_the_field(
    work: Work, person: CaseFile, sort: str, value: object, reason: Reason
) -> None:
    field = define(work, sort=sort, list_name=SORTS[sort][0])
    with pytest.raises(Refusal) as caught:
        fill(work, person, field, value)
    assert (caught.value.reason, caught.value.where) == (reason, field.id)
    assert count(work, "custom_value") == 0
    fill(work, person, field, SORTS[sort][1])
    assert count(work, "custom_value") == 1


def test_an_empty_value_leaves_no_record(work: Work, person: CaseFile) -> None:
    field = define(work)
    fill(work, person, field, "")
    assert count(work, "custom_value") == 0


def test_sensitivity_and_both_names_are_asked(work: Work) -> None:
    assert refused(work, sensitivity="") == (Reason.REQUIRED, "sensitivity")
    assert refused(work, label_en=" ") == (Reason.REQUIRED, "label_en")
    assert refused(work, sort="choice") == (Reason.REQUIRED, "list_name")
    assert refused(work, letter_visible=True) == (Reason.REQUIRED, "item")
    with pytest.raises(ValueError, match="release"):
        define(work, record_kind="release")
    define(work, letter_visible=True, item="place")
    assert refused(work, label_en="school", label_ar="أخرى") == (Reason.WORDS_TAKEN, "label_en")


def test_what_is_changed_later_and_what_stays(work: Work) -> None:
    field = define(work, sort="choice", list_name="language")
    wished = replace(field, label_en="Language at school", sort="text", list_name="", sensitivity="plain")
    after = custom_fields.change_field(work, field.id, wished)
    assert (after.label_en, after.sensitivity) == ("Language at school", "plain")
    assert (after.sort, after.list_name, after.record_kind) == ("choice", "language", "person")


def test_fields_have_an_order(work: Work) -> None:
    ids = [define(work, label_ar=f"ح{at}", label_en=f"f{at}").id for at in range(4)]
    define(work, record_kind="case")
    wished = [ids[2], ids[0]]
    assert [field.id for field in custom_fields.order(work, "person", wished)] == [ids[2], ids[0], ids[1], ids[3]]
    last = define(work, label_ar="آخر", label_en="last")
    assert [field.id for field in custom_fields.fields(work, "person")][-1] == last.id


def test_a_retired_field_is_shown_only_where_it_holds_something(work: Work, person: CaseFile) -> None:
    full, empty = define(work), define(work, label_ar="ب", label_en="b")
    fill(work, person, full, "الزيتون")
    for field in (full, empty):
        custom_fields.set_retired(work, field.id, True)
    assert [one.field.id for one in custom_fields.read(work, person.person.id, "person")] == [full.id]
    custom_fields.set_retired(work, empty.id, False)
    assert len(custom_fields.read(work, person.person.id, "person")) == 2


def test_the_search_finds_it_where_that_is_wished(work: Work, person: CaseFile) -> None:
    hidden, sought = define(work), define(work, label_ar="ب", label_en="b", searched=True)
    fill(work, person, hidden, "زعرورة")
    fill(work, person, sought, "قندريس")
    assert found(work, "قندريس")
    assert not found(work, "زعرورة")
    custom_fields.change_field(work, hidden.id, replace(hidden, searched=True))
    custom_fields.change_field(work, sought.id, replace(sought, searched=False))
    assert found(work, "زعرورة")
    assert not found(work, "قندريس")


def test_a_chosen_code_is_found_by_its_words(work: Work, person: CaseFile) -> None:
    entry = ListEntry(id="", list_name="service", code="", ar="حضانة الورد", en="Rosary nursery", sensitivity="plain")
    code = own_lists.add(work, entry).code
    field = define(work, sort="choice", list_name="service", searched=True)
    fill(work, person, field, code)
    assert found(work, "حضانه")
    assert found(work, "nursery")
    assert not found(work, "kindergarten")


@pytest.mark.parametrize("visible", [True, False])
def test_a_letter_says_it_only_where_it_may_and_its_item_is_covered(
    work: Work, person: CaseFile, visible: bool
) -> None:
    covered = next(item for item in (Item.AGE, Item.LANGUAGES, Item.ADDRESS) if item in allowed(work, person))
    withheld = next(item for item in (Item.HOUSEHOLD, Item.FAMILY) if item not in allowed(work, person))
    for item, label in ((covered, "School"), (withheld, "Second school")):
        field = define(work, label_ar=label, label_en=label, item=item.value, letter_visible=visible)
        fill(work, person, field, f"name of the {label}")
    written = work.guarded(referrals.write, suggested(work, person))
    words = strip_controls("\n".join(written.sources))
    assert ("School: name of the School" in words) is visible
    assert "Second school" not in words
    assert withheld not in written.items


def test_what_no_consent_covers_is_refused_at_the_door(work: Work, person: CaseFile) -> None:
    withheld = next(item for item in (Item.HOUSEHOLD, Item.FAMILY) if item not in allowed(work, person))
    order = suggested(work, person)
    asked = replace(order, ticked=(*order.ticked, withheld))
    field = define(work, item=withheld.value, letter_visible=True)
    fill(work, person, field, "الزيتون")
    with pytest.raises(Refusal) as caught:
        referrals.pass_door(work, asked, "saved")
    assert caught.value.reason is Reason.ITEM_WITHOUT_CONSENT
    assert withheld in referrals.sheet(work, asked).tells


def test_a_value_belongs_to_the_stream_of_its_record(work: Work, person: CaseFile) -> None:
    fill(work, person, define(work), "الزيتون")
    value = rows.select(work.connection, CustomValue, "1")[0]
    assert rows.stream_of(work.connection, value) == person.case.id


def test_roles_limit_defining_filling_and_reading(work: Work, person: CaseFile) -> None:
    field = define(work)
    custom_fields.read(work, person.person.id, "person")
    work.vault.opened = replace(work.vault.opened, role=Role.COORDINATOR)
    for act in (
        lambda: custom_fields.read(work, person.person.id, "person"),
        lambda: fill(work, person, field, "الزيتون"),
    ):
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.reason is Reason.NOT_YOUR_ROLE
    define(work, label_ar="ب", label_en="b")
    work.vault.opened = replace(work.vault.opened, role=Role.PRINTING)
    assert refused(work, label_ar="ج", label_en="c")[0] is Reason.NOT_YOUR_ROLE


def test_the_fields_of_anothers_case_are_not_shown(work: Work, person: CaseFile) -> None:
    field = define(work)
    fill(work, person, field, "الزيتون")
    with work.change() as change:
        change.edit(rows.one(work.connection, Case, person.case.id), worker="somebody else")
    for act in (
        lambda: custom_fields.read(work, person.person.id, "person"),
        lambda: fill(work, person, field, "آخر"),
    ):
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.reason is Reason.NOT_YOUR_ROLE
    assert rows.select(work.connection, CustomValue, "1")[0].value == "الزيتون"
    work.vault.opened = replace(work.vault.opened, role=Role.SUPERVISOR)
    assert custom_fields.read(work, person.person.id, "person")[0].value == "الزيتون"
