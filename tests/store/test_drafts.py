"""Drafts lie in the vault until they are saved or emptied; bodies of files once per content."""

import pytest

from gemdesk.store import bodies, drafts
from tests.store.making import Vault


def test_a_draft_is_found_until_it_is_dropped(vault: Vault) -> None:
    db = vault.connection
    assert drafts.find(db, "intake", "w-1") == {}
    drafts.keep(db, "intake", "w-1", {"name": "سلمى", "factors": ["outing"]}, "now")
    drafts.keep(db, "intake", "w-1", {"name": "سلمى ن.", "factors": []}, "later")
    drafts.keep(db, "note:x", "w-1", {"text": "اتصال"}, "now")
    assert drafts.find(db, "intake", "w-1") == {"name": "سلمى ن.", "factors": []}
    drafts.drop(db, "intake", "w-1")
    assert drafts.find(db, "intake", "w-1") == {}
    assert drafts.find(db, "note:x", "w-1") == {"text": "اتصال"}


def test_a_draft_belongs_to_its_worker(vault: Vault) -> None:
    drafts.keep(vault.connection, "intake", "w-1", {"name": "سلمى"}, "now")
    assert drafts.find(vault.connection, "intake", "w-2") == {}


def test_an_emptied_draft_is_gone(vault: Vault) -> None:
    drafts.keep(vault.connection, "intake", "w-1", {"name": "سلمى"}, "now")
    drafts.keep(vault.connection, "intake", "w-1", {"name": "", "factors": [], "leave": False}, "now")
    assert vault.count("draft") == 0


def test_a_draft_leaves_no_event(vault: Vault) -> None:
    drafts.keep(vault.connection, "intake", "w-1", {"name": "سلمى"}, "now")
    assert vault.count("draft") == 1
    assert vault.count("event") == vault.count("search_row") == 0


def test_a_body_is_kept_once_and_comes_back_whole(vault: Vault) -> None:
    body = bytes(range(256)) * 100
    first, again = bodies.keep(vault.connection, body), bodies.keep(vault.connection, body)
    assert first == again
    assert bodies.read(vault.connection, first) == body
    assert vault.count("file_body") == 1
    with pytest.raises(KeyError):
        bodies.read(vault.connection, bodies.digest_of(b"other"))


def test_nothing_that_is_kept_stands_in_clear_in_the_file(vault: Vault) -> None:
    drafts.keep(vault.connection, "intake", "w-1", {"name": "Sentinelle"}, "now")
    with vault.change() as change:
        bodies.keep(change.connection, b"Sentinelle")
    assert vault.rows("SELECT body FROM draft")[0] == ('{"name": "Sentinelle"}',)
    written = b"".join(path.read_bytes() for path in vault.path.parent.iterdir())
    assert len(written) > 4096
    assert b"Sentinelle" not in written
