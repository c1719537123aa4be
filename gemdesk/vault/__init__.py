"""Keys, slots and the opening of the encrypted file; importing the room itself loads no cipher."""
