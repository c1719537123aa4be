"""Ages and their bands: a person has one of the two, and the band of an age is known without asking."""

_BANDS = ((11, "0-11"), (17, "12-17"), (24, "18-24"), (34, "25-34"), (49, "35-49"), (59, "50-59"))
_UNDER_18 = ("0-11", "12-17")


def band_of(age: int | None) -> str:
    """The code of the age band of an age in years; nothing for an unknown age."""
    if age is None:
        return ""
    return next((code for last, code in _BANDS if age <= last), "60+")


def fits(age: int | None, band: str) -> bool:
    """Whether an age in years and a band can both be true; an unknown one fits everything."""
    return age is None or not band or band_of(age) == band


def one_of(age: int | None, band: str) -> tuple[int | None, str]:
    """The age alone where its band says nothing more; both where they contradict each other."""
    return (age, "") if age is not None and fits(age, band) else (age, band)


def is_minor(age: int | None, band: str) -> bool:
    """Whether somebody is known to be under 18; where age and band contradict each other, the younger one counts."""
    return band_of(age) in _UNDER_18 or band in _UNDER_18
