"""The figures of a period, masked and without a name."""
