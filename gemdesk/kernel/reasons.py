"""Every reason for which the program says no, and the sentence for each.

A reason is raised as an enum member; its sentence is made where it is shown, in the language
of the screen (`Texts.reason`). A test holds that every member has a sentence in every language.
"""

from enum import Enum, auto, unique

from gemdesk.kernel.messages import N_


@unique
class Reason(Enum):
    """Why something was refused, or what in the surroundings has to change."""

    # Keys and the vault
    WRONG_SECRET = auto()
    WEAK_PASSPHRASE = auto()
    PASSPHRASES_DIFFER = auto()
    WORDS_DIFFER = auto()
    WRONG_PAIR = auto()
    WRONG_LAYOUTS = auto()
    KEY_FILE_MISSING = auto()
    KEY_FILE_UNREADABLE = auto()
    KEY_FILE_EXISTS = auto()
    KEY_FILE_NOT_MADE = auto()
    WORKER_TAKEN = auto()
    ROLE_TOO_HIGH = auto()
    NO_FREE_SLOT = auto()
    SLOTS_DAMAGED = auto()
    SLOTS_GONE = auto()
    SLOTS_OLDER = auto()
    SLOT_PARAMETERS = auto()
    VAULT_MISSING = auto()
    VAULT_DAMAGED = auto()
    VAULT_NOT_AS_LEFT = auto()
    LOG_SET_ASIDE = auto()
    SALVAGED = auto()
    VAULT_NEWER = auto()
    VAULT_IN_USE = auto()
    VAULT_EXISTS = auto()
    VAULT_UNFINISHED = auto()
    FOLDER_READ_ONLY = auto()
    FOLDER_UNFIT = auto()
    FOLDER_NOT_EMPTY = auto()
    DISK_FULL = auto()
    DISK_FULL_SAVED = auto()
    DISK_NEARLY_FULL = auto()
    SAVING_STOPPED = auto()
    NO_ROOM_FOR_GENERATION = auto()
    DISK_FAULT = auto()
    NOT_ENOUGH_MEMORY = auto()
    CIPHER_UNFIT = auto()
    MODE_NOT_YET = auto()
    DESK_CRASHED = auto()
    OUR_MISTAKE = auto()
    # Recovery, new keys, travel
    RECOVERY_NOT_OURS = auto()
    RECOVERY_DIGITS = auto()
    RECOVERY_GROUP = auto()
    RECOVERY_SHORT = auto()
    RECOVERY_LONG = auto()
    RECOVERY_CODE = auto()
    SHARE_WORD = auto()
    SHARE_LENGTH = auto()
    SHARE_CHECKSUM = auto()
    SHARE_FOREIGN = auto()
    SHARE_TWICE = auto()
    SHARES_DIFFER = auto()
    REKEY_FAILED = auto()
    REKEY_NEEDS_SEALED = auto()
    SWAP_UNCLEAR = auto()
    ERASURE_FAILED = auto()
    PANIC_NOT_REHEARSED = auto()
    TRAVEL_UNPROVED = auto()
    # Fields
    REQUIRED = auto()
    NOT_A_DATE = auto()
    NOT_A_NUMBER = auto()
    OUT_OF_RANGE = auto()
    TOO_LONG = auto()
    CONTROL_SIGN = auto()
    UNKNOWN_CODE = auto()
    END_BEFORE_START = auto()
    CODE_TAKEN = auto()
    WORDS_TAKEN = auto()
    ATTACHMENT_UNREADABLE = auto()
    ATTACHMENT_TOO_LARGE = auto()
    ATTACHMENT_EMPTY = auto()
    ATTACHMENT_DAMAGED = auto()
    # Undoing, the bin, roles
    STILL_USED = auto()
    ALREADY_UNDONE = auto()
    CANNOT_BE_UNDONE = auto()
    CHANGED_SINCE = auto()
    NOT_YOUR_ROLE = auto()
    SEALED_AWAY = auto()
    CASE_ERASED = auto()
    CODE_ERASED = auto()
    ERASED_STILL_HERE = auto()
    ERASED_LIST_CHANGED = auto()
    ERASURE_UNFINISHED = auto()
    TRAIL_BROKEN = auto()
    CLOSURE_NOT_APPROVED = auto()
    CASE_NOT_OPEN = auto()
    CASE_NOT_CLOSED = auto()
    NOT_LOOKED_AT = auto()
    DAY_PAST = auto()
    SELF_APPROVAL = auto()
    NO_SUPERVISOR = auto()
    ALREADY_DECIDED = auto()
    NOT_BY_ONE_KEY = auto()
    PLAN_EMPTY = auto()
    PLAN_IN_FORCE = auto()
    # Referrals and the directory
    STEP_NOT_POSSIBLE = auto()
    DAY_TO_COME = auto()
    AFTER_TELLING = auto()
    BEFORE_LETTER = auto()
    BEFORE_SENDING = auto()
    NO_LETTER_YET = auto()
    NEVER_REFER = auto()
    NAME_TAKEN = auto()
    SAFE_AND_UNSAFE = auto()
    DIRECTORY_WITHOUT_NAMES = auto()
    # Consent and the door
    NO_CONSENT = auto()
    UNDER_AGE = auto()
    ITEM_WITHOUT_CONSENT = auto()
    NOTHING_TO_SEND = auto()
    FILE_NOT_WRITTEN = auto()
    PRINT_FAILED = auto()
    NOT_WAITING = auto()
    LETTER_NOT_COVERED = auto()
    TEMPLATE_INCOMPLETE = auto()
    CASE_FILE_UNREADABLE = auto()
    SHEET_UNREADABLE = auto()
    SHEET_OLD_OR_LOCKED = auto()
    SHEET_TOO_LARGE = auto()
    SHEET_EMPTY = auto()
    CELL_NOT_READ = auto()
    CELLS_UNDECIDED = auto()
    NO_ROW_TAKEN = auto()
    VIEW_TAKEN = auto()
    NOTHING_SOUGHT = auto()


