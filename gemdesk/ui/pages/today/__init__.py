"""Today: what is due, who may be called now, who was not seen, what was not answered."""
