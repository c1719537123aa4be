"""The forms in which a person is spoken of; whoever was not asked is spoken of without any."""

AVOID = "avoid"
FORMS = ("feminine", "masculine", "plural", AVOID)  # the codes of the list `address`


def form_of(address: str) -> str:
    """The form for a person's `address`; an unknown or empty one avoids gendered words."""
    return address if address in FORMS else AVOID
