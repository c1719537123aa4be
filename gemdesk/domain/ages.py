"""Ages and their bands."""

_BANDS = ((11, "0-11"), (17, "12-17"), (24, "18-24"), (34, "25-34"), (49, "35-49"), (59, "50-59"))


def band_of(age: int | None) -> str:
    """The code of the age band of an age in years; nothing for an unknown age."""
    if age is None:
        return ""
    return next((code for last, code in _BANDS if age <= last), "60+")
