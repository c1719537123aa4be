"""A question that nobody waits for ends early, and the connection goes on as before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from gemdesk.kernel.progress import Cancelled
from gemdesk.vault import opening
from gemdesk.vault.connection import Connection
from gemdesk.vault.interruption import ended_when
from gemdesk.vault.keys import Keys

LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT count(*) FROM n"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A new encrypted database."""
    made = opening.connect(tmp_path / "vault.db", Keys.fresh(), newest=1, create=True)
    made.execute("CREATE TABLE t (x)")
    yield made
    made.close()


class Waiter:
    """Counts how often it was asked whether it waits no more, and stops waiting after a while."""

    def __init__(self, patience: int) -> None:
        self.asked, self._patience = 0, patience

    def is_gone(self) -> bool:
        self.asked += 1
        return self.asked > self._patience


def test_a_long_question_ends_when_nobody_waits(connection: Connection) -> None:
    waiter = Waiter(20)
    with pytest.raises(Cancelled), ended_when(waiter.is_gone, connection):
        connection.execute(LONG, [10**12]).fetchone()
    assert waiter.asked == 21
    assert connection.execute(LONG, [10]).fetchone() == (10,)


def test_a_question_that_is_waited_for_is_answered(connection: Connection) -> None:
    waiter = Waiter(10**6)
    with ended_when(waiter.is_gone, connection):
        assert connection.execute(LONG, [100_000]).fetchone() == (100_000,)
    before = waiter.asked
    assert before, "it was long enough to be asked"
    connection.execute(LONG, [100_000]).fetchone()
    assert waiter.asked == before, "outside nobody is asked"


def test_other_errors_stay_what_they_are(connection: Connection) -> None:
    with pytest.raises(dbapi2.OperationalError), ended_when(lambda: False, connection):
        connection.execute("SELECT nothing FROM nowhere")
    with pytest.raises(ZeroDivisionError), ended_when(lambda: True, connection):
        raise ZeroDivisionError
