"""The keeper and the lock screen: knows vault keys, never records."""
