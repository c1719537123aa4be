"""Taking in a spreadsheet: the file and its columns, the doubtful cells, the sum and the acceptance."""
