"""The receipt in words, for the screen and for paper: what was done, what stays, what is not known."""

from collections.abc import Callable

from gemdesk.flows.safety import Line, State, What
from gemdesk.kernel import dates
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import FilePath, Joined

Said = Callable[[Line, Texts], str]

_SUBJECTS: dict[What, Callable[[Texts], str]] = {
    What.SOCKETS: lambda t: t.say("Network"),
    What.LEFT: lambda t: t.say("What left today"),
    What.SAVES: lambda t: t.say("Last save"),
    What.EXAMINED: lambda t: t.say("Examination of the vault"),
    What.GENERATIONS: lambda t: t.say("Earlier states"),
    What.BACKUP: lambda t: t.say("Backup"),
    What.RECOVERY: lambda t: t.say("Recovery"),
    What.KEY_FILE: lambda t: t.say("Key file"),
    What.SWAP: lambda t: t.say("Swapped memory"),
    What.SLEEP: lambda t: t.say("Sleep on the disk"),
    What.DISK: lambda t: t.say("The disk of the vault"),
    What.SPOOL: lambda t: t.say("Print spool"),
    What.CLIPBOARD: lambda t: t.say("Clipboard"),
}
_STATES: dict[State, Callable[[Texts], str]] = {
    State.GOOD: lambda t: t.say("in order"),
    State.ATTENTION: lambda t: t.say("needs attention"),
    State.UNKNOWN: lambda t: t.say("unknown"),
    State.LIMIT: lambda t: t.say("a known limit"),
}


def subject(what: What, texts: Texts) -> str:
    """What a line is about."""
    return _SUBJECTS[what](texts)


def state(found: State, texts: Texts) -> str:
    """What a line means."""
    return _STATES[found](texts)


def sentence(line: Line, texts: Texts) -> str:
    """What was found, in one or two sentences."""
    return _SENTENCES[line.what, line.found](line, texts)


def _day(line: Line, texts: Texts) -> object:
    if line.day is None:
        raise ValueError("a line without a day")
    return dates.day(line.day, texts.language)


def _moment(line: Line, texts: Texts) -> Joined:
    if line.at is None:
        raise ValueError("a line without a moment")
    return dates.moment(line.at, texts)


def _plain(say: Callable[[Texts], str]) -> Said:
    return lambda _line, texts: say(texts)


def _dated(say: Callable[[Texts, object], str]) -> Said:
    return lambda line, texts: say(texts, _day(line, texts))


