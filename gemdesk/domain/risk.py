"""The risk level that answers explain; the full instrument comes with the casework issue."""

_CRITICAL = frozenset({"deportation_order", "suicide_risk"})
_HIGH = frozenset({"detention", "family_threat", "forced_marriage", "blackmail"})


def level(factors: tuple[str, ...]) -> str:
    """`critical`, `high`, `medium`, `low` or `not_assessed` for the factors that were named.

    A factor of the first rank beside another one of rank makes the level critical; alone it is high.
    """
    named = set(factors)
    if not named:
        return "not_assessed"
    first, second = named & _CRITICAL, named & _HIGH
    if first and (second or len(first) > 1):
        return "critical"
    if first or second:
        return "high"
    return "medium" if len(named) > 1 else "low"
