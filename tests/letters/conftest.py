"""The people of the case files as subjects of a letter; read once, nothing is stored."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from gemdesk.domain.consents import Grant, Standing
from gemdesk.domain.definition import Item
from gemdesk.domain.records import Office
from gemdesk.exchange import case_file
from gemdesk.kernel import places
from gemdesk.letters import template
from gemdesk.letters.values import Subject
from tests.flows.making import case_paths
from tests.store.making import MOMENT

Spoil = Callable[[str, str, str], None]
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


@pytest.fixture
def spoil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Spoil]:
    """Change a text in a copy of the shipped letter forms, which is then the one in use."""
    copy = tmp_path / "resources"
    shutil.copytree(places.resources() / "letters", copy / "letters")
    (copy / "lists").symlink_to(places.resources() / "lists")
    monkeypatch.setattr(places, "resources", lambda: copy)

    def forget() -> None:
        template.load.cache_clear()
        template.words.cache_clear()

    def change(name: str, old: str, new: str) -> None:
        path = copy / "letters" / "referral" / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        forget()

    forget()
    yield change
    forget()
