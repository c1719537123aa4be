"""What was found wrong with the vault, and the ways on."""
