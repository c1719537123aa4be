"""Backup, hand-over, merge, import and export; of these only the case file is here yet."""
