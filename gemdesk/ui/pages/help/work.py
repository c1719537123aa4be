"""What the help tells of the work: one chapter for each place, in the order in which they are come to."""

from gemdesk.ui.pages.help.chapter import Chapter

CASES = Chapter(
    lambda t: t.say("Finding a case"),
    (
        lambda t: t.say(
            "One box finds names, codes and phone numbers, and from the third letter on also notes. Spelling, "
            "vowel marks, digits and Latin letters make no difference."
        ),
        lambda t: t.say(
            "Names that sound alike, or differ by one letter, stand beneath what was surely found. A search with "
            "its filters can be saved under a name."
        ),
        lambda t: t.say(
            "A number is read on the card of safe contact alone. Each time it is shown, what came of the call is asked."
        ),
        lambda t: t.say(
            "Sealed notes and the sealed block open only with a key place that reads sealed things, and no "
            "search finds them."
        ),
    ),
)
DUE = Chapter(
    lambda t: t.say("Today and approvals"),
    (
        lambda t: t.say(
            "Most tasks follow from what was written down: assessments, plans, answers, consents that end, "
            "reviews. They go by themselves when the work is done."
        ),
        lambda t: t.say(
            "Where a supervisor has a key place, assessments, plans and closures can ask for an approval. Nobody "
            "approves what they wrote themselves."
        ),
    ),
)
DIRECTORY = Chapter(
    lambda t: t.say("Service directory"),
    (
        lambda t: t.say(
            "An organisation is described by how people are received there: for whom it is safe, for whom it is "
            "not, who vouches for it, and when that was last checked."
        ),
        lambda t: t.say(
            "What was checked more than six months ago is asked about before a letter goes there. Where nobody "
            "is to be referred, no letter is written."
        ),
        lambda t: t.say(
            "A hidden street is seen only where the organisation is edited. The sheet that goes out holds "
            "organisations and no case; one that comes in is shown first, and can be taken back."
        ),
    ),
)
ANSWERS = Chapter(
    lambda t: t.say("Referrals and answers"),
    (
        lambda t: t.say(
            "The program sends nothing. That a letter was handed over is written down, and from that day on the "
            "answer is awaited: 24 hours, 72 hours or two weeks."
        ),
        lambda t: t.say(
            "An answer is entered by the first signs of its code and one key. O and 0, l and 1 are read alike."
        ),
        lambda t: t.say(
            "A referral can be revoked, opened again or marked as opened by mistake, each with a reason. What "
            "had left the vault stays written down."
        ),
    ),
)
PRINTS = Chapter(
    lambda t: t.say("Letters to print"),
    (
        lambda t: t.say(
            "A letter can be left for whoever prints. Who prints sees to whom it goes and who prepared it, and "
            "no name of a person until it lies on paper."
        ),
        lambda t: t.say(
            "Consent is asked when the letter is left and once more when it is printed. What may not leave any "
            "more is named so, without the cause."
        ),
    ),
)
FIGURES = Chapter(
    lambda t: t.say("Figures"),
    (
        lambda t: t.say(
            "The time until help was sought counts incidents of people whose consent allows figures. How the "
            "work is done and how receivers answer is counted over all cases."
        ),
        lambda t: t.say(
            "Incidents are written down in the part “Risk” of a case. The delays do not overlap: day 4 belongs "
            "to 4–5 days alone."
        ),
        lambda t: t.say("Counts under five are hidden, and beside them those from which they could be reckoned."),
    ),
)
LISTS = Chapter(
    lambda t: t.say("Lists and fields of the organisation"),
    (
        lambda t: t.say(
            "The organisation adds entries and fields of its own. Each says how much harm it could do and "
            "whether it may stand on letters; there a live consent has to cover it as well."
        ),
        lambda t: t.say(
            "Nothing in a list is deleted. What is no longer used is offered no longer, and what was chosen "
            "before is shown as it was."
        ),
    ),
)
SHEETS = Chapter(
    lambda t: t.say("Taking in a spreadsheet"),
    (
        lambda t: t.say(
            "An XLSX or CSV file is read and shown first. Every doubtful cell is decided in its row: a date with "
            "two readings, an unclear age, somebody who may be here already."
        ),
        lambda t: t.say(
            "Nothing is written before everything is accepted. A whole import can be taken back as long as "
            "nothing of it was changed since."
        ),
        lambda t: t.say(
            "The file itself stays where it lies, readable for whoever finds it. The program does not delete it."
        ),
    ),
)
UNDOING = Chapter(
    lambda t: t.say("History, undo and bin"),
    (
        lambda t: t.say(
            "Ctrl+Z takes back one's own last change, and pressed again the one before, for at least fifty "
            "changes. The history shows who changed what and when."
        ),
        lambda t: t.say("What was deleted lies in the bin with its day, and can be brought back."),
        lambda t: t.say(
            "A withdrawn or narrowed consent, a letter that left, the word of a supervisor and an erasure cannot "
            "be undone."
        ),
    ),
)
ENDING = Chapter(
    lambda t: t.say("Closing and erasing"),
    (
        lambda t: t.say(
            "A closing asks for a reason, what is still open, and whether the file is kept or erased. A file "
            "that is kept gets a day on which it is looked at again. It can be reopened with a reason."
        ),
        lambda t: t.say(
            "Erasing is final: the content goes, in earlier states of the vault as well. What remains is when it "
            "was, how many records, and a mark that keeps the same file from being taken in again."
        ),
        lambda t: t.say(
            "It does not reach letters, saved copies, backups and hand-overs outside this computer. The slip for "
            "the person names those that the program knows of."
        ),
    ),
)
SAFETY = Chapter(
    lambda t: t.say("Safety of this day"),
    (
        lambda t: t.say(
            "One page tells what was counted in this vault and on this computer, what needs attention, and what "
            "cannot be known. It names nobody and can be printed."
        ),
    ),
)
WORK = (CASES, DUE, DIRECTORY, ANSWERS, PRINTS, FIGURES, LISTS, SHEETS, UNDOING, ENDING, SAFETY)
