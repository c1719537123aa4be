"""Records, lists, rules and checks; no input or output of any kind."""
