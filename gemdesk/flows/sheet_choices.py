"""What a person decides about the doubts of a sheet, and what its cells and rows then become."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from gemdesk.domain.readings import Choice, Doubt, Same, Spot, Target, Why
from gemdesk.exchange.sheet import Cell
from gemdesk.exchange.sheet_words import Vocabulary
from gemdesk.flows.sheet_reading import Plan, Planned, person_spot, read_cell
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.fold import fold
from gemdesk.kernel.reasons import Reason

Choices = Mapping[Spot, Choice]


def value(plan: Plan, one: Planned, column: int, choices: Choices) -> object:
    """What a cell becomes: as it was decided, else as it was read; nothing where that is open."""
    choice = choices.get(Spot(one.number, column))
    if choice is None:
        return one.reads[column].value
    if choice.typed:
        return retyped(plan, plan.layout.targets[column], choice.typed)
    return one.reads[column].readings[choice.at] if choice.at >= 0 else None


# Readings that are offered to choose from, and are not what the words say.
_NOT_MEANT = frozenset({Why.SOME_WORDS_UNKNOWN, Why.UNKNOWN_WORD, Why.NOT_AN_AGE, Why.NO_SUCH_DAY})


def retyped(plan: Plan, target: Target, text: str) -> object:
    """What a person's own words for a cell become; `Refusal` where they cannot be read either."""
    found = read_cell(target, Cell(text), plan.today, Vocabulary())
    if not found.readings or found.why in _NOT_MEANT:
        reason = {Target.OPENED: Reason.NOT_A_DATE, Target.AGE: Reason.NOT_A_NUMBER}.get(target, Reason.CELL_NOT_READ)
        raise Refusal(reason, "typed")
    return found.readings[0]


def name_of(plan: Plan, one: Planned, choices: Choices) -> str:
    """The name that a row gives, with the family's where that stands in a column of its own."""
    columns = [plan.layout.column(target) for target in (Target.NAME, Target.FAMILY_NAME)]
    parts = [str(value(plan, one, at, choices) or "") for at in columns if at >= 0]
    return " ".join(filter(None, parts))


def undecided(plan: Plan, choices: Choices) -> list[Doubt]:
    """The doubts that nobody has decided about yet."""
    return [doubt for doubt in plan.doubts if not doubt.read.settled and doubt.spot not in choices]


_BY_WORD = frozenset({Why.UNKNOWN_WORD, Why.SOME_WORDS_UNKNOWN, Why.WORD_WITHIN})


def question(doubt: Doubt) -> tuple[object, ...]:
    """What a doubt asks: the same for those that can be decided together, of words for the same word."""
    word = fold(doubt.text) if doubt.why in _BY_WORD else ""
    return doubt.why, doubt.spot.column, doubt.spot.person, bool(doubt.read.readings), word


def alike(plan: Plan, doubt: Doubt) -> list[Doubt]:
    """The doubts that can be decided together with one, itself among them."""
    wanted = question(doubt)
    return [other for other in plan.doubts if question(other) == wanted]


def decide_alike(plan: Plan, doubt: Doubt, choice: Choice) -> dict[Spot, Choice]:
    """The same decision for everything that is alike: of two days the one of the same custom, else the same reading.

    What was typed holds for the cells that say the very same.
    """
    chosen = doubt.read.readings[choice.at] if choice.at >= 0 else None
    found: dict[Spot, Choice] = {}
    for other in alike(plan, doubt):
        at = choice.at
        if choice.typed and other.text != doubt.text:
            continue
        if doubt.why is Why.TWO_DAYS and isinstance(chosen, date):
            at = _same_custom(other, day_first=_is_day_first(doubt, chosen))
        if at < len(other.read.readings):
            found[other.spot] = replace(choice, at=at)
    return found


def _is_day_first(doubt: Doubt, day: object) -> bool:
    first = fold(doubt.text).split()[0]
    return isinstance(day, date) and first.isdecimal() and int(first) == day.day


def _same_custom(doubt: Doubt, *, day_first: bool) -> int:
    return next((at for at, day in enumerate(doubt.read.readings) if _is_day_first(doubt, day) is day_first), 0)


def becomes(plan: Plan, one: Planned, choices: Choices) -> Same:
    """What is done with a row as things were decided."""
    spot = person_spot(plan, one)
    doubt, choice = plan.persons.get(spot), choices.get(spot)
    if choice is None:
        return Same.ANOTHER
    if doubt is None or choice.at < 0:
        return Same.LEFT_OUT
    decided = Same(str(doubt.read.readings[choice.at]))
    earlier = plan.numbered.get(int(str(doubt.facts.get("row", 0))))
    # Whom it would be added to may have been left out.
    gone = decided is Same.ADDED and earlier is not None and becomes(plan, earlier, choices) is Same.LEFT_OUT
    return Same.ANOTHER if gone else decided


@dataclass(frozen=True, slots=True)
class Sums:
    """What an acceptance would write, counted."""

    people: int
    added: int
    left_out: int
    without_day: int  # of those who get a case: opened on the day of the import
    unsettled: int  # doubts that nobody has decided about


def sums(plan: Plan, choices: Choices) -> Sums:
    """Count what an acceptance would write."""
    done = [(one, becomes(plan, one, choices)) for one in plan.rows]
    at = plan.layout.column(Target.OPENED)
    bare = [one for one, same in done if same is Same.ANOTHER and (at < 0 or not value(plan, one, at, choices))]
    counted = Counter(same for _one, same in done)
    return Sums(
        counted[Same.ANOTHER], counted[Same.ADDED], counted[Same.LEFT_OUT], len(bare), len(undecided(plan, choices))
    )


def leave_out(plan: Plan, number: int) -> dict[Spot, Choice]:
    """The decisions that leave a whole row out: nothing of it is open any more."""
    spot = person_spot(plan, plan.numbered[number])
    doubt = plan.persons.get(spot)
    out = doubt.read.readings.index(Same.LEFT_OUT) if doubt else -1
    still = {open_.spot: Choice() for open_ in undecided(plan, {}) if open_.spot.row == number}
    return {**still, spot: Choice(out)}
