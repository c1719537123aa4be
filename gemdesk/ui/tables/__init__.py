"""Lists whose rows are fetched as they scroll into view, and how a row is painted and read out."""
