"""The 60-second card."""
