"""Ten thousand consent ledgers by chance: nothing goes without a live grant, nothing is refused that has one.

Five hundred examples of hypothesis with twenty ledgers each, drawn anew at every run. Each ledger is
asked day by day and item by item, with a clock that may have fallen behind; what is expected comes
from `ledgers.has_grant`, which shares nothing with the rule. Then faults are planted in the rule itself.
"""

import inspect
import types
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gemdesk.domain import consents
from gemdesk.domain.records import Consent
from tests.domain.ledgers import DAY, DAYS, ITEMS, PURPOSES, RECEIVERS, WORDS, has_grant, ledger

Rule = Callable[..., Any]
_EXAMPLES, _AT_ONCE = 500, 20  # 10,000 ledgers
_BATCH = st.lists(st.tuples(WORDS, st.integers(0, 3)), min_size=_AT_ONCE, max_size=_AT_ONCE)
_SETTINGS = settings(
    max_examples=_EXAMPLES, deadline=None, database=None, phases=(Phase.generate,), report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def differences(
    rule: Rule, words: list[Consent], ahead: int, answers: Counter[bool] | None = None
) -> list[tuple[object, ...]]:
    """Where the rule allows something else than the reckoning; `ahead`: days by which the clock fell behind."""
    found: list[tuple[object, ...]] = []
    asked = {(word.receiver, word.purpose) for word in words if word.act == "given"} or {(RECEIVERS[0], PURPOSES[0])}
    for receiver, purpose in sorted(asked):
        for step in DAYS:
            day = DAY + timedelta(days=step)
            reached = day + timedelta(days=ahead)
            allowed = rule(words, purpose, receiver, day, reached).items
            if answers is not None:
                answers[bool(allowed)] += 1
            found += [
                (receiver, purpose, item, day, item in allowed)
                for item in ITEMS
                if (item in allowed) != has_grant(words, receiver, purpose, item, day, reached)
            ]
            found += [(receiver, purpose, item, day, True) for item in allowed if item not in ITEMS]
    return found


def test_ten_thousand_ledgers_allow_what_has_a_live_grant_and_nothing_else() -> None:
    seen, answers = 0, Counter[bool]()

    @_SETTINGS
    @given(_BATCH)
    def hold(batch: list[tuple[list[bytes], int]]) -> None:
        nonlocal seen
        for drawn, ahead in batch:
            seen += 1
            assert differences(consents.permission, ledger(drawn), ahead, answers) == []

    hold()
    assert seen >= 10_000
    assert 0.05 < answers[True] / answers.total() < 0.95, "both answers are met all the time"


# One fault each: what the rule says, what it says instead.
FAULTS = {
    "a withdrawal is not heard": ("            withdrawn = True", "            pass"),
    "a withdrawal of another consent is": ("if later.about != given.id:", "if not later.about:"),
    "a narrowing widens": ("items &= _said_yes(later)", "items |= _said_yes(later)"),
    "a narrowing prolongs": ("until = _earlier(until, later.valid_until)", "until = later.valid_until or until"),
    "the last day is lost": ("until < reached", "until <= reached"),
    "a clock that fell behind revives": ("until < reached", "until < on"),
    "a later consent lives already": ("given.on is None or given.on > on", "given.on is None"),
    "another receiver learns it": ("grant.given.receiver == receiver", "True"),
    "another purpose will do": ("grant.given.purpose == purpose", "True"),
    "what was withheld goes by another consent": ("grant.items - _kept_back(known, grant.given)", "grant.items"),
    "a word of the same day holds nothing back": ("event.on >= given.on", "event.on > given.on"),
    "an earlier word holds back for ever": ("event.on >= given.on", "True"),
    "who withholds the band gives the age": ("items | {Item.AGE} if Item.AGE_BAND in items else items", "items"),
    "the band gives the age": ("{Item.AGE_BAND} if Item.AGE in items", "{Item.AGE} if Item.AGE_BAND in items"),
    "what is ticked and withheld goes": ("_named(event.items) - _withheld(event)", "_named(event.items)"),
}  # fmt: skip


def planted(says: str, instead: str) -> Rule:
    """The rule with a fault in it."""
    text = inspect.getsource(consents)
    assert text.count(says) == 1, "the rule was rewritten: the fault has to be planted elsewhere"
    made = types.ModuleType("planted")
    exec(compile(text.replace(says, instead), "planted", "exec"), made.__dict__)  # noqa: S102 - our own source
    return made.permission  # type: ignore[no-any-return]  # made just now


@pytest.mark.parametrize(("says", "instead"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_found_among_as_many_ledgers(says: str, instead: str) -> None:
    rule, seen = planted(says, instead), 0

    @_SETTINGS
    @given(_BATCH)
    def hold(batch: list[tuple[list[bytes], int]]) -> None:
        nonlocal seen
        for drawn, ahead in batch:
            seen += 1
            assert differences(rule, ledger(drawn), ahead) == []

    with pytest.raises(AssertionError):
        hold()
    assert seen <= 10_000


def test_the_reckoning_knows_a_plain_case() -> None:
    day = DAY
    word = Consent(id="0", case="c", receiver="clinic", items=("reason",), on=day, valid_until=day)
    assert has_grant([word], "clinic", "referral", ITEMS[3], day, day)
    assert not has_grant([word], "clinic", "referral", ITEMS[3], day + timedelta(days=1), day)
    assert not has_grant([word], "clinic", "referral", ITEMS[2], day, day)
    assert differences(consents.permission, [word], 0) == []
