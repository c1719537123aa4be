"""The search anew: names apart from notes, and the names of the vault with how they sound. Frozen."""

STATEMENTS = (
    # What is derived from the records and has to be made anew once the schema is the newest.
    "CREATE TABLE stale (what TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    "INSERT INTO stale (what) VALUES ('search')",
    "DROP TABLE search_word",
    "DROP TABLE search_part",
    "DROP TABLE search_row",
    # A record has up to two rows: its names, codes and numbers, and its notes. The weight is the upper part of the id.
    """CREATE TABLE search_row (
        id INTEGER PRIMARY KEY, record TEXT NOT NULL, stream TEXT NOT NULL, words TEXT NOT NULL, names TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX search_row_of_record ON search_row (record)",
    "CREATE INDEX search_row_of_stream ON search_row (stream)",
    # Whether a hit belongs to a case that a filter lets through is told without a look into the table.
    'CREATE INDEX case_line_narrowed ON case_line ("case", worker, status, risk_level, due_key)',
    # Not `contentless_delete`: it only marks a deleted row, and its words stay readable in the index.
    """CREATE VIRTUAL TABLE search_word USING fts5(
        words, content='search_row', content_rowid='id', prefix='1 2 3 4 5', tokenize='unicode61 remove_diacritics 0'
    )""",
    """CREATE VIRTUAL TABLE search_part USING fts5(
        words, content='search_row', content_rowid='id', tokenize='trigram'
    )""",
    """CREATE VIRTUAL TABLE search_note USING fts5(
        words, content='search_row', content_rowid='id', prefix='3', tokenize='unicode61 remove_diacritics 0'
    )""",
    # Without these too.
    "INSERT INTO search_word (search_word, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO search_part (search_part, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO search_note (search_note, rank) VALUES ('secure-delete', 1)",
    # Each name once, with how it sounds and in how many rows it stands; without any it is not here.
    """CREATE TABLE search_name (
        term TEXT NOT NULL, sound TEXT NOT NULL, back TEXT NOT NULL, times INTEGER NOT NULL,
        PRIMARY KEY (term, sound)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX search_name_from_its_end ON search_name (back)",
    """CREATE TABLE search_key (
        key TEXT NOT NULL, term TEXT NOT NULL, sound TEXT NOT NULL, PRIMARY KEY (key, term, sound)
    ) STRICT, WITHOUT ROWID""",
)
