"""The checks that every record passes before it is stored, kind by kind."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from gemdesk.domain.checks import check, check_value, mistyped, require
from gemdesk.domain.definition import (
    FieldDefinition,
    Item,
    Kind,
    Meaning,
    Record,
    definition_of,
    fact,
    from_plain,
    plain,
)
from gemdesk.domain.kinds import KINDS
from gemdesk.domain.records import Case, Consent, Person, SafeContact
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason

DAY = date(2026, 11, 20)
PERSON = Person(id="p", code="C-1")


def field(kind: Kind, **meaning: object) -> FieldDefinition:
    return FieldDefinition("x", fact("X", kind, **meaning).metadata["meaning"])


def reason(found: Refusal | None) -> Reason | None:
    assert found is None or found.where == "x"
    return found.reason if found else None


@pytest.mark.parametrize(
    ("kind", "meaning", "good", "bad", "why"),
    [
        (Kind.TEXT, {"longest": 3}, "abc", "abcd", Reason.TOO_LONG),
        (Kind.LONG_TEXT, {}, "a" * 20_000, "a" * 20_001, Reason.TOO_LONG),
        (Kind.TEXTS, {"longest": 3}, ("abc", "d"), ("a", "abcd"), Reason.TOO_LONG),
        (Kind.CHOICE, {"values": "purpose"}, "referral", "Referral", Reason.UNKNOWN_CODE),
        (Kind.CHOICES, {"values": "item"}, ("place", "age"), ("place", "x"), Reason.UNKNOWN_CODE),
        (Kind.COUNT, {"most": 120}, 120, 121, Reason.OUT_OF_RANGE),
        (Kind.COUNT, {"least": 1}, 1, 0, Reason.OUT_OF_RANGE),
        (Kind.TEXT, {}, "a b", "a\nb", Reason.CONTROL_SIGN),
        (Kind.TEXT, {}, "", "\n", Reason.CONTROL_SIGN),
        (Kind.TEXT, {}, "\U0001f600", "\ud83d", Reason.CONTROL_SIGN),
        (Kind.TEXT, {}, "a", "a\u2028b", Reason.CONTROL_SIGN),
        (Kind.CODE, {}, "R-1", "R-1\0", Reason.CONTROL_SIGN),
        (Kind.CONTACT, {}, "+90 5", "+90\t5", Reason.CONTROL_SIGN),
        (Kind.TEXTS, {}, ("a", "b"), ("a", "b\x85"), Reason.CONTROL_SIGN),
        (Kind.LONG_TEXT, {}, "a\n\tb", "a\0b", Reason.CONTROL_SIGN),
        (Kind.LONG_TEXT, {}, "a\r\nb", "a\udc00b", Reason.CONTROL_SIGN),
        (Kind.TEXT, {"required": True}, "a", "", Reason.REQUIRED),
        (Kind.TEXT, {"required": True}, "a", " \t\n", Reason.REQUIRED),
        (Kind.CODE, {"required": True}, "a", "", Reason.REQUIRED),
        (Kind.LINK, {"required": True}, "a", "", Reason.REQUIRED),
        (Kind.CHOICES, {"values": "item", "required": True}, ("age",), (), Reason.REQUIRED),
        (Kind.DATE, {"required": True}, DAY, None, Reason.REQUIRED),
        (Kind.MOMENT, {"required": True}, datetime(2026, 1, 1, tzinfo=UTC), None, Reason.REQUIRED),
        (Kind.COUNT, {"required": True}, 0, None, Reason.REQUIRED),
        (Kind.CONTACT, {"required": True, "longest": 5}, "+90 5", "+90 53", Reason.TOO_LONG),
    ],
)
def test_one_value(kind: Kind, meaning: dict[str, object], good: object, bad: object, why: Reason) -> None:
    assert reason(check_value(field(kind, **meaning), good)) is None
    assert reason(check_value(field(kind, **meaning), bad)) is why


def test_nothing_is_asked_of_an_empty_field_that_is_not_required() -> None:
    for kind in Kind:
        empty = fact("X", kind).default
        assert check_value(field(kind, values="item"), empty) is None


def test_no_is_an_answer_to_a_required_yes_or_no() -> None:
    assert check_value(field(Kind.FLAG, required=True), value=False) is None


def test_a_record_tells_all_its_faults_in_the_order_of_its_fields() -> None:
    odd = Person(id="p", address="x", age=200, languages=("ar", "xx"))
    assert [(one.where, one.reason) for one in check(odd)] == [
        ("code", Reason.REQUIRED), ("address", Reason.UNKNOWN_CODE), ("age", Reason.OUT_OF_RANGE),
        ("languages", Reason.UNKNOWN_CODE),
    ]  # fmt: skip
    assert check(PERSON) == []
    require(PERSON)
    with pytest.raises(Refusal) as stop:
        require(odd)
    assert stop.value.where == "code"


def test_a_consent_does_not_end_before_it_begins() -> None:
    given = Consent(id="c", case="x", receiver="r", on=DAY, valid_until=DAY)
    assert check(given) == []
    ended = Consent(id="c", case="x", receiver="r", on=DAY, valid_until=date(2026, 11, 19))
    assert [(one.where, one.reason) for one in check(ended)] == [("valid_until", Reason.END_BEFORE_START)]


@pytest.mark.parametrize(
    ("record", "fields", "odd"),
    [
        (PERSON, {}, ""), (PERSON, {"age": 24, "languages": ("ar",)}, ""), (PERSON, {"code": 5}, "code"),
        (PERSON, {"age": "24"}, "age"), (PERSON, {"age": True}, "age"), (PERSON, {"age": 2.5}, "age"),
        (PERSON, {"languages": ("ar", 5)}, "languages"), (PERSON, {"languages": "ar"}, "languages"),
        (Case(id="c", person="p"), {"opened": datetime(2026, 1, 1, tzinfo=UTC)}, "opened"),
        (SafeContact(id="s", person="p"), {"leave_message": "no"}, "leave_message"),
    ],
)  # fmt: skip
def test_what_comes_from_outside_has_the_type_of_its_kind(record: Record, fields: dict[str, Any], odd: str) -> None:
    assert mistyped(replace(record, **fields)) == odd


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_definitions_are_whole(kind: type[Person]) -> None:
    definition = definition_of(kind)
    assert definition.kind == kind.KIND
    assert kind.LABEL
    for one in definition.fields:
        meaning: Meaning = one.meaning
        assert meaning.label
        if meaning.kind is not Kind.SEALED:  # under the seal there may be a code or a text
            assert (meaning.kind in (Kind.CHOICE, Kind.CHOICES)) == bool(meaning.values)
        assert (meaning.kind is Kind.LINK) == (bool(meaning.links) or one.name == "about")
        assert not meaning.links or meaning.links in KINDS
        assert not meaning.item or meaning.item in Item
    assert definition.field(definition.fields[0].name) == definition.fields[0]
    with pytest.raises(KeyError):
        definition.field("nothing")


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_default_of_a_choice_is_in_its_list(kind: type[Person]) -> None:
    for one in definition_of(kind).fields:
        default = kind.__dataclass_fields__[one.name].default
        if one.meaning.kind is Kind.CHOICE and default:
            assert default in lists.values(one.meaning.values)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.TEXT, "سلمى"), (Kind.CHOICES, ("a", "b")), (Kind.TEXTS, ()), (Kind.DATE, DAY), (Kind.DATE, None),
        (Kind.MOMENT, datetime.fromisoformat("2026-11-20T09:00:00+03:00")), (Kind.COUNT, 0), (Kind.COUNT, None),
        (Kind.FLAG, True), (Kind.FLAG, False), (Kind.LINK, ""),
    ],
)  # fmt: skip
def test_a_value_comes_back_from_its_plain_form(kind: Kind, value: object) -> None:
    found = from_plain(kind, plain(value))
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "raw"), [(Kind.CHOICES, "ab"), (Kind.DATE, "soon"), (Kind.COUNT, "many"), (Kind.MOMENT, 5)]
)
def test_a_value_that_cannot_be_one_is_an_error(kind: Kind, raw: object) -> None:
    with pytest.raises(ValueError):
        from_plain(kind, raw)
