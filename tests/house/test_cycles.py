"""No module needs itself, by whatever way round: deferred and typing-only imports count too."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from tests.house.source import Module, imports, module, program


def graph(modules: Iterable[Module]) -> dict[str, set[str]]:
    """Which module of the program imports which other."""
    found = {one.name: one for one in modules}
    edges: dict[str, set[str]] = {name: set() for name in found}
    for one in found.values():
        for _line, target in imports(one):
            # `from package import name`: the module of that name if there is one, else the package itself.
            known = next((name for name in (target, target.rpartition(".")[0]) if name in found), None)
            if known and known != one.name:
                edges[one.name].add(known)
    return edges


def cycle(modules: Iterable[Module]) -> list[str]:
    """One ring of imports, or nothing."""
    try:
        TopologicalSorter(graph(modules)).prepare()
    except CycleError as ring:
        return list(ring.args[1])
    return []


def test_no_module_needs_itself() -> None:
    edges = graph(program())
    assert sum(map(len, edges.values())) > 30, "the graph saw almost no import"
    assert cycle(program()) == []


def test_a_planted_ring_is_seen() -> None:
    ring = [
        module("gemdesk/store/a.py", "from gemdesk.store import b"),
        module("gemdesk/store/b.py", "def f():\n    from gemdesk.store.c import g"),
        module("gemdesk/store/c.py", "if True:\n    import gemdesk.store.a"),
    ]
    assert set(cycle(ring)) == {"gemdesk.store.a", "gemdesk.store.b", "gemdesk.store.c"}
    assert cycle(ring[:2]) == []
