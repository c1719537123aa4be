"""What the help tells of vault, keys and locks, card by card."""

from gemdesk.ui.pages.help.chapter import Chapter

KEPT = Chapter(
    lambda t: t.say("What is kept where"),
    (
        lambda t: t.say("Cases, notes, drafts and letters are kept in the encrypted vault and nowhere else."),
        lambda t: t.say(
            "A letter leaves the vault only by printing it or saving a copy. "
            "Both ask the consent ledger first and are written down."
        ),
        lambda t: t.say(
            "A saved copy is a clear file: whoever finds it can read it. A printer may keep what it printed."
        ),
        lambda t: t.say("Locking ends the program that held the cases. What was shown as saved is saved."),
        lambda t: t.say(
            "The program cannot protect a computer that someone else controls, or a screen that someone sees."
        ),
    ),
)
KEYS = Chapter(
    lambda t: t.say("Key places and recovery"),
    (
        lambda t: t.say(
            "A vault has eight key places. Each worker has one of their own, with a passphrase or with a passphrase "
            "and a key file."
        ),
        lambda t: t.say(
            "A key file alone opens nothing. It is best kept apart from the computer. When it is taken out while the "
            "vault is open, the vault locks."
        ),
        lambda t: t.say(
            "Retiring a place closes it in this vault. A copy of the folder made earlier can still be opened with its "
            "passphrase. New keys for the whole vault do not change such copies either."
        ),
        lambda t: t.say(
            "Recovery is for a forgotten passphrase. One sheet is simple: whoever has it opens the vault. Three shares "
            "are for three people: any two open it, one alone tells nothing."
        ),
        lambda t: t.say(
            "The sheets name neither the organisation nor the program. They belong in different places, none of them "
            "beside the computer. Once a year they are rehearsed: one is typed, and nothing is opened."
        ),
    ),
)
LOCKING = Chapter(
    lambda t: t.say("When the vault locks"),
    (
        lambda t: t.say(
            "By the key, after a time without use, when the computer goes to sleep or its screen is locked, when the "
            "key file is taken out, and when the clock shows that the computer was asleep."
        ),
        lambda t: t.say("What is being typed is kept as a draft inside the vault and is there after the next opening."),
        lambda t: t.say(
            "Locking ends the process that held the cases, so that nothing of them is left in its memory. What the "
            "computer itself wrote to its disk as swap stays there until it is written over."
        ),
    ),
)
PANIC = Chapter(
    lambda t: t.say("Panic"),
    (
        lambda t: t.say("The panic key locks at once, without a question."),
        lambda t: t.say(
            "If it was enabled and rehearsed before, it also destroys the key places on this computer. After that "
            "nobody opens this folder any more, neither with the passphrase nor with the recovery sheets. Only a "
            "backup that lies elsewhere brings the cases back."
        ),
        lambda t: t.say(
            "It does not reach copies and backups, what was printed, or what somebody saw. That key places were "
            "destroyed can be noticed, and in some places destroying is itself treated as an offence."
        ),
    ),
)
FINDINGS = Chapter(
    lambda t: t.say("When the vault is not as it was left"),
    (
        lambda t: t.say(
            "Each save is counted, and the count is kept sealed beside the vault. At each opening the two are "
            "compared. In the background the whole file is examined afterwards."
        ),
        lambda t: t.say(
            "What does not fit is said before anything is shown: how many saves are missing, and which earlier state "
            "can be opened instead. Nothing is changed before a way on is chosen."
        ),
        lambda t: t.say(
            "If the whole folder was put back to an older state together with its count, only the copy of the count "
            "beside a key file shows it. Without a key file this cannot be noticed."
        ),
    ),
)
VAULT = (KEPT, KEYS, LOCKING, PANIC, FINDINGS)
