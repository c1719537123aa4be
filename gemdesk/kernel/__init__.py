"""What every room may stand on: errors, places, texts, dates, ids, settings, progress."""
