"""Help that is always there: the keys and what is kept where."""
