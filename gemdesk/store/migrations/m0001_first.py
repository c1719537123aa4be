"""The first schema: the trail, the records, the case list, the search, drafts. Frozen."""

STATEMENTS = (
    # Who wrote: this installation and its signing key. A restored laptop gets a new row.
    """CREATE TABLE device (
        id TEXT PRIMARY KEY, signing_key BLOB NOT NULL, verify_key BLOB NOT NULL, since TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE event (
        device TEXT NOT NULL, seq INTEGER NOT NULL, format INTEGER NOT NULL, clock TEXT NOT NULL,
        worker TEXT NOT NULL, change_id TEXT NOT NULL, stream TEXT NOT NULL, record TEXT NOT NULL,
        kind TEXT NOT NULL, field TEXT NOT NULL, parents TEXT NOT NULL, digest BLOB NOT NULL, prev BLOB NOT NULL,
        PRIMARY KEY (device, seq)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX event_of_record ON event (record, field)",
    "CREATE INDEX event_of_stream ON event (stream, device, seq)",
    "CREATE INDEX event_by_clock ON event (clock)",  # the latest day that is known to have come
    # Erasable: without its row an event still verifies and says nothing.
    """CREATE TABLE event_value (
        device TEXT NOT NULL, seq INTEGER NOT NULL, salt BLOB NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (device, seq)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE stream_head (
        stream TEXT NOT NULL, device TEXT NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL,
        signature BLOB NOT NULL, PRIMARY KEY (stream, device)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE person (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, code TEXT NOT NULL UNIQUE, chosen_name TEXT NOT NULL,
        other_scripts TEXT NOT NULL, legal_name TEXT NOT NULL, address TEXT NOT NULL, age INTEGER,
        age_band TEXT NOT NULL, languages TEXT NOT NULL, displacement TEXT NOT NULL, place TEXT NOT NULL,
        specific_needs TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE safe_contact (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, person TEXT NOT NULL REFERENCES person, channel TEXT NOT NULL,
        number TEXT NOT NULL, hours TEXT NOT NULL, code_word TEXT NOT NULL, who_may_answer TEXT NOT NULL,
        leave_message INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX safe_contact_of_person ON safe_contact (person)",
    """CREATE TABLE "case" (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, person TEXT NOT NULL REFERENCES person, status TEXT NOT NULL,
        opened TEXT, worker TEXT NOT NULL, risk_level TEXT NOT NULL, risk_factors TEXT NOT NULL,
        risk_note TEXT NOT NULL, next_step TEXT NOT NULL, next_due TEXT
    ) STRICT""",
    'CREATE INDEX case_of_person ON "case" (person)',
    'CREATE INDEX case_of_stream ON "case" (stream)',
    """CREATE TABLE organisation (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, name TEXT NOT NULL, other_names TEXT NOT NULL,
        addressee TEXT NOT NULL, note TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE service (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, organisation TEXT NOT NULL REFERENCES organisation,
        sector TEXT NOT NULL, last_checked TEXT
    ) STRICT""",
    "CREATE INDEX service_of_organisation ON service (organisation)",
    """CREATE TABLE consent (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, "case" TEXT NOT NULL REFERENCES "case", act TEXT NOT NULL,
        about TEXT NOT NULL, purpose TEXT NOT NULL, receiver TEXT NOT NULL REFERENCES organisation,
        items TEXT NOT NULL, withheld TEXT NOT NULL, how TEXT NOT NULL, "on" TEXT, valid_until TEXT,
        language TEXT NOT NULL
    ) STRICT""",
    'CREATE INDEX consent_of_case ON consent ("case")',
    """CREATE TABLE referral (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, "case" TEXT NOT NULL REFERENCES "case",
        organisation TEXT NOT NULL REFERENCES organisation, reference TEXT NOT NULL UNIQUE,
        addressee TEXT NOT NULL, priority TEXT NOT NULL, services TEXT NOT NULL, reason_ar TEXT NOT NULL,
        reason_en TEXT NOT NULL, letterhead TEXT NOT NULL, state TEXT NOT NULL, "on" TEXT
    ) STRICT""",
    'CREATE INDEX referral_of_case ON referral ("case")',
    """CREATE TABLE entry (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, "case" TEXT NOT NULL REFERENCES "case", sort TEXT NOT NULL,
        standing TEXT NOT NULL, text TEXT NOT NULL, at TEXT, about TEXT NOT NULL
    ) STRICT""",
    'CREATE INDEX entry_of_case ON entry ("case", at DESC)',
    """CREATE TABLE file (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, "case" TEXT NOT NULL REFERENCES "case", name TEXT NOT NULL,
        media TEXT NOT NULL, size INTEGER, digest TEXT NOT NULL, at TEXT
    ) STRICT""",
    'CREATE INDEX file_of_case ON file ("case")',
    "CREATE TABLE file_body (digest TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT",
    """CREATE TABLE release (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, "case" TEXT NOT NULL REFERENCES "case", what TEXT NOT NULL,
        how TEXT NOT NULL, receiver TEXT NOT NULL REFERENCES organisation, purpose TEXT NOT NULL,
        items TEXT NOT NULL, consents TEXT NOT NULL, about TEXT NOT NULL, addressee TEXT NOT NULL,
        language TEXT NOT NULL, digest TEXT NOT NULL, at TEXT
    ) STRICT""",
    'CREATE INDEX release_of_case ON release ("case")',
    """CREATE TABLE office (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, name_ar TEXT NOT NULL, name_en TEXT NOT NULL,
        neutral_ar TEXT NOT NULL, neutral_en TEXT NOT NULL, phone TEXT NOT NULL, email TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE worker (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, code TEXT NOT NULL UNIQUE, role TEXT NOT NULL
    ) STRICT""",
    # What the case list shows and sorts by, kept beside the records so that any page of it is one index walk.
    """CREATE TABLE case_line (
        "case" TEXT PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL,
        due_key TEXT NOT NULL, status TEXT NOT NULL, risk_level TEXT NOT NULL, worker TEXT NOT NULL,
        next_step TEXT NOT NULL, next_due TEXT
    ) STRICT""",
    # With what the filters ask in it, so that a walk or a count looks into the table only for what is shown.
    'CREATE INDEX case_line_in_order ON case_line (due_key, name_key, "case", status, risk_level, worker)',
    'CREATE INDEX case_line_of_worker ON case_line (worker, due_key, name_key, "case", status, risk_level)',
    "CREATE INDEX case_line_in_short ON case_line (due_key, status, risk_level, worker)",  # for counting
    """CREATE INDEX case_line_at_risk ON case_line (due_key, name_key, "case", status, risk_level, worker)
        WHERE risk_level IN ('high', 'critical')""",
    """CREATE TABLE search_row (
        id INTEGER PRIMARY KEY, record TEXT NOT NULL UNIQUE, stream TEXT NOT NULL, words TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX search_row_of_stream ON search_row (stream)",
    # Not `contentless_delete`: it only marks a deleted row, and its words stay readable in the index.
    """CREATE VIRTUAL TABLE search_word USING fts5(
        words, content='search_row', content_rowid='id', prefix='1 2 3', tokenize='unicode61 remove_diacritics 0'
    )""",
    """CREATE VIRTUAL TABLE search_part USING fts5(
        words, content='search_row', content_rowid='id', tokenize='trigram'
    )""",
    # Without these too.
    "INSERT INTO search_word (search_word, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO search_part (search_part, rank) VALUES ('secure-delete', 1)",
    """CREATE TABLE draft (
        place TEXT NOT NULL, worker TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (place, worker)
    ) STRICT, WITHOUT ROWID""",
)