_NETWORK: dict[str, Said] = {
    "none": lambda line, t: t.count(
        "This program is not connected to the internet. Counted now: {count} process, without any internet socket; "
        "the kernel ends any attempt.",
        "This program is not connected to the internet. Counted now: {count} processes, without any internet socket; "
        "the kernel ends any attempt.",
        line.counts["processes"],
    ),
    "filtered": lambda line, t: t.count(
        "No connection of this program to the internet was found. This process was counted now; {count} other lets "
        "nobody look inside and stands under the same filter, with which the kernel ends any attempt.",
        "No connection of this program to the internet was found. This process was counted now; {count} others let "
        "nobody look inside and stand under the same filter, with which the kernel ends any attempt.",
        line.counts["closed"],
    ),
    "closed": lambda line, t: t.count(
        "Whether the whole program is without a connection could not be seen: {count} process could not be looked "
        "into, and no filter was seen over it.",
        "Whether the whole program is without a connection could not be seen: {count} processes could not be looked "
        "into, and no filter was seen over all of them.",
        line.counts["closed"],
    ),
    "open": lambda line, t: t.count(
        "Something in this program is open to the outside, which it never does by itself. It should be ended, and the "
        "computer looked at. Counted: {count} socket that is not a local one.",
        "Something in this program is open to the outside, which it never does by itself. It should be ended, and the "
        "computer looked at. Counted: {count} sockets that are not local ones.",
        line.counts["sockets"],
    ),
    "unguarded": _plain(
        lambda t: t.say(
            "No connection to the internet was found, but nothing on this computer holds the program to that: the "
            "kernel has no filter over it."
        )
    ),
    "unseen": _plain(
        lambda t: t.say(
            "Whether this program is connected to the internet cannot be seen: on this system sockets cannot be "
            "counted."
        )
    ),
}
_LEFT: dict[str, Said] = {
    "nothing": _plain(lambda t: t.say("By the release ledger nothing left the vault today.")),
    "saved": lambda line, t: t.say(
        "Saved as a copy: {saved}. Printed: {printed}. A saved copy is a clear file.",
        saved=t.number(line.counts["saved"]),
        printed=t.number(line.counts["printed"]),
    ),
    "printed": lambda line, t: t.say(
        "Printed: {printed}. The printer may have kept a copy.", printed=t.number(line.counts["printed"])
    ),
}
_VAULT: dict[tuple[What, str], Said] = {
    (What.SAVES, "saved"): lambda line, t: t.say(
        "Save number {number}, on {moment}.", number=t.number(line.counts["epoch"]), moment=_moment(line, t)
    ),
    (What.SAVES, "never"): _plain(lambda t: t.say("When the last save was made is not known.")),
    (What.EXAMINED, "examined"): _dated(lambda t, day: t.say("The whole file was last examined on {day}.", day=day)),
    (What.EXAMINED, "never"): _plain(lambda t: t.say("The whole file has not been examined yet.")),
    (What.GENERATIONS, "kept"): lambda line, t: t.count(
        "{count} earlier state is kept; it is of {day}.",
        "{count} earlier states are kept; the newest is of {day}.",
        line.counts["count"],
        day=_day(line, t),
    ),
    (What.GENERATIONS, "none"): _plain(lambda t: t.say("No earlier state is kept yet.")),
    (What.BACKUP, "none"): _plain(
        lambda t: t.say("No backup is known. If this computer is lost, the cases are lost with it.")
    ),
    (What.RECOVERY, "none"): _plain(
        lambda t: t.say("There is none. If every passphrase is forgotten, nobody can open the vault.")
    ),
    (What.RECOVERY, "unclear"): _plain(
        lambda t: t.say("There is one, but this state of the vault does not know of what kind. A new one is advised.")
    ),
    (What.RECOVERY, "unrehearsed"): _dated(
        lambda t, day: t.say("It was made on {day} and has not been rehearsed.", day=day)
    ),
    (What.RECOVERY, "due"): _dated(
        lambda t, day: t.say("It was last rehearsed on {day}. The yearly rehearsal is due.", day=day)
    ),
    (What.RECOVERY, "rehearsed"): _dated(lambda t, day: t.say("It was last rehearsed on {day}.", day=day)),
    (What.KEY_FILE, "used"): _plain(lambda t: t.say("The vault was opened with a passphrase and a key file.")),
    (What.KEY_FILE, "without"): _plain(
        lambda t: t.say(
            "None is used. That the whole folder was put back to an older state could not be noticed without one."
        )
    ),
}
_MACHINE: dict[tuple[What, str], Said] = {
    (What.SWAP, "none"): _plain(lambda t: t.say("This computer swaps no memory to a disk.")),
    (What.SWAP, "memory"): _plain(lambda t: t.say("Memory is swapped into memory only, not to a disk.")),
    (What.SWAP, "encrypted"): _plain(lambda t: t.say("Memory is swapped to an encrypted disk.")),
    (What.SWAP, "plain"): _plain(
        lambda t: t.say(
            "Memory is swapped to a disk that is not encrypted. Parts of what was open may lie there, even after "
            "locking."
        )
    ),
    (What.SWAP, "unknown"): _plain(lambda t: t.say("Where this computer swaps memory to could not be seen.")),
    (What.SLEEP, "impossible"): _plain(lambda t: t.say("This computer does not write its memory to a disk to sleep.")),
    (What.SLEEP, "encrypted"): _plain(
        lambda t: t.say("This computer can write its memory to a disk to sleep. That disk is encrypted.")
    ),
    (What.SLEEP, "possible"): _plain(
        lambda t: t.say(
            "This computer can write its whole memory to a disk to sleep. Locking before it sleeps leaves no case in "
            "it."
        )
    ),
    (What.SLEEP, "unknown"): _plain(
        lambda t: t.say("Whether it writes its memory to a disk to sleep could not be seen.")
    ),
    (What.DISK, "encrypted"): _plain(lambda t: t.say("The whole disk is encrypted, besides the vault itself.")),
    (What.DISK, "plain"): _plain(
        lambda t: t.say("The vault is encrypted, the disk under it is not: a saved copy lies there in clear.")
    ),
    (What.DISK, "unknown"): _plain(lambda t: t.say("Whether the disk under the vault is encrypted could not be seen.")),
    (What.SPOOL, "none"): _plain(lambda t: t.say("No file of a print job was seen.")),
    (What.SPOOL, "seen"): lambda line, t: t.count(
        "{count} file of print jobs was seen on this computer.",
        "{count} files of print jobs were seen on this computer.",
        line.counts["files"],
    ),
    (What.SPOOL, "closed"): lambda line, t: t.say(
        "Whether files of print jobs remain could not be seen. Looking needs an administrator’s rights: {places}",
        places=t.list([FilePath(place) for place in line.places]),
    ),
    (What.SPOOL, "unseen"): _plain(lambda t: t.say("On this system it is not looked for.")),
    (What.CLIPBOARD, "empty"): _plain(lambda t: t.say("Nothing of this program lies in it now.")),
    (What.CLIPBOARD, "holds"): _plain(lambda t: t.say("Something that was copied here lies in it now.")),
    (What.CLIPBOARD, "unseen"): _plain(lambda t: t.say("It was not looked at.")),
}
_SENTENCES: dict[tuple[What, str], Said] = {
    **{(What.SOCKETS, found): said for found, said in _NETWORK.items()},
    **{(What.LEFT, found): said for found, said in _LEFT.items()},
    **_VAULT,
    **_MACHINE,
}
