"""What waits for a supervisor's approval."""
