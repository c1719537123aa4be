"""What panic may destroy: nothing before a rehearsal and nothing without a word; the vault knows both."""

import pytest

from gemdesk.flows import panic
from gemdesk.flows.panic import Panic
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault.names import SLOT_COPIES
from gemdesk.vault.slots import unlock
from tests.flows.making import move
from tests.vault.making import LIGHT, OLD


def opens(work: Work) -> bool:
    """Whether the real key places are whole."""
    return unlock(work.vault.folder, OLD, policy=LIGHT).keys == work.vault.opened.keys


def test_nothing_is_allowed_before_a_rehearsal(work: Work) -> None:
    assert panic.state(work) == Panic(erases=False, rehearsed=None)
    with pytest.raises(Refusal) as refusal:
        panic.enable(work, True)
    assert (refusal.value.reason, refusal.value.where) == (Reason.PANIC_NOT_REHEARSED, "panic")
    assert not panic.enable(work, False).erases, "to allow nothing needs no rehearsal"


def test_a_rehearsal_leaves_the_key_places_whole_and_allows_nothing_by_itself(work: Work) -> None:
    before = [(work.vault.folder / name).read_bytes() for name in SLOT_COPIES]
    found = panic.rehearse(work)
    assert found == Panic(erases=False, rehearsed=work.clock.now())
    assert [(work.vault.folder / name).read_bytes() for name in SLOT_COPIES] == before
    assert opens(work)
    assert panic.KIND in work.take_touched()


def test_what_was_allowed_is_taken_back_and_rehearsed_again(work: Work) -> None:
    panic.rehearse(work)
    work.take_touched()
    assert panic.enable(work, True).erases
    assert panic.KIND in work.take_touched()
    first = panic.state(work).rehearsed
    move(work, 30)
    again = panic.rehearse(work)
    assert again.erases, "another rehearsal changes nothing of it"
    assert first is not None
    assert again.rehearsed is not None
    assert (again.rehearsed - first).days == 30
    assert not panic.enable(work, False).erases
    assert not panic.state(work).erases


def test_a_rehearsal_that_failed_counts_for_nothing(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise Trouble(Reason.ERASURE_FAILED)

    monkeypatch.setattr("gemdesk.vault.erasure.rehearse", fails)
    with pytest.raises(Trouble):
        panic.rehearse(work)
    assert panic.state(work).rehearsed is None
