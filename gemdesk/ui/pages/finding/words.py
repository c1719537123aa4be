"""What the finding page says of each finding; it tells what is known and blames nobody."""

from gemdesk.flows.findings import Finding, Generation, Kind
from gemdesk.kernel.dates import moment
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Joined, isolated
from gemdesk.ui.look.face import Words


def title(finding: Finding) -> Words:
    """The page's title."""
    if finding.kind is Kind.DAMAGED:
        return lambda t: t.say("Parts of the vault cannot be read")
    if finding.kind is Kind.FILE_MISSING:
        return lambda t: t.say("The file of the cases is missing")
    if finding.kind is Kind.SAVE_CUT:
        return lambda t: t.say("The last change was cut off")
    if finding.missing:
        return lambda t: t.say("Saves are missing from the vault")
    return lambda t: t.say("The vault is not as it was left")


def what(finding: Finding) -> Words:
    """One sentence about what was found."""
    if finding.kind is Kind.SAVES_MISSING:
        return _missing(finding)
    if finding.kind is Kind.ROLLED_BACK:
        return _rolled_back(finding)
    return _SAID[finding.kind]


def _missing(finding: Finding) -> Words:
    number = finding.missing
    if not number:
        return lambda t: t.say("The file of the cases is older than the record of its newest save.")
    return lambda t: t.count(
        "The file of the cases lacks {count} save that the vault’s own record knows of.",
        "The file of the cases lacks {count} saves that the vault’s own record knows of.",
        number,
    )


def _rolled_back(finding: Finding) -> Words:
    number = finding.missing
    if not number:
        return lambda t: t.say("The whole folder is an older state than the one that was last worked in.")
    return lambda t: t.count(
        "The whole folder is an older state: it lacks {count} save that the record beside the key file knows of.",
        "The whole folder is an older state: it lacks {count} saves that the record beside the key file knows of.",
        number,
    )


_SAID: dict[Kind, Words] = {
    Kind.SAVE_CUT: lambda t: t.say(
        "A change was being saved when the program or the computer stopped. It was never shown as saved. "
        "Everything that was shown as saved is here."
    ),
    Kind.REPLACED: lambda t: t.say(
        "The file of the cases and the record of its newest save do not belong together: one of them comes from "
        "another time or another vault."
    ),
    Kind.HEAD_MISSING: lambda t: t.say(
        "The record of the newest save is not in the folder, so whether saves are missing cannot be told."
    ),
    Kind.HEAD_DAMAGED: lambda t: t.say(
        "The record of the newest save cannot be read, so whether saves are missing cannot be told."
    ),
    Kind.PAGES_CHANGED: lambda t: t.say(
        "Each part of the file is genuine, but together they are not the state that was left. Some of it may be older."
    ),
    Kind.DAMAGED: lambda t: t.say(
        "The passphrase is right. Some parts of the file cannot be read or are not what this vault wrote."
    ),
    Kind.FILE_MISSING: lambda t: t.say(
        "The passphrase is right. The file of the cases is not in the vault’s folder, or it is empty."
    ),
}


def newest(finding: Finding) -> Words | None:
    """When the newest save that is known of was made; None when nothing is known."""
    at = finding.saved_at
    if at is None or finding.kind is Kind.SAVE_CUT:
        return None
    return lambda t: t.say("The newest save that is known of was made on {moment}.", moment=moment(at, t))


def causes(finding: Finding) -> Words:
    """What can bring this about."""
    if finding.kind is Kind.SAVE_CUT:
        return lambda t: t.say("A power cut, a full disk or a forced end of the program can cause this.")
    return lambda t: t.say(
        "A power cut, a failing disk, a copy of the folder that was put back, or another person with access to this "
        "computer can cause this. The program cannot tell which of them it was. Nothing has been changed so far."
    )


def generation(one: Generation) -> Words:
    """The act that opens an earlier state."""
    return lambda t: t.say("Open the state of {moment}", moment=moment(one.at, t))


def generation_note(finding: Finding, one: Generation) -> Words:
    """What an earlier state lacks and what becomes of the present one."""
    behind = finding.behind(one)
    if not behind:
        return lambda t: t.say(
            "As far as is known it lacks nothing. The present files are set aside in the vault’s folder."
        )
    return lambda t: t.count(
        "It lacks the newest {count} save. The present files are set aside in the vault’s folder.",
        "It lacks the newest {count} saves. The present files are set aside in the vault’s folder.",
        behind,
    )


def knowingly(finding: Finding) -> Words:
    """The act that opens the vault as it is."""
    if finding.kind is Kind.DAMAGED:
        return lambda t: t.say("Open for reading only")
    return lambda t: t.say("Go on with what is there")


def knowingly_note(finding: Finding) -> Words:
    """What going on means."""
    if finding.kind is Kind.DAMAGED:
        return lambda t: t.say("What can be read is shown, and nothing can be saved.")
    if finding.kind is Kind.SAVE_CUT:
        return lambda t: t.say("Nothing that was shown as saved is lost by this.")
    return lambda t: t.say(
        "The vault opens as it is. What is missing stays missing. That this was chosen is written down in the vault."
    )


def salvage(texts: Texts) -> str:
    """The act that saves what is left."""
    return texts.say("Save what can be read")


def salvage_note(texts: Texts) -> str:
    """What saving the rest means."""
    return texts.say(
        "What can be read is written into a new file. What cannot be read is not in it. The damaged file is set "
        "aside in the vault’s folder."
    )


def lock_note(texts: Texts) -> str:
    """What locking means."""
    return texts.say("Nothing is changed. The next opening tells the same again.")


def _within(finding: Finding) -> Words:
    """What was found while the vault is open, when nobody asks about the passphrase."""
    if finding.kind is Kind.DAMAGED:
        return lambda t: t.say("Some parts of the file cannot be read or are not what this vault wrote.")
    return what(finding)


def banner(finding: Finding) -> Words:
    """The finding of an examination that ran while the vault was open, and what to do."""

    def said(texts: Texts) -> str:
        return texts.say(
            "The examination of the vault found something, and nothing more is saved from now on: {finding} After "
            "locking, the next opening offers the ways on.",
            finding=Joined(isolated(_within(finding)(texts))),
        )

    return said
