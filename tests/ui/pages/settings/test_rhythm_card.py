"""The rhythm of the risk levels in the settings: in any digits, refused at its field, saved as a whole."""

from gemdesk.domain.own import Rhythm
from gemdesk.domain.rhythm import SHIPPED
from gemdesk.flows import risk
from gemdesk.kernel.settings import Settings
from gemdesk.ui.forms.count_field import CountField
from gemdesk.ui.pages.settings.page import SettingsPage
from gemdesk.ui.parts.field import Field
from tests.ui.pages.office import Office, parts


def opened(office: Office) -> SettingsPage:
    page = SettingsPage(office.tools, Settings())
    page.open()
    office.show(page)
    office.settle()
    return page


def test_what_the_program_brings_is_shown_and_not_written_down(office: Office) -> None:
    page = opened(office)
    for level, row in page.rhythm.rows.items():
        pace = SHIPPED[level]
        days = [editor.value() for editor in parts(row, CountField)]
        assert days == [pace.act_within, pace.contact_every, pace.assess_again]
        assert row.approved.codes() == pace.approved
    page.rhythm.save()
    office.settle()
    assert page.rhythm.is_saved()
    assert office.all(Rhythm) == []


def test_other_days_in_any_digits_hold_from_now_on(office: Office) -> None:
    page = opened(office)
    row = page.rhythm.rows["high"]
    parts(row, CountField)[1].setText("٥")
    row.approved.set_codes(("closure",))
    page.rhythm.save()
    office.settle()
    (one,) = office.all(Rhythm)
    assert (one.level, one.contact_every, one.approved) == ("high", 5, ("closure",))
    assert office.ask(risk.paces)["high"].contact_every == 5
    assert parts(opened(office).rhythm.rows["high"], CountField)[1].value() == 5


def test_what_cannot_be_read_is_said_at_its_field_and_nothing_is_saved(office: Office) -> None:
    page = opened(office)
    high, low = (parts(page.rhythm.rows[level], CountField) for level in ("high", "low"))
    high[0].setText("2")
    low[2].setText("3.5")
    page.rhythm.save()
    office.settle()
    assert office.all(Rhythm) == []
    assert not page.rhythm.is_saved()
    low[2].setText("")
    page.rhythm.save()
    office.settle()
    assert office.all(Rhythm) == []
    refused = [field for field in parts(page.rhythm.rows["low"], Field) if field._refusal.isVisible()]
    assert [field.editor for field in refused] == [low[2]]
    low[2].setText("180")
    page.rhythm.save()
    office.settle()
    assert [(one.level, one.act_within) for one in office.all(Rhythm)] == [("high", 2)]
