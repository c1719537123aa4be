"""The service directory: organisations, what they offer, and how far they can be relied on."""
