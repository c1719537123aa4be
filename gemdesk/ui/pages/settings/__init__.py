"""Language, look, and what stands on letterheads."""
