"""A letter's way through the screen: left by a caseworker, printed by printing staff, or taken back before."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gemdesk.domain.casework import Prepared
from gemdesk.domain.records import Consent, Release
from gemdesk.flows import consents, keys
from gemdesk.flows.letter_images import page_images
from gemdesk.flows.work import Work
from gemdesk.store import rows
from gemdesk.ui import printing
from gemdesk.ui.pages.case.referral_acts import ReferralActs
from gemdesk.ui.pages.prints.page import PrintsPage
from gemdesk.vault import slots
from gemdesk.vault.opened import Role
from gemdesk.vault.slots import Holder
from tests.flows.seeing import as_worker
from tests.ui import screen
from tests.ui.pages.hands import OWN, Hand, hand, said, scene
from tests.ui.pages.office import Office, parts
from tests.ui.pages.referral.test_printing import onto_file
from tests.ui.pages.referral.test_referral_page import COVERED, Wizard
from tests.vault.making import NEW


@pytest.fixture
def printing_staff(app: QApplication) -> Iterator[Hand]:
    with hand(app, "printing") as one:
        yield one


def page_of(one: Hand) -> PrintsPage:
    page = one.window.page()
    assert isinstance(page, PrintsPage)
    return page


def add_printing_staff(work: Work) -> None:
    holder = Holder("w5", Role.PRINTING, reads_sealed=False)
    slots.add_slot(work.vault.folder, work.vault.opened, NEW, holder, held=work.vault.lock)
    assert keys.has_printing_staff(work)


def test_printing_staff_print_a_letter_and_it_waits_no_more(printing_staff: Hand, tmp_path: Path) -> None:
    one, page = printing_staff, page_of(printing_staff)
    (sheet,) = page.sheets
    page.print_on(onto_file(tmp_path / "paper.pdf"), sheet)
    screen.until(lambda: (tmp_path / "paper.pdf").exists() and not page.sheets)
    one.rest()
    assert [release.how for release in one.office.all(Release)] == ["printed"]
    assert page_images((tmp_path / "paper.pdf").read_bytes(), 20)
    assert "handed to the printer" in said(page)
    assert "No letter waits to be printed" in said(page)


def test_what_the_printer_does_not_take_waits_again(printing_staff: Hand, tmp_path: Path) -> None:
    one, page = printing_staff, page_of(printing_staff)
    page.print_on(onto_file(tmp_path / "missing" / "paper.pdf"), page.sheets[0])
    screen.until(lambda: "did not take" in said(page))
    one.rest()
    assert [release.how for release in one.office.all(Release)] == ["printed", "not_completed"]
    assert len(page.sheets) == len(page.prints) == 1


def test_a_letter_whose_consent_is_gone_cannot_be_printed(printing_staff: Hand, tmp_path: Path) -> None:
    one, page = printing_staff, page_of(printing_staff)
    (sheet,) = page.sheets
    one.office.ask(_withdraw_all)
    one.rest()
    assert page.prints == {}
    assert "may not leave any more" in said(page)
    page.print_on(onto_file(tmp_path / "paper.pdf"), sheet)  # pressed before it was known
    one.rest()
    assert "may not leave any more" in said(page.banner)
    assert one.office.all(Release) == []
    assert not (tmp_path / "paper.pdf").exists()


def test_without_a_printer_it_is_said(printing_staff: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(printing_staff)
    monkeypatch.setattr(printing, "any_printer", lambda: False)
    next(iter(page.prints.values())).click()
    assert "knows no printer" in said(page.banner)
    assert printing_staff.office.all(Release) == []


def _withdraw_all(work: Work) -> None:
    caseworker = as_worker(work, "w1")
    for consent in rows.select(work.connection, Consent, '"case" = ?', scene().case):
        if consent.act == "given":
            consents.withdraw(caseworker, consent)


@pytest.mark.parametrize(("staff", "offered"), [(None, False), (add_printing_staff, True)])
def test_leaving_a_letter_is_offered_where_somebody_prints(
    office: Office, staff: Callable[[Work], None] | None, offered: bool
) -> None:
    if staff:
        office.ask(staff)
    office.give(COVERED)
    wizard = Wizard(office)
    wizard.write_all()
    assert wizard.page.acts.wait.isVisible() is offered


def test_a_caseworker_leaves_a_letter_after_a_question(office: Office) -> None:
    office.ask(add_printing_staff)
    office.give(COVERED)
    wizard = Wizard(office)
    wizard.write_all()
    wizard.page.acts.wait.click()
    screen.until(wizard.page.check.question.isVisible)
    assert office.all(Prepared) == []
    wizard.page.check.question.accept()
    screen.until(wizard.page.finish.isVisible)
    assert [one.state for one in office.all(Prepared)] == ["waiting"]
    assert office.all(Release) == []
    assert wizard.page.check.banner.isVisible()


def test_a_caseworker_takes_it_back_among_the_papers(app: QApplication) -> None:
    with hand(app, OWN) as one:
        one.window._open_case(scene().case, "papers")
        one.rest()
        assert "waiting to be printed" in said(one.window.case).lower()
        (acts,) = parts(one.window.case, ReferralActs)
        acts.unwait.click()
        one.rest()
        assert [prepared.state for prepared in one.office.all(Prepared)] == ["taken_back"]
        assert "waiting to be printed" not in said(one.window.case).lower()
        assert not acts.unwait.isVisible()
