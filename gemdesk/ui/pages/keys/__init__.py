"""The key places of the vault, recovery, and their rehearsal."""
