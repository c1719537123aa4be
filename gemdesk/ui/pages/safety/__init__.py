"""The safety receipt of a day."""
