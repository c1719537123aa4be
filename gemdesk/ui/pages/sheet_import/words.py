"""What is said of columns, doubts and readings."""

from datetime import date

from gemdesk.domain.readings import Aside, Doubt, Same, Target, Why
from gemdesk.kernel import dates, lists
from gemdesk.kernel.messages import N_
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, Name, Phone, isolated, strip_controls
from gemdesk.ui.look.face import Words

_LISTS = {
    Target.RISK: "risk_level",
    Target.ADDRESS: "address",
    Target.DISPLACEMENT: "displacement",
    Target.SERVICES: "service",
    Target.LANGUAGES: "language",
}
TARGETS: dict[Target, Words] = {
    Target.NAME: lambda t: t.say("Chosen name"),
    Target.FAMILY_NAME: lambda t: t.say("Family name, joined to the name"),
    Target.OTHER_NAME: lambda t: t.say("Name in other scripts"),
    Target.LEGAL_NAME: lambda t: t.say("Legal name"),
    Target.CODE: lambda t: t.say("Code"),
    Target.AGE: lambda t: t.say("Age"),
    Target.ADDRESS: lambda t: t.say("Form of address"),
    Target.LANGUAGES: lambda t: t.say("Languages"),
    Target.DISPLACEMENT: lambda t: t.say("Displacement status"),
    Target.PLACE: lambda t: t.say("Place (governorate or district)"),
    Target.NUMBER: lambda t: t.say("Safe number or address"),
    Target.HOURS: lambda t: t.say("Safe hours"),
    Target.CODE_WORD: lambda t: t.say("Code word"),
    Target.OPENED: lambda t: t.say("Opened on"),
    Target.RISK: lambda t: t.say("Risk level"),
    Target.SERVICES: lambda t: t.say("Needs"),
    Target.NOTE: lambda t: t.say("Note"),
    Target.KEPT: lambda t: t.say("No field: kept in a note"),
    Target.LEFT_OUT: lambda t: t.say("Left out"),
}
_WHYS: dict[Why, Words] = {
    Why.OTHER_DIGITS: lambda t: t.say("The digits are of another script than those of the column."),
    Why.SHORT_YEAR: lambda t: t.say("The year has two digits only."),
    Why.MONTH_FIRST: lambda t: t.say("Only with the month before the day is this a date."),
    Why.AGE_IN_WORDS: lambda t: t.say("The age stands there with words."),
    Why.AGE_UNKNOWN: lambda t: t.say("The age is not known."),
    Why.PLUS_AT_END: lambda t: t.say("The plus stood at the end of the number."),
    Why.WORDS_WITH_NUMBER: lambda t: t.say("Words stand beside the number; they are kept in a note."),
    Why.FORMULA: lambda t: t.say("A formula. It is not reckoned; it stays the text that it is."),
    Why.CONTROL_SIGNS: lambda t: t.say("Signs that cannot be shown were taken out."),
    Why.WORD_WITHIN: lambda t: t.say("Found by one of several words."),
    Why.NOT_IN_FORM: lambda t: t.say("A code holds letters, digits, dots and dashes."),
    Why.TWO_DAYS: lambda t: t.say("Two readings: day and month could stand either way round."),
    Why.NO_YEAR: lambda t: t.say("The year is missing."),
    Why.NO_DAY: lambda t: t.say("The day is missing."),
    Why.ABOUT: lambda t: t.say("The date is only about right."),
    Why.SERIAL: lambda t: t.say("A number by which spreadsheets count days."),
    Why.IN_FUTURE: lambda t: t.say("This day has not come yet."),
    Why.BIRTH_YEAR: lambda t: t.say("A year of birth leaves two ages."),
    Why.SEVERAL_NUMBERS: lambda t: t.say("Several numbers. The others are kept in a note."),
    Why.SHORT_NUMBER: lambda t: t.say("The number is very short."),
    Why.SOME_WORDS_UNKNOWN: lambda t: t.say("Not every word is in the list."),
    Why.ERASED: lambda t: t.say("A file with this code was erased. Taken in anew, the row gets another code."),
    Why.NO_SUCH_DAY: lambda t: t.say("There is no such day."),
    Why.NOT_A_DAY: lambda t: t.say("This could not be read as a date."),
    Why.HIJRI: lambda t: t.say("This seems to be a day of the Hijri calendar, which is not converted."),
    Why.NOT_AN_AGE: lambda t: t.say("This could not be read as an age."),
    Why.AGE_OUT_OF_RANGE: lambda t: t.say("No age is like this."),
    Why.NOT_A_NUMBER: lambda t: t.say("This could not be read as a number to call."),
    Why.ROUNDED: lambda t: t.say("A spreadsheet has rounded this number; its last digits are gone."),
    Why.UNKNOWN_WORD: lambda t: t.say("The word is not in the list."),
    Why.TOO_LONG: lambda t: t.say("This is longer than the field can hold."),
}
_SAMES: dict[Same, Words] = {
    Same.ANOTHER: lambda t: t.say("Another person, with a file of their own"),
    Same.ADDED: lambda t: t.say("The same person: the row is added to their timeline"),
    Same.LEFT_OUT: lambda t: t.say("Leave the row out"),
}
_ASIDES: dict[Aside, str] = {
    Aside.ABOVE: N_("Row {row}, “{text}”, stands above the heads of the columns."),
    Aside.HEAD: N_("Row {row}, “{text}”, repeats the heads of the columns."),
    Aside.TOTAL: N_("Row {row}, “{text}”, adds up the others."),
    Aside.EMPTY: N_("Row {row} holds nothing that is taken in."),
}


