"""Marks for the extraction of messages; both return what they are given.

`N_` marks a message that is translated later, where it is shown; `C_` does so with a context.
"""


def N_(message: str) -> str:  # noqa: N802 - the gettext convention
    """Mark a message for the catalogue and return it unchanged."""
    return message


def C_(context: str, message: str) -> tuple[str, str]:  # noqa: N802 - the gettext convention
    """Mark a message with a context; return both, for `Texts.say_in`."""
    return context, message
