"""What people do: one verb, one function; plain Python that opens the transaction."""
