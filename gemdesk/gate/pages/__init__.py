"""The pages of the lock screen: each asks for something, says what was wished, and knows no key."""
