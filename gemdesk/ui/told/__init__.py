"""What several pages say and show of the same records; a page knows no other page."""
