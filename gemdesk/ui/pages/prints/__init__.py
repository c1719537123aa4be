"""Letters that wait to be printed."""
