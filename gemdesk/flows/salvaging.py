"""Reading out of a damaged vault what can still be read, into a new database in the same place."""

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.files import trouble_of
from gemdesk.kernel.reasons import Reason
from gemdesk.store import mending
from gemdesk.store.migrations import runner
from gemdesk.vault import generations, salvage
from gemdesk.vault.connection import Connection
from gemdesk.vault.handover import Handover
from gemdesk.vault.names import DATABASE, LOG, LOG_INDEX
from gemdesk.vault.salvage import Salvaged

_MADE = f"{DATABASE}.salvaged"


def read_out(handover: Handover) -> Salvaged:
    """Put what can be read in the database's place; the damaged file is set aside, not removed.

    Trouble VAULT_DAMAGED when nothing can be read; then nothing was moved.
    """
    folder, keys = handover.folder, handover.opened.keys
    database, made = folder / DATABASE, folder / _MADE
    for end in ("", "-wal", "-shm"):
        made.with_name(made.name + end).unlink(missing_ok=True)
    old = salvage.version(database, keys) or runner.NEWEST
    if old > runner.NEWEST:
        raise Trouble(Reason.VAULT_NEWER)

    def rebuild(connection: Connection) -> None:
        runner.migrate(connection)
        mending.mend(connection)

    salvaged = salvage.read_into(
        database,
        made,
        keys,
        newest=runner.NEWEST,
        schema=lambda connection: runner.migrate(connection, old),
        rebuild=rebuild,
    )
    try:
        generations.set_aside(folder, (DATABASE, LOG, LOG_INDEX))
        made.rename(database)
    except OSError as fault:
        raise trouble_of(fault, Reason.DISK_FAULT) from None
    return salvaged
