"""The whole examination of the open vault, in three steps: prepared in the lane, run beside it, written down in it.

Of the trail as much is verified each time as can be read in a second or two: all of a small vault, of a large one
other streams each time.
"""

from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.store import verify
from gemdesk.store.migrations import runner
from gemdesk.store.verify import Verified
from gemdesk.vault.examination import Examination, Examined
from gemdesk.vault.findings import Finding


def prepare(work: Work) -> Examination:
    """An examination of this vault, which the session ends when it closes."""
    made = Examination(work.vault, runner.NEWEST, work.clock.now, verify.sample)
    work.vault.examination = made
    return made


def finish(work: Work, examination: Examination, examined: Examined | None) -> Finding | None:
    """Write down what came out; the finding, after which nothing more is saved, or None."""
    work.vault.examination = None
    examination.finish(examined)
    if examined is None or examined.finding is not None:
        return examined.finding if examined else None
    if examined.generation is not None:
        work.note("generation", epoch=examined.generation.epoch)
    if isinstance(examined.beside, Verified) and examined.beside.faults:
        work.note("trail_broken", streams=len({fault.stream for fault in examined.beside.faults}))
        work.vault.saves.warnings.append(Trouble(Reason.TRAIL_BROKEN, count=len(examined.beside.faults)))
    if examined.hindered is not None:
        work.vault.saves.warnings.append(examined.hindered)
    return None
