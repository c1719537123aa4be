"""The sealed block: with a reason, under the second key, in clear nowhere."""

from dataclasses import replace

import pytest

from gemdesk.domain.casework import Sogiesc
from gemdesk.domain.lines import Filter
from gemdesk.flows import cases, sealed_blocks
from gemdesk.flows.cases import Intake
from gemdesk.flows.sealed_blocks import SEALED, Block
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.store import rows
from gemdesk.vault.opened import Role
from tests.flows.seeing import as_worker, everything, without_key

WORDS = "  أنا كما أنا،\nولا كلمة أخرى  "
BLOCK = Block("told", "تسأل عنه العيادة", WORDS, "queer", "nonbinary", "unknown")


@pytest.fixture
def case(work: Work) -> str:
    return cases.take_in(work, Intake(chosen_name="سلمى"))


def stored(work: Work) -> list[Sogiesc]:
    return rows.select(work.connection, Sogiesc, "1")


def test_what_was_said_comes_back_word_for_word(work: Work, case: str) -> None:
    assert sealed_blocks.open_block(work, case).block == Block()
    sealed_blocks.save_block(work, case, BLOCK)
    found = sealed_blocks.open_block(work, case)
    assert replace(found.block, on=None) == BLOCK
    assert found.is_stored and found.block.on == work.clock.today()


def test_nothing_of_it_lies_anywhere_in_clear(work: Work, case: str) -> None:
    sealed_blocks.keep_draft(work, case, {name: str(getattr(BLOCK, name)) for name in SEALED})
    sealed_blocks.save_block(work, case, BLOCK)
    sealed_blocks.save_block(work, case, replace(BLOCK, orientation="lesbian"))
    sealed_blocks.keep_draft(work, case, {"purpose": "تسأل عنه العيادة", "orientation": "pansexual"})
    told = everything(work)
    strings = [WORDS.strip(), "أنا كما أنا", "تسأل عنه العيادة", "queer", "nonbinary", "lesbian", "pansexual", "told"]
    assert [one for one in strings if one in told] == []
    assert not cases.page(work, "كما أنا", Filter(), None, 10)
    cases.note(work, case, "\n".join(strings))  # so the looking looks
    told = everything(work)
    assert [one for one in strings if one not in told] == []
    assert cases.page(work, "كما أنا", Filter(), None, 10)


def test_its_rows_do_not_tell_how_much_was_said(work: Work, case: str) -> None:
    other = cases.take_in(work, Intake(chosen_name="ليلى"))
    sealed_blocks.save_block(work, case, replace(BLOCK, self_description=""))
    sealed_blocks.save_block(work, other, Block("prefer_not_to_say", "سبب"))
    one, two = stored(work)
    assert [len(getattr(one, name)) for name in SEALED] == [len(getattr(two, name)) for name in SEALED]


@pytest.mark.parametrize("standing", ["prefer_not_to_say", "not_asked_unsafe", "not_asked"])
def test_what_is_not_told_is_not_kept_and_each_standing_is_its_own(work: Work, case: str, standing: str) -> None:
    sealed_blocks.save_block(work, case, BLOCK)
    sealed_blocks.save_block(work, case, replace(BLOCK, standing=standing))
    found = sealed_blocks.open_block(work, case).block
    assert replace(found, on=None) == Block(standing, BLOCK.purpose)
    assert len(stored(work)) == 1


@pytest.mark.parametrize(
    ("block", "where", "reason"),
    [
        (replace(BLOCK, purpose=" "), "purpose", Reason.REQUIRED),
        (replace(BLOCK, standing="perhaps"), "standing", Reason.UNKNOWN_CODE),
        (replace(BLOCK, gender="other"), "gender", Reason.UNKNOWN_CODE),
        (replace(BLOCK, self_description="x" * 20_001), "self_description", Reason.TOO_LONG),
    ],
)
def test_without_a_reason_or_with_an_unknown_code_nothing_is_kept(
    work: Work, case: str, block: Block, where: str, reason: Reason
) -> None:
    with pytest.raises(Refusal) as stop:
        sealed_blocks.save_block(work, case, block)
    assert (stop.value.where, stop.value.reason) == (where, reason)
    assert stored(work) == []


def test_without_the_key_or_the_right_it_stays_closed(work: Work, case: str) -> None:
    sealed_blocks.save_block(work, case, BLOCK)
    others = [
        (without_key(work), Reason.SEALED_AWAY), (as_worker(work, "w-2"), Reason.NOT_YOUR_ROLE),
        (as_worker(work, "w-3", Role.COORDINATOR), Reason.NOT_YOUR_ROLE),
        (as_worker(work, "w-4", Role.PRINTING), Reason.NOT_YOUR_ROLE),
    ]  # fmt: skip
    for other, reason in others:
        with pytest.raises(Refusal) as stop:
            sealed_blocks.open_block(other, case)
        assert stop.value.reason is reason
        with pytest.raises(Refusal):
            sealed_blocks.save_block(other, case, replace(BLOCK, purpose="anything"))
    assert sealed_blocks.may_open(work) and not sealed_blocks.may_open(without_key(work))
    assert sealed_blocks.open_block(as_worker(work, "w-5", Role.SUPERVISOR), case).block.purpose == BLOCK.purpose


def test_a_draft_comes_back_and_goes_with_the_saving(work: Work, case: str) -> None:
    typed = {"purpose": "سبب", "self_description": WORDS}
    sealed_blocks.keep_draft(work, case, typed)
    assert sealed_blocks.open_block(work, case).draft == typed
    sealed_blocks.save_block(work, case, BLOCK)
    assert sealed_blocks.open_block(work, case).draft == {}
    sealed_blocks.keep_draft(work, case, typed)
    sealed_blocks.keep_draft(work, case, dict.fromkeys(typed, ""))
    assert sealed_blocks.open_block(work, case).draft == {}


def test_a_block_that_was_moved_to_another_person_does_not_open(work: Work, case: str) -> None:
    other = cases.take_in(work, Intake(chosen_name="ليلى"))
    sealed_blocks.save_block(work, case, BLOCK)
    sealed_blocks.save_block(work, other, Block("prefer_not_to_say", "سبب"))
    one, two = stored(work)
    work.connection.execute("UPDATE sogiesc SET self_description = ? WHERE id = ?", [one.self_description, two.id])
    with pytest.raises(ValueError, match="not sealed for this field"):
        sealed_blocks.open_block(work, other)


def test_what_is_taken_back_goes_to_the_bin(work: Work, case: str) -> None:
    sealed_blocks.save_block(work, case, BLOCK)
    sealed_blocks.bin_block(work, case)
    assert stored(work) == []
    assert sealed_blocks.open_block(work, case).block == Block()
