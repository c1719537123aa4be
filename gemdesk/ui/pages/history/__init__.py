"""Who changed what, and the bin."""
