"""GEM Desk: offline, encrypted protection casework for caseworkers in unsafe settings."""

__version__ = "0.1.0"
