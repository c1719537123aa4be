"""A letter form that is broken is told as such, and never printed half."""

import pytest

from gemdesk.domain.definition import Item
from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.letters import template
from gemdesk.letters.compose import compose
from tests.letters.conftest import Spoil, subject_of


def write() -> None:
    about, allowed = subject_of(0)
    compose("referral", about, ("ar", "en"), (*allowed, Item.PLACE))


BROKEN = [
    ("letter.toml", 'shape = "title"', 'shape = "dance"'),
    ("letter.toml", 'item = "reason"', 'item = "secrets"'),
    ("letter.toml", 'item = "place"', 'item = "plaice"'),
    ("letter.toml", 'when = "place"', 'when = "plaice"'),
    ("letter.toml", 'unless = "age"', 'unless = "aeg"'),
    ("letter.toml", 'heads = "reason"', 'heads = "raisin"'),
    ("letter.toml", 'id = "title"', 'ib = "title"'),
    ("letter.toml", 'align = "start"', 'aline = "start"'),
    ("letter.toml", '"reference", "date"', '"reference", "dote"'),
    ("letter.toml", 'release = "referral_letter"', ""),
    ("letter.toml", 'purpose = "referral"', "purpose = 5"),
    ("letter.toml", "[[block]]\nid", "[[block\nid"),
    ("ar.toml", 'title = "', 'titel = "'),
    ("ar.toml", "{addressee}", "{adressee}"),
    ("ar.toml", "{addressee}", "{addressee"),
    ("ar.toml", "{consent_items}", "{}"),
    ("ar.toml", "[duties]", "[dutys]"),
    ("ar.toml", "[signatures]", "[signature]"),
    ("en.toml", "{respond_by}", "{respond by}"),
    ("en.toml", "[signatures]", "[signs]"),
    ("en.toml", "footer = ", "foot = "),
    ("en.toml", "{place}", "{palce}"),
]


@pytest.mark.parametrize(("name", "old", "new"), BROKEN)
def test_a_broken_form_is_told_with_the_part_that_is_broken(spoil: Spoil, name: str, old: str, new: str) -> None:
    write()
    spoil(name, old, new)
    with pytest.raises(Trouble) as stop:
        write()
    assert stop.value.reason is Reason.TEMPLATE_INCOMPLETE
    assert stop.value.facts["kind"] == "referral"
    assert stop.value.facts["part"]


def test_words_may_be_changed_freely(spoil: Spoil) -> None:
    spoil("en.toml", "Dear colleagues,", "Dear friends,")
    about, _allowed = subject_of(0)
    assert "Dear friends," in compose("referral", about, ("en",), ()).sources


def test_a_language_or_a_kind_that_is_not_there_is_told() -> None:
    for load in (lambda: template.words("referral", "xx"), lambda: template.load("no such kind")):
        with pytest.raises(Trouble) as stop:
            load()
        assert stop.value.reason is Reason.TEMPLATE_INCOMPLETE


def test_what_the_shipped_form_requires_and_offers() -> None:
    form = template.load("referral")
    assert form.required() == (Item.REASON, Item.SERVICES)
    assert set(form.optional()) == {
        Item.CHOSEN_NAME, Item.ADDRESS, Item.AGE, Item.AGE_BAND, Item.LANGUAGES, Item.DISPLACEMENT, Item.PLACE,
        Item.NEEDS, Item.SAFE_CONTACT,
    }  # fmt: skip
