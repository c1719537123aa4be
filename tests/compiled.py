"""Where modules are compiled to: once for all processes that the tests start, and for the next run.

In the environment's own folder, also where the surroundings forbid leaving such files in the tree: a process that
compiles everything anew takes more than a second longer.
"""

import sys
from pathlib import Path

COMPILED = {"PYTHONPYCACHEPREFIX": str(Path(sys.prefix) / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
