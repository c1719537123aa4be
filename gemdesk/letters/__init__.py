"""Template, records and consent to neutral blocks: which words and blocks a letter holds."""
