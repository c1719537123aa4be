"""How much memory the desk takes with its window open, its list scrolled and a search done; one number of MiB.

`python tests/benchmarks/large/memory.py VAULT`
"""

import gc
import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gemdesk.kernel.settings import Settings
from gemdesk.ui.window import Window
from tests.benchmarks.large.screen import Screen, press
from tests.benchmarks.large.vault import opened

_PAGES = 20  # of the list that are scrolled through, where there are so many


def resident() -> float:
    """MiB of this process that lie in memory."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main(place: Path) -> None:
    """Open, look, scroll, search, print."""
    app = QApplication([])
    screen = Screen(app, lambda: opened(place))
    window = Window(screen.tools, Settings())
    window.start()
    screen.show(window)
    listed = window.list
    window.go_to("cases", "", "")
    screen.settle()
    model = listed._rows
    for _ in range(_PAGES):
        if model.canFetchMore():
            model.fetchMore()
            screen.settle()
        listed._list.scrollToBottom()
        window.grab()
    for sign in "سلمى الح":
        press(listed._search, sign)
        screen.settle()
        window.grab()
    gc.collect()
    print(f"{resident():.1f}")
    os._exit(0)  # what is measured is told; the examination of a large vault would go on for long


if __name__ == "__main__":
    main(Path(sys.argv[1]))
