"""The office that these tests work in."""

from tests.ui.pages.office import office

__all__ = ["office"]
