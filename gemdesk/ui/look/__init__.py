"""How everything looks: colours, sizes, fonts, icons, direction; no records, no words of its own."""
