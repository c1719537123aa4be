"""What the keys page says of key places and of recovery."""

from datetime import date

from gemdesk.flows.keys import RecoveryKind, RecoveryState, Slot, SlotKind
from gemdesk.kernel import dates
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code
from gemdesk.ui.look.face import Words
from gemdesk.ui.look.tokens import Tone

KINDS: dict[SlotKind, Words] = {
    SlotKind.PASSPHRASE: lambda t: t.say("Passphrase"),
    SlotKind.PASSPHRASE_AND_KEY_FILE: lambda t: t.say("Passphrase and key file"),
    SlotKind.RECOVERY: lambda t: t.say("Recovery"),
    SlotKind.COORDINATOR: lambda t: t.say("Coordinator’s key"),
}
ICONS: dict[SlotKind, str] = {
    SlotKind.PASSPHRASE: "key",
    SlotKind.PASSPHRASE_AND_KEY_FILE: "key",
    SlotKind.RECOVERY: "document",
    SlotKind.COORDINATOR: "people",
}


def place(slot: Slot) -> Words:
    """A key place by its number, counted from 1."""
    return lambda t: t.say("Place {number}", number=t.number(slot.number + 1))


def retire_question(slot: Slot) -> Words:
    """What retiring a place means, before it is done."""
    number = slot.number + 1
    if slot.kind is SlotKind.RECOVERY:
        return lambda t: t.say(
            "Retire the recovery in place {number}? Its sheets no longer open this vault. A copy of the folder made "
            "before this retirement can still be opened with them.",
            number=t.number(number),
        )
    worker = Code(slot.worker or "")
    return lambda t: t.say(
        "Retire place {number} of {worker}? Its passphrase no longer opens this vault. A copy of the folder made "
        "before this retirement can still be opened with it. If someone has such a copy, only new keys for the whole "
        "vault keep later work from them.",
        number=t.number(number),
        worker=worker,
    )


def state(found: RecoveryState) -> tuple[Words, Tone, Words]:
    """The recovery as a chip, its tone, and a sentence."""
    made = found.made
    tone: Tone = "warning" if found.rehearsed is None or found.due else "good"
    if found.kind is RecoveryKind.UNKNOWN:
        return (
            lambda t: t.say("Unclear"),
            "warning",
            lambda t: t.say(
                "There is a recovery, but this state of the vault does not know of what kind. Making a new one is "
                "advised."
            ),
        )
    if made is None:
        return (
            lambda t: t.say("None"),
            "warning",
            lambda t: t.say(
                "There is no recovery. If every passphrase of this vault is forgotten, nobody can open it again."
            ),
        )
    if found.kind is RecoveryKind.CODE:
        return (
            lambda t: t.say("One sheet"),
            tone,
            lambda t: t.say("One recovery sheet was made on {day}.", day=_day(made, t)),
        )
    return (
        lambda t: t.say("Three shares"),
        tone,
        lambda t: t.say("Three recovery shares were made on {day}. Any two of them open.", day=_day(made, t)),
    )


def rehearsal(found: RecoveryState) -> Words:
    """When the recovery was last rehearsed, and whether it is due."""
    at = found.rehearsed
    if at is None and found.due:
        return lambda t: t.say(
            "It was made a year ago or longer and has never been rehearsed. Typing a sheet shows whether it is still "
            "there and readable."
        )
    if at is None:
        return lambda t: t.say(
            "It has never been rehearsed. Typing a sheet shows whether it is still there and readable."
        )
    if found.due:
        return lambda t: t.say("It was last rehearsed on {day}. The yearly rehearsal is due.", day=_day(at, t))
    return lambda t: t.say("It was last rehearsed on {day}.", day=_day(at, t))


def not_ended(texts: Texts) -> str:
    """That a former recovery opens too."""
    return texts.say("Another recovery opens this vault too. It ends when a sheet of this one is typed back.")


def lock_ahead(idle_seconds: int) -> Words:
    """That the vault locks over a sheet that is being copied, and what then; full minutes."""
    return lambda t: t.count(
        "If nothing is pressed for {count} minute, the vault locks and the sheets are gone. What opened before still "
        "opens then, and a recovery can be made again.",
        "If nothing is pressed for {count} minutes, the vault locks and the sheets are gone. What opened before still "
        "opens then, and a recovery can be made again.",
        idle_seconds // 60,
    )


def leave_question(*, former: bool) -> Words:
    """What leaving sheets means of which none was typed back."""
    if former:
        return lambda t: t.say(
            "No sheet has been typed back yet, and the sheets are not shown again. Leaving ends the recovery of "
            "before. If none of the new sheets was printed or copied, there is no recovery then."
        )
    return lambda t: t.say(
        "No sheet has been typed back yet, and the sheets are not shown again. If none was printed or copied, there "
        "is no recovery."
    )


def _day(at: date, texts: Texts) -> object:
    return dates.day(at, texts.language)


def belongs(number: int | None) -> Words:
    """What was typed belongs to the present recovery; `number` is that of a share, None for a code."""
    if number is None:
        return lambda t: t.say("This is the present recovery code of this vault. Nothing was opened.")
    return lambda t: t.say(
        "This is share {number} of the present recovery of this vault. Nothing was opened.", number=t.number(number)
    )
