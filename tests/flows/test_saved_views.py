"""Saved searches: under a name, one's own, renamed, thrown away and brought back."""

import pytest

from gemdesk.flows import history, saved_views
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.vault.opened import Role
from tests.flows.permission_stage import as_worker


def refused(reason: Reason, work: Work, name: str, typed: str = "س", filters: tuple[str, ...] = ()) -> None:
    with pytest.raises(Refusal) as stop:
        saved_views.save(work, name, typed, filters)
    assert (stop.value.reason, stop.value.where) == (reason, "name")


def test_a_search_is_kept_with_its_filters_in_the_order_of_saving(work: Work) -> None:
    saved_views.save(work, "  عاجل   اليوم ", " حلب ", ("high", "overdue"))
    saved_views.save(work, "مفتوحة", "", ("open",))
    found = [(one.name, one.typed, one.filters) for one in saved_views.own(work)]
    assert found == [("عاجل اليوم", "حلب", ("high", "overdue")), ("مفتوحة", "", ("open",))]


def test_what_seeks_nothing_or_has_no_name_of_its_own_is_refused(work: Work) -> None:
    refused(Reason.NOTHING_SOUGHT, work, "الكل", " ")
    refused(Reason.REQUIRED, work, " ")
    refused(Reason.TOO_LONG, work, "أ" * 61)
    saved_views.save(work, "إدلب", "ادلب", ())
    refused(Reason.VIEW_TAKEN, work, "ادلب")
    assert len(saved_views.own(work)) == 1


def test_a_view_is_renamed_but_not_to_the_name_of_another(work: Work) -> None:
    first, second = (saved_views.save(work, name, "س", ()) for name in ("أول", "ثان"))
    with pytest.raises(Refusal) as stop:
        saved_views.rename(work, second.id, "اول")
    assert stop.value.reason is Reason.VIEW_TAKEN
    saved_views.rename(work, second.id, "ثالث")
    saved_views.rename(work, first.id, "أوّل")  # its own name in another spelling
    assert [one.name for one in saved_views.own(work)] == ["أوّل", "ثالث"]


def test_what_was_removed_comes_back_with_one_undo(work: Work) -> None:
    view = saved_views.save(work, "أول", "س", ("mine",))
    saved_views.remove(work, view.id)
    assert saved_views.own(work) == []
    history.take_back_last(work)
    assert saved_views.own(work) == [view]


def test_everybody_has_their_own_and_may_use_the_same_name(work: Work) -> None:
    view = saved_views.save(work, "أول", "سلمى", ())
    for role in (Role.CASEWORKER, Role.SUPERVISOR):
        other = as_worker(work, "w-2", role)
        assert saved_views.own(other) == []
        for verb, more in ((saved_views.remove, ()), (saved_views.rename, ("آخر",))):
            with pytest.raises(Refusal) as stop:
                verb(other, view.id, *more)
            assert stop.value.reason is Reason.NOT_YOUR_ROLE
        told = history.page(other, "", None, 50)
        assert told  # of the office
        assert "saved_view" not in {kind for one in told for kind in one.kinds}
    assert "saved_view" in {kind for one in history.page(work, "", None, 50) for kind in one.kinds}
    saved_views.save(as_worker(work, "w-2", Role.CASEWORKER), "أول", "آخر", ())
    assert saved_views.own(work) == [view]
