"""Taking down a consent, and withdrawing one."""
