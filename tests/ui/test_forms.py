"""Forms give back what they were given, read every way of writing a date or a number, and never guess."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import pytest
from PySide6.QtWidgets import QWidget

from gemdesk.domain.definition import Definition, Kind, Record, definition_of, fact
from gemdesk.domain.kinds import KINDS
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.forms.count_field import CountField
from gemdesk.ui.forms.date_field import DateField
from gemdesk.ui.forms.form import FormView
from gemdesk.ui.look.face import Faces
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Line
from gemdesk.ui.parts.segment import Choice
from tests.ui import screen
from tests.ui.conftest import MakeFaces

NAME = screen.both("اسم", "Name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything(Record):
    """A record with a field of every kind that a form edits."""

    KIND: ClassVar[str] = "everything"

    name: str = fact("Name", required=True, longest=40)
    note: str = fact("Note", Kind.LONG_TEXT)
    phone: str = fact("Phone", Kind.CONTACT)
    code: str = fact("Code", Kind.CODE)
    risk: str = fact("Risk", Kind.CHOICE, values="few", required=True)
    place: str = fact("Place", Kind.CHOICE, values="many")
    needs: tuple[str, ...] = fact("Needs", Kind.CHOICES, values="many")
    names: tuple[str, ...] = fact("Other names", Kind.TEXTS)
    born: date | None = fact("Born", Kind.DATE)  # noqa: RUF009 - immutable: None
    age: int | None = fact("Age", Kind.COUNT, most=120)
    message: bool = fact("A message may be left", Kind.FLAG)


VALUES: dict[str, object] = {
    "name": "سلمى ن.",
    "note": "سطر\nline",
    "phone": screen.PHONE,
    "code": "GEM-0042",
    "risk": "c1",
    "place": "c7",
    "needs": ("c0", "c3"),
    "names": ("Salma", "سلمى"),
    "born": date(1999, 2, 28),
    "age": 27,
    "message": True,
}
DEFINITION: Definition = definition_of(Everything)


def offers(name: str) -> list[Choice]:
    return [(f"c{at}", NAME) for at in range(3 if name == "few" else 9)]


def form(faces: Faces, values: dict[str, object] | None = None) -> FormView:
    return FormView(faces, DEFINITION, list(VALUES), values, offers=offers)


def line_of(view: FormView, name: str) -> Line:
    editor = view.field(name).editor
    found = editor if isinstance(editor, Line) else editor.focusProxy()
    assert isinstance(found, Line)
    return found


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_form_gives_back_what_it_was_given(make_faces: MakeFaces, language: str) -> None:
    view = form(make_faces(language), VALUES)
    assert view.values() == VALUES
    view.set_values({"name": "رامي", "age": None})
    assert view.values() == {**VALUES, "name": "رامي", "age": None}


def test_an_empty_form_gives_empty_values(make_faces: MakeFaces) -> None:
    assert form(make_faces()).values() == {
        **dict.fromkeys(("name", "note", "phone", "code", "risk", "place"), ""),
        **dict.fromkeys(("needs", "names"), ()), "born": None, "age": None, "message": False,
    }  # fmt: skip


def test_setting_values_is_no_edit(make_faces: MakeFaces) -> None:
    view = form(make_faces())
    edited: list[str] = []
    view.edited.connect(edited.append)
    view.set_values(VALUES)
    assert edited == []
    screen.type_text(line_of(view, "name"), "x")
    screen.type_text(line_of(view, "born"), "1")
    assert edited == ["name", "born"]


def test_every_field_that_cannot_be_read_is_marked(make_faces: MakeFaces) -> None:
    view = form(make_faces(), VALUES)
    line_of(view, "born").setText("31/2/2026")
    line_of(view, "age").setText("12.5")
    with pytest.raises(Refusal) as caught:
        view.values()
    assert (caught.value.reason, caught.value.where) == (Reason.NOT_A_DATE, "born")
    assert [line_of(view, name).accessibleDescription() != "" for name in ("name", "born", "age")] == [
        False,
        True,
        True,
    ]
    screen.type_text(line_of(view, "age"), "1")
    assert line_of(view, "age").accessibleDescription() == "", "typing takes the mark away"
    view.set_values({"born": None, "age": 3})
    assert view.values()["age"] == 3
    assert line_of(view, "born").accessibleDescription() == ""


def test_a_refusal_goes_to_its_field(make_faces: MakeFaces) -> None:
    view = form(make_faces(), VALUES)
    view.show()
    view.activateWindow()
    screen.settle()
    elsewhere = Refusal(Reason.CODE_TAKEN, "not_here", code="GEM-0042")
    assert view.refuse([Refusal(Reason.REQUIRED, "phone"), elsewhere]) == [elsewhere]
    assert line_of(view, "phone").accessibleDescription() == "ما زال شيء ناقصاً هنا."
    assert view.focusWidget() is line_of(view, "phone")
    assert view.refuse([]) == []
    assert line_of(view, "phone").accessibleDescription() == ""


def test_phones_and_codes_are_kept_in_latin_digits(make_faces: MakeFaces) -> None:
    view = form(make_faces())
    line_of(view, "phone").setText("+٩٦٣ ٩٤٤ ۱۲۳ 456")
    assert view.values()["phone"] == "+963 944 123 456"


@pytest.mark.parametrize(
    "typed",
    ["20/11/2026", "٢٠/١١/٢٠٢٦", "۲۰-۱۱-۲۰۲۶", "2026-11-20", "20 تشرين الثاني 2026", "20 نوفمبر 2026", "20 Nov 2026"],
)
def test_a_date_is_read_and_said_again_in_words(make_faces: MakeFaces, typed: str) -> None:
    field = DateField(make_faces("ar"), NAME)
    field.show()
    line = field.focusProxy()
    assert isinstance(line, Line)
    screen.type_text(line, typed)
    assert field.value() == date(2026, 11, 20)
    (reading,) = screen.parts_of(field, Label)
    assert reading.isVisible()
    assert strip_controls(reading.text()) == "الجمعة 20 تشرين الثاني 2026"


@pytest.mark.parametrize("typed", ["31/2/2026", "20/11", "11/20/2026", "غداً", "20112026"])
def test_what_is_no_date_is_asked_about(make_faces: MakeFaces, typed: str) -> None:
    field = DateField(make_faces("ar"), NAME)
    line = field.focusProxy()
    assert isinstance(line, Line)
    line.setText(typed)
    with pytest.raises(Refusal) as caught:
        field.value()
    assert caught.value.reason is Reason.NOT_A_DATE


@pytest.mark.parametrize(("typed", "number"), [("12", 12), ("١٢", 12), ("۱۲", 12), (" 7 ", 7), ("", None), ("0", 0)])
def test_a_number_is_read(make_faces: MakeFaces, typed: str, number: int | None) -> None:
    field = CountField(make_faces(), NAME, most=120)
    field.setText(typed)
    assert field.value() == number


@pytest.mark.parametrize("typed", ["12.5", "12,5", "١٢٫٥", "1.250", "1 2", "-3", "٣ك", "²"])
def test_what_is_no_whole_number_is_never_read_as_another(make_faces: MakeFaces, typed: str) -> None:
    field = CountField(make_faces(), NAME, most=1000)
    field.setText(typed)
    with pytest.raises(Refusal) as caught:
        field.value()
    assert caught.value.reason is Reason.NOT_A_NUMBER


def test_a_number_out_of_range_says_its_range(make_faces: MakeFaces) -> None:
    field = CountField(make_faces(), NAME, most=120)
    field.setText("121")
    with pytest.raises(Refusal) as caught:
        field.value()
    assert (caught.value.reason, caught.value.facts) == (Reason.OUT_OF_RANGE, {"least": 0, "most": 120})


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_record_of_the_house_has_a_form(make_faces: MakeFaces, kind: str) -> None:
    definition = definition_of(KINDS[kind])
    by_hand = (Kind.LINK, Kind.MOMENT, Kind.SEALED)
    names = [one.name for one in definition.fields if one.meaning.kind not in by_hand]
    view = FormView(make_faces("en"), definition, names)
    assert set(view.values()) == set(names)
    view.resize(600, view.heightForWidth(600) if view.hasHeightForWidth() else view.sizeHint().height())
    view.show()
    screen.settle()
    assert screen.clipped(view) == []


@pytest.mark.parametrize(("kind", "name"), [("case", "person"), ("attempt", "at"), ("sealed_note", "body")])
def test_links_moments_and_sealed_texts_are_edited_by_hand(make_faces: MakeFaces, kind: str, name: str) -> None:
    with pytest.raises(KeyError):
        FormView(make_faces("en"), definition_of(KINDS[kind]), [name])


def test_every_editor_has_the_name_of_its_field(make_faces: MakeFaces) -> None:
    view = form(make_faces("en"))
    for name in VALUES:
        editor: QWidget = view.field(name).editor
        spoken = (editor.focusProxy() or editor).accessibleName()
        assert spoken, name
