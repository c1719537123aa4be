"""What a sheet of the directory would do, and what of it is passed over, in words."""

from collections.abc import Iterator
from datetime import date

from gemdesk.domain.definition import Kind, definition_of
from gemdesk.domain.readings import Unread, Why
from gemdesk.domain.records import Organisation
from gemdesk.flows.directory_sheets import Difference, Plan, Step, Taken
from gemdesk.kernel import dates, lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, Name, isolated
from gemdesk.ui.look.face import Words
from gemdesk.ui.look.tokens import Token

Line = tuple[Words, Words | None, Token]


def goes_along(texts: Texts) -> str:
    """What is in the sheet, and what is not."""
    return texts.say(
        "The sheet holds organisations and services and nothing of any case. The contact persons, who vouches, and"
        " addresses that are kept hidden do not go along."
    )


def summary(plan: Plan) -> Words:
    """What the sheet would do, in numbers."""
    new = sum(not step.organisation for step in plan.steps)
    changed = len(plan.steps) - new

    def said(texts: Texts) -> str:
        parts = [
            texts.count("{count} organisation would be new", "{count} organisations would be new", new),
            texts.count("{count} would be changed", "{count} would be changed", changed),
            texts.count("{count} is there already as it is", "{count} are there already as they are", plan.same),
        ]
        return texts.say("{parts}. Nothing was taken in yet.", parts=texts.list(parts))

    return said


def taken(done: Taken) -> Words:
    """What an import did."""

    def said(texts: Texts) -> str:
        parts = [
            texts.count("{count} organisation is new", "{count} organisations are new", done.new),
            texts.count("{count} was changed", "{count} were changed", done.changed),
        ]
        return texts.say("The sheet was taken in: {parts}.", parts=texts.list(parts))

    return said


def more(count: int) -> Words:
    """That there are further lines."""
    return lambda t: t.count("and {count} more", "and {count} more", count)


def steps(plan: Plan) -> Iterator[Line]:
    """What is done with each organisation."""
    for step in plan.steps:
        yield _title(step), _differences(step), "quiet"


def _title(step: Step) -> Words:
    name = Name(step.name)
    if step.organisation:
        return lambda t: t.say("{name} (row {row})", name=name, row=t.number(step.row))
    return lambda t: t.say("New: {name} (row {row})", name=name, row=t.number(step.row))


def _differences(step: Step) -> Words:
    def said(texts: Texts) -> str:
        told = [_difference(one, texts, new=not step.organisation) for one in step.differences]
        if step.services:
            services = [lists.label("service", service["sector"], texts.language) for service in step.services]
            told.append(texts.say("Services: {services}", services=texts.list(services)))
        return "\n".join(told)

    return said


def _difference(one: Difference, texts: Texts, *, new: bool) -> str:
    label = Name(texts.say(definition_of(Organisation).field(one.name).meaning.label))
    after = Name(_value(one.name, one.after, texts))
    if new or one.before in (None, "", (), False):
        return texts.say("{field}: {after}", field=label, after=after)
    before = Name(_value(one.name, one.before, texts))
    return texts.say("{field}: {after}, until now {before}", field=label, after=after, before=before)


def _value(name: str, value: object, texts: Texts) -> str:
    meaning = definition_of(Organisation).field(name).meaning
    if isinstance(value, date):
        return dates.day(value, texts.language)
    if meaning.kind is Kind.FLAG:
        return lists.label("yes_no", "yes" if value else "no", texts.language)
    if isinstance(value, tuple):
        named = [lists.label(meaning.values, code, texts.language) if meaning.values else code for code in value]
        return texts.list(named)
    return lists.label(meaning.values, str(value), texts.language) if meaning.values else str(value)


_WHY: dict[Why, Words] = {
    Why.UNKNOWN_WORD: lambda t: t.say("This word is not in the list."),
    Why.SOME_WORDS_UNKNOWN: lambda t: t.say("Not every word of this is in the list."),
    Why.FORMULA: lambda t: t.say("This is a formula; formulas are not reckoned."),
    Why.TOO_LONG: lambda t: t.say("This is too long."),
    Why.IN_FUTURE: lambda t: t.say("This day has not come yet."),
    Why.PROTECTS: lambda t: t.say(
        "It would lift what protects somebody. That is done in the entry itself, not by a sheet."
    ),
    Why.ALSO_UNSAFE: lambda t: t.say("It names people as safe who are named as unsafe too; unsafe counts."),
    Why.NAME_TAKEN: lambda t: t.say("Another organisation has one of these names."),
    Why.TWO_DAYS: lambda t: t.say("This could be two different days."),
}


def passed_over(plan: Plan) -> Iterator[Line]:
    """What of the sheet is not taken in, with its place."""
    for doubt in plan.doubts:
        yield _place(doubt), _why(doubt), "warning"
    for row in plan.unnamed:
        yield _row(row), (lambda t: t.say("No name stands in this row, so it is passed over.")), "warning"
    for head in plan.strange:
        yield _column(head), (lambda t: t.say("This column is not known and is passed over.")), "quiet"


def _place(doubt: Unread) -> Words:
    return lambda t: t.say(
        "Row {row}, column {column} ({field}): {text}",
        row=t.number(doubt.row), column=Code(doubt.column), field=Name(t.say(doubt.head)),
        text=Name(doubt.text),
    )  # fmt: skip


def _why(doubt: Unread) -> Words:
    if doubt.why is None:
        return lambda t: t.say("Another row of the same organisation says something else; the first one counts.")
    return _WHY.get(doubt.why, lambda t: t.say("This could not be read, so it is passed over."))


def _row(row: int) -> Words:
    return lambda t: t.say("Row {row}", row=t.number(row))


def _column(head: str) -> Words:
    return lambda t: t.say("Column {head}", head=isolated(Name(head)))
