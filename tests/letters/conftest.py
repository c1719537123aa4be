"""The people of the case files as subjects of a letter; read once, nothing is stored."""

from datetime import date

import pytest

from gemdesk.domain.consents import Grant, Standing
from gemdesk.domain.definition import Item
from gemdesk.domain.records import Office
from gemdesk.exchange import case_file
from gemdesk.letters.values import Subject
from tests.flows.making import case_paths
from tests.store.making import MOMENT

OFFICE = Office(
    id="o", name_ar="حركة حراس المساواة", name_en="Guardians of Equality Movement", neutral_ar="مكتب إدارة الحالات",
    neutral_en="Case management office", phone="+90 212 000 00 00", email="office@movement.example.org",
)  # fmt: skip


def subject_of(number: int) -> tuple[Subject, tuple[Item, ...]]:
    """The subject of a case file's letter and the items that its consents name for anybody."""
    read = case_file.read(case_paths()[number], date(2026, 11, 20), MOMENT.tzinfo)
    assert read.referral
    organisations = {one.id: one for one in read.organisations}
    organisation = organisations[read.referral.organisation]
    given = [one for one in read.consents if one.act == "given" and one.receiver == organisation.id]
    named = {code for one in given for code in one.items} - {code for one in given for code in one.withheld}
    behind = tuple(
        Grant(one, frozenset(item for item in Item if item.value in named), Standing.LIVE, one.valid_until)
        for one in given[:1]
    )
    subject = Subject(read.person, read.contact, read.referral, organisation, OFFICE, behind)
    return subject, tuple(item for item in Item if item.value in named)


@pytest.fixture(params=range(7), ids=lambda number: f"case {number + 1}")
def subject(request: pytest.FixtureRequest) -> tuple[Subject, tuple[Item, ...]]:
    """Each of the first seven people."""
    return subject_of(request.param)
