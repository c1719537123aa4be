"""Forms made from the definitions of records, and the fields that Qt does not get right in Arabic."""
