"""Gives each connection room for its small pieces of memory, taken and locked at once.

With memory security on, SQLCipher locks every piece of memory into RAM when it is taken and unlocks it when it is
let go, each by a call of the kernel. SQLite's own room for small pieces (48 kB for a connection) is full once some
thirty prepared statements are kept; then every value that is bound costs two such calls, and a save five times its
time.
"""

import importlib
from ctypes import CDLL, c_int
from functools import cache

_LOOKASIDE = 13  # SQLITE_CONFIG_LOOKASIDE
_BYTES, _PIECES = 1200, 1000  # the size that SQLite takes by itself; some 1.2 MB for each connection
_OK = 0


@cache
def make_room() -> bool:
    """Before the first connection; False where the library does not let itself be asked, which is only slower.

    Once for a process: with a connection open it would be torn down.
    """
    try:
        library = CDLL(str(importlib.import_module("sqlcipher3._sqlite3").__file__))
        configure = library.sqlite3_config
        # The rest is variable, and some processors pass that in another way.
        configure.argtypes = [c_int]
        library.sqlite3_shutdown()  # only what has not begun can be configured
        try:
            room = configure(_LOOKASIDE, c_int(_BYTES), c_int(_PIECES))
        finally:
            began = library.sqlite3_initialize()
    except (OSError, AttributeError):
        return False  # on Windows the library's own functions are not to be seen
    return bool(room == _OK == began)