SENTENCES: dict[Reason, str] = {
    Reason.WRONG_SECRET: N_("The vault did not open with this passphrase. Keyboard language now: {layout}. If a key file belongs to it, that has to be chosen too."),
    Reason.WEAK_PASSPHRASE: N_("This passphrase is too easy to guess. Five unrelated words or more are advised."),
    Reason.PASSPHRASES_DIFFER: N_("The two entries differ. Nothing was changed."),
    Reason.WRONG_PAIR: N_("The vault did not open with this passphrase and this key file together."),
    Reason.WRONG_LAYOUTS: N_("The vault did not open with this passphrase, nor with what the same keys write on other keyboard layouts."),
    Reason.WORDS_DIFFER: N_("These are not the words that were shown. They can be shown again."),
    Reason.KEY_FILE_MISSING: N_("There is no file at this place. Perhaps the USB stick is not plugged in."),
    Reason.KEY_FILE_UNREADABLE: N_("This is not a whole key file: it could not be read, or it was changed. The vault is untouched. Another copy of the key file is needed."),
    Reason.KEY_FILE_NOT_MADE: N_("The key file could not be written there. Another folder may work."),
    Reason.KEY_FILE_EXISTS: N_("There is already a file with this name. Nothing was written over it."),
    Reason.ROLE_TOO_HIGH: N_("A key gives no role that is shown more than its own. Somebody with a supervisor's key can add this one."),
    Reason.WORKER_TAKEN: N_("Another key place already has this caseworker code."),
    Reason.NO_FREE_SLOT: N_("All eight key places of this vault are taken. Retiring one frees its place."),
    Reason.SLOTS_DAMAGED: N_("Both copies of the key record are damaged. The cases are untouched; a backup of the vault folder is needed to open them."),
    Reason.SLOTS_GONE: N_("No key place is left in this vault. The cases in this folder cannot be opened again; only a backup can bring them back."),
    Reason.SLOTS_OLDER: N_("The key places are in an earlier state than the vault remembers: older files may have been put back. A retired passphrase may open it again. New keys for the whole vault are advised."),
    Reason.SLOT_PARAMETERS: N_("The key record asks for settings outside the allowed range, so it was not used. The vault is untouched."),
    Reason.VAULT_MISSING: N_("There is no vault in this folder."),
    Reason.VAULT_DAMAGED: N_("The passphrase is right, but the vault file is damaged. Nothing was changed. An earlier copy of the folder can be opened instead."),
    Reason.VAULT_NOT_AS_LEFT: N_("The passphrase is right, but the vault is not as it was left. Nothing was changed."),
    Reason.SALVAGED: N_("What could be read of the damaged vault file is here. Parts of the file that could not be read: {damaged} of {pages}. Entries known to be lost or incomplete: {lost}. More may be missing. The damaged file was put aside."),
    Reason.LOG_SET_ASIDE: N_("A file that does not belong to this vault lay beside it. It was put aside, and nothing is missing."),
    Reason.VAULT_NEWER: N_("This vault was written by a newer version of the program. Nothing was changed. The newer version is needed to open it."),
    Reason.VAULT_IN_USE: N_("This vault is already open in another window."),
    Reason.VAULT_EXISTS: N_("There is already a vault in this folder. Nothing was written over it."),
    Reason.VAULT_UNFINISHED: N_("Making this vault was interrupted before anything was saved in it. A new vault can be made in another folder."),
    Reason.FOLDER_READ_ONLY: N_("This folder cannot be written to. A folder of your own is needed."),
    Reason.FOLDER_UNFIT: N_("A vault cannot be kept on a removable or network drive. A folder on this computer is needed."),
    Reason.FOLDER_NOT_EMPTY: N_("There are other files in this folder. A vault needs a new or an empty one. Nothing was written."),
    Reason.DISK_FULL: N_("The last change was not saved: there is no space left on the disk. What was saved before is unharmed."),
    Reason.DISK_FULL_SAVED: N_("The last change was saved. There is no space left on the disk for further changes."),
    Reason.DISK_NEARLY_FULL: N_("The last change was saved. The disk is nearly full: the space kept for this was used up. Freeing space is advised now."),
    Reason.SAVING_STOPPED: N_("Nothing more is saved: the examination found that the vault file is not as it was left. Locking and opening it again shows what can be done."),
    Reason.NO_ROOM_FOR_GENERATION: N_("There is too little space on the disk for today’s internal copy of the vault. Everything that was shown as saved is saved."),
    Reason.DISK_FAULT: N_("The disk did not read or write as it should. The last change may not be saved. A copy of the vault folder on another disk is advised."),
    Reason.NOT_ENOUGH_MEMORY: N_("There is not enough free memory for this. Closing other programs helps."),
    Reason.CIPHER_UNFIT: N_("The encryption on this computer did not pass its check ({check}), so the vault was not opened."),
    Reason.MODE_NOT_YET: N_("This version cannot do this yet."),
    Reason.DESK_CRASHED: N_("The program stopped unexpectedly and the vault was locked. Everything that was shown as saved is saved."),
    Reason.OUR_MISTAKE: N_("Something did not work, and the cause is in the program. Everything that was shown as saved is saved."),
    Reason.RECOVERY_NOT_OURS: N_("This does not belong to the present recovery of this vault."),
    Reason.RECOVERY_DIGITS: N_("The recovery code has digits only."),
    Reason.RECOVERY_GROUP: N_("Group {group} of the code does not fit. The other groups can stay as they are."),
    Reason.RECOVERY_SHORT: N_("The recovery code has eight groups; typed so far: {groups}."),
    Reason.RECOVERY_LONG: N_("The recovery code has eight groups; typed here: {groups}."),
    Reason.RECOVERY_CODE: N_("Each group fits by itself, but together they are no recovery code. Perhaps groups of two codes are mixed."),
    Reason.SHARE_WORD: N_("Word {place} is not in the list of words. Its number can be typed instead."),
    Reason.SHARE_LENGTH: N_("A recovery share has twenty words; typed here: {words}."),
    Reason.SHARE_CHECKSUM: N_("Each word is in the list, but together they are no recovery share. Perhaps one word was taken for another."),
    Reason.SHARE_FOREIGN: N_("This is a recovery share of another kind."),
    Reason.SHARE_TWICE: N_("This is the same recovery share twice. A second one is needed."),
    Reason.SHARES_DIFFER: N_("These two recovery shares do not belong together."),
    Reason.REKEY_FAILED: N_("The new keys were not taken: the copy of the vault did not pass its check. The vault is as it was."),
    Reason.REKEY_NEEDS_SEALED: N_("New keys can only be made by somebody whose key place reads sealed notes too; otherwise those would be lost."),
    Reason.SWAP_UNCLEAR: N_("An earlier change of keys was interrupted, and several folders could be the vault. None was touched."),
    Reason.ERASURE_FAILED: N_("The rehearsal did not succeed: the copy could still be opened. The vault is untouched."),
    Reason.PANIC_NOT_REHEARSED: N_("Rehearse the destruction of the key places first."),
    Reason.TRAVEL_UNPROVED: N_("Two different people must have proved that they can open a backup of the newest state. Nothing was removed."),
    Reason.REQUIRED: N_("Something is still missing here."),
    Reason.NOT_A_DATE: N_("This could not be read as a date. An example: 20/11/2026."),
    Reason.NOT_A_NUMBER: N_("This could not be read as a number."),
    Reason.OUT_OF_RANGE: N_("A value from {least} to {most} is expected here."),
    Reason.TOO_LONG: N_("This is longer than {most} characters."),
    Reason.CONTROL_SIGN: N_("A line break or another sign that cannot be shown is not possible here."),
    Reason.UNKNOWN_CODE: N_("“{value}” is not in the list."),
    Reason.END_BEFORE_START: N_("The end lies before the beginning."),
    Reason.CODE_TAKEN: N_("The code {code} is already in use."),
    Reason.WORDS_TAKEN: N_("There is an entry with these words already; perhaps it is one that is no longer used."),
    Reason.ATTACHMENT_UNREADABLE: N_("This file could not be read."),
    Reason.ATTACHMENT_TOO_LARGE: N_("This file is larger than {most} MB, so it was not taken in."),
    Reason.ATTACHMENT_EMPTY: N_("This file is empty."),
    Reason.ATTACHMENT_DAMAGED: N_("This file is not as it was kept: its check value does not fit. The other files are unharmed."),
    Reason.STILL_USED: N_("Something else in the vault still refers to this, so it stays."),
    Reason.ALREADY_UNDONE: N_("This was undone already."),
    Reason.CANNOT_BE_UNDONE: N_("This cannot be undone: it left the vault, or it protects somebody."),
    Reason.CHANGED_SINCE: N_("This was changed again since. The later change has to be undone first."),
    Reason.NOT_YOUR_ROLE: N_("This is not part of your role in this vault."),
    Reason.SEALED_AWAY: N_("Your key place does not open what is sealed."),
    Reason.STEP_NOT_POSSIBLE: N_("This does not follow: the referral stands at “{before}”, and after that “{after}” cannot come."),
    Reason.DAY_TO_COME: N_("This day has not come yet."),
    Reason.AFTER_TELLING: N_("This day lies after the one on which it was told."),
    Reason.BEFORE_LETTER: N_("This day lies before the one on which the letter left the vault."),
    Reason.BEFORE_SENDING: N_("This day lies before the one on which the referral was sent."),
    Reason.NO_LETTER_YET: N_("No letter of this referral has left the vault yet."),
    Reason.NEVER_REFER: N_("Nobody is referred to {receiver}. The reason in the directory: {why}."),
    Reason.NAME_TAKEN: N_("There is an organisation with this name already: {name}."),
    Reason.SAFE_AND_UNSAFE: N_("The same people stand among those for whom it is safe and among those for whom it is not."),
    Reason.DIRECTORY_WITHOUT_NAMES: N_("No column of this sheet holds the names of organisations."),
    Reason.CASE_ERASED: N_("The content of this case was erased, so nothing is written into it any more."),
    Reason.CODE_ERASED: N_("The file with the code {code} was erased here and is not taken in again. Whoever comes back gets a new file with a new code."),
    Reason.ERASED_STILL_HERE: N_("This state of the vault still holds a file that was erased since, so it is not opened for reading alone. The other ways remain."),
    Reason.ERASED_LIST_CHANGED: N_("The list of what was erased could not be read and was written anew from the vault itself. If an earlier state of the vault was put back, an erased file may be here again and has to be erased once more."),
    Reason.ERASURE_UNFINISHED: N_("The content was erased. There is too little space on the disk to write the vault file anew, so traces may be left in its unused parts. This is tried again at the next opening."),
    Reason.TRAIL_BROKEN: N_("The change history does not fit together at {count} places. The cases can be read; what was changed there is not proved. A copy of the vault folder is advised."),
    Reason.CLOSURE_NOT_APPROVED: N_("The supervisor has not approved this closure yet."),
    Reason.CASE_NOT_OPEN: N_("This case is closed already."),
    Reason.SELF_APPROVAL: N_("Nobody approves what they asked for themselves: this vault has a supervisor, and another person has to look."),
    Reason.NO_SUPERVISOR: N_("Nobody who can open this vault is a supervisor, so there is nobody to ask."),
    Reason.ALREADY_DECIDED: N_("This was decided, or replaced by something newer, in the meantime. Nothing was changed."),
    Reason.NOT_BY_ONE_KEY: N_("This is done in the case itself, where the answer is written down."),
    Reason.PLAN_EMPTY: N_("A plan without a goal cannot hold. One goal is enough to begin."),
    Reason.PLAN_IN_FORCE: N_("This plan is no draft any more, and its words stay as they were agreed. A new version takes over what is open."),
    Reason.CASE_NOT_CLOSED: N_("This case is not closed."),
    Reason.NOT_LOOKED_AT: N_("This has to be looked at before the case is closed."),
    Reason.DAY_PAST: N_("This day lies in the past."),
    Reason.UNDER_AGE: N_("The person is under 18. Their own assent, or the consent of a caregiver or guardian, has to be part of it."),
    Reason.NO_CONSENT: N_("There is no live consent to share with {receiver} for this purpose."),
    Reason.ITEM_WITHOUT_CONSENT: N_("This cannot leave for {receiver}: no live consent covers {items}."),
    Reason.NOTHING_TO_SEND: N_("Nothing is ticked, so there is nothing to write."),
    Reason.FILE_NOT_WRITTEN: N_("The copy could not be written there. Another folder may work."),
    Reason.PRINT_FAILED: N_("The printer did not take the letter."),
    Reason.NOT_WAITING: N_("This letter does not wait for printing any more. Nothing was printed."),
    Reason.LETTER_NOT_COVERED: N_("Since it was prepared, something changed: this letter may not leave any more. Whoever prepared it decides."),
    Reason.TEMPLATE_INCOMPLETE: N_("The letter form “{kind}” is incomplete: {part}."),
    Reason.CASE_FILE_UNREADABLE: N_("The case file “{name}” could not be read: {part}."),
    Reason.SHEET_UNREADABLE: N_("“{name}” could not be read as a spreadsheet. Files of the kinds XLSX and CSV can be read."),
    Reason.SHEET_OLD_OR_LOCKED: N_("“{name}” is of an older kind or is locked with a passphrase. Saved once more as XLSX or CSV, without a passphrase, it can be read."),
    Reason.SHEET_TOO_LARGE: N_("“{name}” holds more than is read at once: up to {rows} rows and {columns} columns. Divided into several files it can be read."),
    Reason.SHEET_EMPTY: N_("There is nothing in “{name}”."),
    Reason.CELL_NOT_READ: N_("This could not be read either. The cell can also be left empty."),
    Reason.CELLS_UNDECIDED: N_("Something has to be decided about {count} cells before anything is taken in."),
    Reason.NO_ROW_TAKEN: N_("No row is left that could be taken in."),
    Reason.VIEW_TAKEN: N_("A saved search has this name already."),
    Reason.NOTHING_SOUGHT: N_("There is nothing to save yet: something is typed or a filter chosen first."),
}
