"""SQL per thing, the trail, the search, drafts, migrations; the only room with sqlcipher3 beside the vault."""
