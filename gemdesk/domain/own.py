"""The records of the office itself: what was erased or imported, saved views, lists and fields of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from gemdesk.domain.definition import Kind, Record, Sensitivity, fact
from gemdesk.kernel.messages import N_

I, S = Sensitivity.INDIRECT, Sensitivity.SENSITIVE  # noqa: E741 - as in `records`


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure(Record):
    """What is left of an erased case: when, on whose wish, and counts; never edited."""

    KIND: ClassVar[str] = "erasure"
    LABEL: ClassVar[str] = N_("Erasure")
    FINAL: ClassVar[bool] = True

    about: str = fact(N_("About"), Kind.LINK, required=True)
    wish: str = fact(N_("On whose wish"), Kind.CHOICE, values="erasure_wish", default="person", required=True)
    at: datetime | None = fact(N_("When"), Kind.MOMENT, required=True)
    counts: tuple[str, ...] = fact(N_("What was erased"), Kind.TEXTS)  # "entry=12"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetImport(Record):
    """The taking in of one spreadsheet."""

    KIND: ClassVar[str] = "sheet_import"
    LABEL: ClassVar[str] = N_("Import of a spreadsheet")

    name: str = fact(N_("Name"), sensitivity=I)
    made: int | None = fact(N_("Cases taken in"), Kind.COUNT)
    left_out: int | None = fact(N_("Rows left out"), Kind.COUNT)
    at: datetime | None = fact(N_("When"), Kind.MOMENT, required=True)
    change: str = fact(N_("Change"), Kind.CODE, required=True)
    undone: bool = fact(N_("Undone"), Kind.FLAG)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView(Record):
    """A search and its filters under a name of their own."""

    KIND: ClassVar[str] = "saved_view"
    LABEL: ClassVar[str] = N_("Saved view")

    name: str = fact(N_("Name"), required=True, longest=60)
    worker: str = fact(N_("Worker"), Kind.CODE, longest=40)
    typed: str = fact(N_("Search"))
    filters: tuple[str, ...] = fact(N_("Filters"), Kind.TEXTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry(Record):
    """An entry that the organisation added to one of the lists."""

    KIND: ClassVar[str] = "list_entry"
    LABEL: ClassVar[str] = N_("Entry of a list")

    list_name: str = fact(N_("List"), Kind.CODE, required=True, longest=40)
    code: str = fact(N_("Code"), Kind.CODE, required=True, longest=40)
    ar: str = fact(N_("In Arabic"), required=True)
    en: str = fact(N_("In English"), required=True)
    sensitivity: str = fact(N_("How it could harm"), Kind.CHOICE, values="sensitivity", default="sensitive", required=True)
    letter_visible: bool = fact(N_("May stand on letters"), Kind.FLAG)
    retired: bool = fact(N_("No longer used"), Kind.FLAG)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomField(Record):
    """A field that the organisation added to a kind of record."""

    KIND: ClassVar[str] = "custom_field"
    LABEL: ClassVar[str] = N_("Field of our own")

    record_kind: str = fact(N_("Part of"), Kind.CODE, required=True, longest=40)
    label_ar: str = fact(N_("In Arabic"), required=True)
    label_en: str = fact(N_("In English"), required=True)
    sort: str = fact(N_("Kind"), Kind.CHOICE, values="field_sort", default="text", required=True)
    list_name: str = fact(N_("List"), Kind.CODE, longest=40)
    sensitivity: str = fact(N_("How it could harm"), Kind.CHOICE, values="sensitivity", default="sensitive", required=True)
    item: str = fact(N_("Consent that covers it"), Kind.CHOICE, values="item")
    letter_visible: bool = fact(N_("May stand on letters"), Kind.FLAG)
    searched: bool = fact(N_("Found by the search"), Kind.FLAG)
    position: int | None = fact(N_("Position"), Kind.COUNT)
    retired: bool = fact(N_("No longer used"), Kind.FLAG)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomValue(Record):
    """What stands in a field of the organisation's own."""

    KIND: ClassVar[str] = "custom_value"
    LABEL: ClassVar[str] = N_("Value of a field of our own")

    about: str = fact(N_("About"), Kind.LINK, required=True)
    field: str = fact(N_("Field of our own"), Kind.LINK, links="custom_field", required=True)
    value: str = fact(N_("Value"), Kind.LONG_TEXT, sensitivity=S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm(Record):
    """What a risk level asks for in this organisation, where it differs from what the program brings."""

    KIND: ClassVar[str] = "rhythm"
    LABEL: ClassVar[str] = N_("Rhythm of a risk level")

    level: str = fact(N_("Risk level"), Kind.CHOICE, values="risk_level", required=True)
    act_within: int | None = fact(N_("Days to the first action"), Kind.COUNT, least=1, most=366, required=True)
    contact_every: int | None = fact(N_("Days from one contact to the next"), Kind.COUNT, least=1, most=366, required=True)
    assess_again: int | None = fact(N_("Days to the next assessment"), Kind.COUNT, least=1, most=366, required=True)
    approved: tuple[str, ...] = fact(N_("What a supervisor approves"), Kind.CHOICES, values="approval_what")