def why(doubt: Doubt) -> Words:
    """Why a cell is shown."""
    if doubt.why is Why.SAME_ROW:
        return lambda t: _same_row(t, doubt)
    if doubt.why is Why.IN_VAULT:
        return lambda t: _in_vault(t, doubt)
    return _WHYS[doubt.why]


def _same_row(texts: Texts, doubt: Doubt) -> str:
    row = texts.number(int(str(doubt.facts["row"])))
    if doubt.facts["both"]:
        return texts.say("Name and number are those of row {row}.", row=row)
    if doubt.facts["by"] == "name":
        return texts.say("The name is that of row {row}.", row=row)
    return texts.say("The number is that of row {row}.", row=row)


def _in_vault(texts: Texts, doubt: Doubt) -> str:
    code = Code(str(doubt.facts["code"]))
    if doubt.facts["both"]:
        return texts.say("Name and number are those of case {code} in the vault.", code=code)
    if doubt.facts["by"] == "name":
        return texts.say("The name is that of case {code} in the vault.", code=code)
    if doubt.facts["by"] == "sound":
        return texts.say("The name sounds like that of case {code} in the vault.", code=code)
    return texts.say("The number is that of case {code} in the vault.", code=code)


def value(texts: Texts, target: Target, found: object) -> str:
    """A value as it would be stored."""
    if isinstance(found, Same):
        return _SAMES[found](texts)
    if found is None or found in ("", ()):
        return texts.say("Left empty")
    if isinstance(found, date):
        return isolated(dates.day(found, texts.language))
    if isinstance(found, int):
        return texts.number(found)
    if isinstance(found, tuple):
        return str(texts.list([lists.label(_LISTS[target], str(code), texts.language) for code in found]))
    if target in _LISTS:
        return lists.alone(_LISTS[target], str(found), texts.language)
    kind = {Target.NUMBER: Phone, Target.CODE: Code}.get(target, Name)
    return isolated(kind(shortened(str(found))))


def as_it_stands(doubt: Doubt, most: int = 160) -> str:
    """What stands in a cell, a number left to right."""
    kind = Phone if doubt.target is Target.NUMBER else Name
    return isolated(kind(shortened(doubt.text, most)))


def value_words(target: Target, found: object) -> Words:
    """A value as it would be stored, for a part of the screen."""
    return lambda t: value(t, target, found)


def aside(number: int, reason: Aside, text: str) -> Words:
    """A row that is no person, and why."""
    return lambda t: t.say(_ASIDES[reason], row=t.number(number), text=Name(shortened(text, 60)))


def shortened(text: str, most: int = 160) -> str:
    """The beginning of a text on one line."""
    line = " ".join(strip_controls(text[: 4 * most]).split())
    return line if len(line) <= most else f"{line[:most]}…"
