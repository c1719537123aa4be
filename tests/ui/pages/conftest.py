"""A real vault with the work of one office, and the tools that every page is handed."""
