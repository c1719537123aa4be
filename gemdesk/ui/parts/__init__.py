"""What pages are made of; each part takes `Faces`, says its words in `say` and knows no record."""
