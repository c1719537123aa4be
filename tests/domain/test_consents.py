"""What a consent ledger allows on a day: every rule, and beside it the same case without the rule's reason."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from gemdesk.domain.answers import Cause, answers
from gemdesk.domain.consents import Standing, grants, lacking, permission
from gemdesk.domain.definition import Item
from gemdesk.domain.records import Consent

DAY = date(2026, 11, 20)
ONE = timedelta(days=1)
GIVEN = Consent(
    id="g", case="c", purpose="referral", receiver="clinic", items=("chosen_name", "reason", "health"),
    withheld=("legal_name",), on=DAY, valid_until=DAY + timedelta(days=30),
)  # fmt: skip
YES = {Item.CHOSEN_NAME, Item.REASON, Item.HEALTH}


def later(act: str, days: int = 2, about: str = "g", **fields: object) -> Consent:
    plain = Consent(id=f"{act}{days}", case="c", act=act, about=about, receiver="clinic", on=DAY + days * ONE)
    return replace(plain, **fields)  # type: ignore[arg-type]  # fields of a test by name


def allowed(*events: Consent, on: date = DAY, receiver: str = "clinic", purpose: str = "referral") -> set[Item]:
    return set(permission(events, purpose, receiver, on).items)


def standing(*events: Consent, on: date) -> Standing:
    return grants(events, on)[0].standing


def test_what_was_given_is_allowed_and_nothing_else() -> None:
    assert allowed(GIVEN) == YES


def test_nothing_was_given_and_nothing_is_allowed() -> None:
    assert allowed() == set()


def test_what_was_not_discussed_is_not_allowed() -> None:
    assert Item.PLACE not in allowed(GIVEN)
    assert Item.PLACE in allowed(replace(GIVEN, items=(*GIVEN.items, "place")))


def test_another_receiver_learns_nothing() -> None:
    assert allowed(GIVEN, receiver="shelter") == set()
    assert allowed(GIVEN, receiver="") == set()


def test_another_purpose_allows_nothing() -> None:
    assert allowed(GIVEN, purpose="statistics") == set()


@pytest.mark.parametrize(
    ("days", "found"),
    [(-1, Standing.NOT_YET), (0, Standing.LIVE), (30, Standing.LIVE), (31, Standing.EXPIRED), (3000, Standing.EXPIRED)],
)
def test_a_consent_lives_from_its_first_to_its_last_day(days: int, found: Standing) -> None:
    on = DAY + days * ONE
    assert standing(GIVEN, on=on) is found
    assert allowed(GIVEN, on=on) == (YES if found is Standing.LIVE else set())


def test_a_consent_without_an_end_stays() -> None:
    assert allowed(replace(GIVEN, valid_until=None), on=DAY + 10_000 * ONE) == YES


def test_a_consent_without_a_day_is_not_yet_one() -> None:
    assert allowed(replace(GIVEN, on=None)) == set()


@pytest.mark.parametrize("days", [1, 2, 3])
def test_a_withdrawal_counts_as_soon_as_it_is_recorded(days: int) -> None:
    # On the first day the clock stands before the withdrawal's own day.
    assert allowed(GIVEN, later("withdrawn"), on=DAY + days * ONE) == set()
    assert allowed(GIVEN, later("withdrawn", about="another"), on=DAY + days * ONE) == YES


def test_a_withdrawal_without_a_day_counts_at_once() -> None:
    assert allowed(GIVEN, later("withdrawn", on=None)) == set()
    assert allowed(GIVEN, later("withdrawn", on=None, about="another")) == YES


def test_a_withdrawal_on_the_day_of_the_giving_wins() -> None:
    assert allowed(later("withdrawn", 0), GIVEN) == set()


def test_a_withdrawal_wins_over_expiry_in_what_is_said() -> None:
    assert standing(GIVEN, later("withdrawn"), on=DAY + 99 * ONE) is Standing.WITHDRAWN


@pytest.mark.parametrize("days", [1, 2])
def test_a_narrowing_counts_as_soon_as_it_is_recorded(days: int) -> None:
    assert allowed(GIVEN, later("narrowed", items=("reason",)), on=DAY + days * ONE) == {Item.REASON}
    assert allowed(GIVEN, later("narrowed", items=("reason",), about="another"), on=DAY + days * ONE) == YES


def test_a_clock_that_fell_behind_revives_no_consent() -> None:
    after = DAY + 31 * ONE
    assert allowed(GIVEN, on=DAY) == YES
    assert permission([GIVEN], "referral", "clinic", DAY, after).items == frozenset()
    assert permission([GIVEN], "referral", "clinic", DAY, DAY - ONE).items == YES
    assert grants([GIVEN], DAY, after)[0].standing is Standing.EXPIRED
    # The day that was reached makes no consent live that the clock says is not yet one.
    assert permission([GIVEN], "referral", "clinic", DAY - ONE, DAY).items == frozenset()
    (answer,) = answers([GIVEN], "referral", "clinic", DAY, [Item.REASON], after)
    assert answer.cause is Cause.EXPIRED


def test_a_narrowing_never_widens() -> None:
    wide = later("narrowed", items=("reason", "place"), valid_until=DAY + 99 * ONE)
    assert allowed(GIVEN, wide, on=DAY + 2 * ONE) == {Item.REASON}
    assert grants([GIVEN, wide], DAY + 2 * ONE)[0].valid_until == GIVEN.valid_until


def test_a_narrowing_can_shorten() -> None:
    short = later("narrowed", items=GIVEN.items, valid_until=DAY + 5 * ONE)
    assert allowed(GIVEN, short, on=DAY + 5 * ONE) == YES
    assert allowed(GIVEN, short, on=DAY + 6 * ONE) == set()


def test_narrowings_add_up_in_any_order() -> None:
    first, second = (
        later("narrowed", 1, items=("reason", "health")),
        later("narrowed", 2, items=("chosen_name", "health")),
    )
    for events in ((GIVEN, first, second), (second, first, GIVEN)):
        assert allowed(*events, on=DAY + 3 * ONE) == {Item.HEALTH}


def test_what_is_withheld_and_ticked_at_once_is_withheld() -> None:
    assert allowed(replace(GIVEN, withheld=("health",))) == YES - {Item.HEALTH}


def test_withheld_beats_given_elsewhere_for_the_same_receiver_and_purpose() -> None:
    other = replace(GIVEN, id="h", items=("place", "legal_name"), withheld=("health",))
    assert allowed(GIVEN, other) == {Item.CHOSEN_NAME, Item.REASON, Item.PLACE}
    # The same two with nothing withheld, or with another receiver, purpose or time between them:
    assert allowed(replace(GIVEN, withheld=()), replace(other, withheld=())) == YES | {Item.PLACE, Item.LEGAL_NAME}
    assert Item.HEALTH in allowed(GIVEN, replace(other, receiver="shelter"))
    assert Item.HEALTH in allowed(GIVEN, replace(other, purpose="statistics"))
    assert Item.HEALTH in allowed(GIVEN, replace(other, on=DAY - ONE))


@pytest.mark.parametrize("fate", ["withdrawn", "expired", "not yet"])
def test_what_was_withheld_stays_so_whatever_became_of_the_consent(fate: str) -> None:
    other = replace(GIVEN, id="h", items=("place",), withheld=("health",))
    events, on = [GIVEN, other], DAY + 2 * ONE
    if fate == "withdrawn":
        events.append(later("withdrawn", 1, about="h"))
    elif fate == "expired":
        events[1] = replace(other, valid_until=DAY + ONE)
    else:
        events[1] = replace(other, on=DAY + 5 * ONE)
    assert allowed(*events, on=on) == {Item.CHOSEN_NAME, Item.REASON}
    assert allowed(events[0], replace(events[1], withheld=()), *events[2:], on=on) == YES
    (answer,) = answers(events, "referral", "clinic", on, [Item.HEALTH])
    assert answer.cause is Cause.WITHHELD


@pytest.mark.parametrize(("days", "found"), [(-1, False), (0, False), (1, True)])
def test_only_a_yes_of_a_later_day_lifts_a_withholding(days: int, found: bool) -> None:
    no = replace(GIVEN, items=("reason",), withheld=("health",))
    yes = replace(GIVEN, id="h", items=("health",), withheld=(), on=DAY + days * ONE)
    assert (Item.HEALTH in allowed(no, yes, on=DAY + ONE)) is found
    assert Item.HEALTH not in allowed(no, replace(yes, items=("reason",)), on=DAY + ONE)
    # It speaks for itself alone: once it has ended, what was given before is not open again.
    older = replace(GIVEN, id="o", items=("health",), withheld=(), on=DAY - ONE)
    assert Item.HEALTH not in allowed(older, no, replace(yes, valid_until=yes.on), on=DAY + 2 * ONE)


def test_what_a_narrowing_withholds_beats_what_another_consent_gives() -> None:
    other = replace(GIVEN, id="h", items=("health",), withheld=())
    narrowed = later("narrowed", 1, items=("reason",), withheld=("health",))
    assert allowed(GIVEN, other, narrowed, on=DAY + ONE) == {Item.REASON}
    assert allowed(GIVEN, other, replace(narrowed, withheld=()), on=DAY + ONE) == {Item.REASON, Item.HEALTH}


def test_of_two_consents_one_withdrawn_leaves_the_other() -> None:
    other = replace(GIVEN, id="h", items=("reason", "place"), withheld=())
    found = permission([GIVEN, other, later("withdrawn")], "referral", "clinic", DAY + 2 * ONE)
    assert found.behind == {Item.REASON: ("h",), Item.PLACE: ("h",)}


def test_every_consent_behind_an_item_is_named() -> None:
    other = replace(GIVEN, id="h", items=("reason",), withheld=())
    found = permission([GIVEN, other], "referral", "clinic", DAY)
    assert found.behind[Item.REASON] == ("g", "h")
    assert found.behind[Item.HEALTH] == ("g",)


def test_the_age_covers_its_band_and_never_the_reverse() -> None:
    assert allowed(replace(GIVEN, items=("age",))) == {Item.AGE, Item.AGE_BAND}
    assert allowed(replace(GIVEN, items=("age_band",))) == {Item.AGE_BAND}
    assert allowed(replace(GIVEN, items=("age", "age_band"), withheld=("age_band",))) == set()
    assert allowed(replace(GIVEN, items=("age", "age_band"), withheld=("age",))) == {Item.AGE_BAND}
    narrowed = later("narrowed", 0, items=("age_band",))
    assert allowed(replace(GIVEN, items=("age",)), narrowed) == {Item.AGE_BAND}


def test_codes_of_another_version_allow_nothing() -> None:
    assert allowed(replace(GIVEN, items=("reason", "of another version"))) == {Item.REASON}


def test_what_is_lacking_is_told_once_and_in_order() -> None:
    found = permission([GIVEN], "referral", "clinic", DAY)
    assert lacking([Item.PLACE, Item.REASON, Item.AGE, Item.PLACE], found) == (Item.PLACE, Item.AGE)
    assert lacking([Item.REASON], found) == ()


CODES = [item.value for item in Item][:8]
EVENTS = st.lists(
    st.builds(
        Consent,
        id=st.sampled_from("abcd"), case=st.just("c"), act=st.sampled_from(["given", "narrowed", "withdrawn"]),
        about=st.sampled_from("abcd"), receiver=st.sampled_from(["clinic", "shelter"]),
        purpose=st.sampled_from(["referral", "statistics"]), on=st.dates(DAY - 3 * ONE, DAY + 3 * ONE),
        items=st.lists(st.sampled_from(CODES), unique=True).map(tuple),
        withheld=st.lists(st.sampled_from(CODES), unique=True, max_size=2).map(tuple),
        valid_until=st.none() | st.dates(DAY - 2 * ONE, DAY + 2 * ONE),
    ),
    max_size=6, unique_by=lambda event: event.id,
)  # fmt: skip


@drawn(EVENTS, st.randoms())
def test_the_order_in_which_events_are_read_changes_nothing(events: list[Consent], draw: object) -> None:
    before = allowed(*events)
    draw.shuffle(events)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert allowed(*events) == before


# One receiver, one purpose, three items and two consents or more: what is drawn meets itself all the time.
_THREE = st.sampled_from(["health", "age", "age_band"])


def dense(act: str, ids: str) -> st.SearchStrategy[list[Consent]]:
    return st.lists(
        st.builds(
            Consent,
            id=st.sampled_from(ids), case=st.just("c"), act=st.just(act), about=st.sampled_from("abc"),
            receiver=st.just("clinic"), on=st.none() | st.dates(DAY - 2 * ONE, DAY + 2 * ONE),
            items=st.lists(_THREE, unique=True).map(tuple), withheld=st.lists(_THREE, max_size=1).map(tuple),
            valid_until=st.none() | st.dates(DAY - ONE, DAY + ONE),
        ),
        min_size=2 if act == "given" else 0, max_size=3, unique_by=lambda event: event.id,
    )  # fmt: skip


TAKING = st.tuples(dense("narrowed", "nmk"), dense("withdrawn", "wvu")).map(lambda both: [*both[0], *both[1]])


@settings(max_examples=400)
@drawn(dense("given", "abc"), TAKING, st.randoms(), st.integers(-1, 1))
def test_a_word_that_takes_away_never_allows_more(
    given_: list[Consent], taking: list[Consent], draw: random.Random, days: int
) -> None:
    draw.shuffle(taking)
    words, on = list(given_), DAY + days * ONE
    before = allowed(*words, on=on)
    for word in taking:
        words.append(word)
        after = allowed(*words, on=on)
        assert after <= before
        before = after


@drawn(dense("given", "abc"), TAKING, st.integers(0, 4))
def test_time_that_passed_never_revives_a_consent(given_: list[Consent], taking: list[Consent], days: int) -> None:
    then = permission([*given_, *taking], "referral", "clinic", DAY, DAY + days * ONE).items
    assert then <= allowed(*given_, *taking)


@drawn(EVENTS)
def test_nothing_is_allowed_that_no_live_consent_named(events: list[Consent]) -> None:
    named = {
        code
        for event in events
        if event.act == "given" and (event.receiver, event.purpose) == ("clinic", "referral")
        and event.on is not None and event.on <= DAY and (event.valid_until is None or event.valid_until >= DAY)
        for code in (*event.items, *(("age_band",) if "age" in event.items else ()))
    }  # fmt: skip
    assert {item.value for item in allowed(*events)} <= named


@drawn(EVENTS)
def test_the_answers_on_the_screen_are_those_of_the_door(events: list[Consent]) -> None:
    told = answers(events, "referral", "clinic", DAY, list(Item))
    assert {one.item for one in told if one.allowed} == allowed(*events)


@pytest.mark.parametrize(
    ("events", "on", "item", "cause"),
    [
        ([], 0, Item.REASON, Cause.NO_CONSENT), ([GIVEN], 0, Item.REASON, None),
        ([GIVEN], 0, Item.PLACE, Cause.NOT_DISCUSSED), ([GIVEN], 0, Item.LEGAL_NAME, Cause.WITHHELD),
        ([GIVEN], 40, Item.REASON, Cause.EXPIRED), ([GIVEN], -1, Item.REASON, Cause.NOT_YET),
        ([GIVEN, later("withdrawn")], 5, Item.REASON, Cause.WITHDRAWN),
        ([GIVEN, later("narrowed", items=("reason",))], 5, Item.HEALTH, Cause.WITHHELD),
        ([GIVEN, later("narrowed", items=("reason",), withheld=("place",))], 5, Item.PLACE, Cause.WITHHELD),
    ],
)  # fmt: skip
def test_why_an_item_may_not_go(events: list[Consent], on: int, item: Item, cause: Cause | None) -> None:
    (answer,) = answers(events, "referral", "clinic", DAY + on * ONE, [item])
    assert answer.cause is cause
