"""The schema, step by step; a step is frozen once it was released."""
