"""Makes the vault of the schema that there is, for the trials of later migrations.

Run `python -m tests.resilience.old_vault` before a migration is added; its folder is never made
again, since only the program of its time can make it.
"""

import json
import sys
from pathlib import Path

from gemdesk.flows import cases
from gemdesk.store.migrations import runner
from tests.resilience.acts import OLD_VAULTS, digest_of
from tests.resilience.saves import place
from tests.resilience.vaults import make

_TABLES = """
    SELECT name FROM pragma_table_list
    WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite%' AND name <> 'seal' ORDER BY name
"""


def main() -> int:
    """Make it where it belongs; 1 when it is there already."""
    folder: Path = OLD_VAULTS / f"schema-{runner.NEWEST}"
    if folder.exists():
        print(f"{folder.name} is there already")
        return 1
    vault = make(folder, people=1)
    work = vault.begin()
    cases.note(work, vault.case, "ملاحظة")
    cases.keep_draft(work, place(vault.case), {"text": "مسودة لم تحفظ"})
    connection, tables = work.connection, {}
    for (name,) in connection.execute(_TABLES).fetchall():
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
        tables[name] = digest_of(connection, name, columns)
    work.close()
    (folder / "lock").unlink()
    told = {"schema": runner.NEWEST, "opened": vault.opened.to_bytes().hex(), "draft": vault.case, "tables": tables}
    (folder / "expected.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
