"""A real vault of many cases, written by the program's own store, and ways to destroy parts of it."""

import random
from pathlib import Path

from gemdesk.domain.records import Consent, File, Person, Referral, Release
from gemdesk.kernel.ids import new_id
from gemdesk.store import bodies, drafts
from gemdesk.store.change import Change
from gemdesk.vault.opening import checkpoint
from tests.store.making import (
    DAY,
    MOMENT,
    Vault,
    add_case,
    add_contact,
    add_entry,
    add_organisation,
    new_vault,
)

_NAMES = ("ياسمين", "نور", "Sami", "رهف", "Dana", "جود", "ليان", "Omar")
_WORDS = (
    "زيارة", "مكتب", "سكن", "طبيب", "موعد", "اتصال", "خطر", "صديقة", "سفر", "علاج", "دعم", "وثيقة", "قلق", "نوم", "عمل",
)  # fmt: skip


def prose(chance: random.Random, words: int) -> str:
    """A note of that many Arabic words."""
    return " ".join(chance.choice(_WORDS) for _ in range(words))


def many_cases(folder: Path, count: int, seed: int = 3) -> Vault:
    """An open vault with `count` cases, each with contact, entries, consent, and some with referrals and files."""
    chance = random.Random(seed)
    vault = new_vault(folder)
    with vault.change() as change:
        offices = [add_organisation(change, f"جمعية {number} {prose(chance, 2)}").id for number in range(12)]
    for first in range(0, count, 10):
        with vault.change() as change:
            for number in range(first, min(first + 10, count)):
                _case(change, chance, number, offices)
    _edit_some(vault, chance)
    drafts.keep(vault.connection, "case/new", "w-1", {"name": "مسودة"}, MOMENT.isoformat())
    checkpoint(vault.connection)
    return vault


def _case(change: Change, chance: random.Random, number: int, offices: list[str]) -> None:
    case = add_case(change, f"K-{number:05}", f"{chance.choice(_NAMES)} {number}", next_step=prose(chance, 4))
    add_contact(change, case, f"+9639{chance.randrange(10**8):08}")
    for _ in range(chance.randrange(1, 5)):
        # Some are longer than a page, so that they go on elsewhere.
        add_entry(change, case, prose(chance, chance.choice((5, 20, 60, 120, 900))))
    receiver = chance.choice(offices)
    consent = change.add(Consent(id=new_id(), case=case.id, receiver=receiver, on=DAY), case.id)
    if chance.random() < 0.5:
        made = Referral(
            id=new_id(), case=case.id, organisation=receiver, reference=f"R-{number:05}", on=DAY,
            reason_ar=prose(chance, 25), addressee=prose(chance, 3),
        )  # fmt: skip
        referral = change.add(made, case.id)
        body = chance.randbytes(chance.randrange(500, 30_000))
        digest = bodies.keep(change.connection, body)
        file = File(id=new_id(), case=case.id, name="رسالة", media="pdf", size=len(body), digest=digest, at=MOMENT)
        change.add(file, case.id)
        left = Release(
            id=new_id(), case=case.id, what="referral_letter", how="saved", receiver=receiver, purpose="referral",
            consents=(consent.id,), about=referral.id, language="ar", digest=digest, at=MOMENT,
        )  # fmt: skip
        change.add(left, case.id)


def _edit_some(vault: Vault, chance: random.Random) -> None:
    """Later edits, so that pages are split and cells are freed."""
    codes = [str(row[0]) for row in vault.rows("SELECT id FROM person ORDER BY id")]
    for some in (codes[::9], codes[::7]):
        with vault.change() as change:
            for id_ in some:
                change.edit(Person(id=id_, code=""), place=prose(chance, chance.choice((1, 6, 30))))
