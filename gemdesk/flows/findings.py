"""What can be wrong with a vault and what can be done about it, as the screen speaks of them."""

from gemdesk.vault.findings import Finding, Generation, Kind

__all__ = ["Finding", "Generation", "Kind"]
