"""The records of casework: risk, needs, plans, tasks, replies, closure, directory; bin, undo, dues. Frozen."""

STATEMENTS = (
    "ALTER TABLE person ADD COLUMN household_size INTEGER",
    "ALTER TABLE person ADD COLUMN interpreter INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE person ADD COLUMN access_needs TEXT NOT NULL DEFAULT ''",
    """ALTER TABLE "case" ADD COLUMN supervisor TEXT NOT NULL DEFAULT ''""",
    'ALTER TABLE "case" ADD COLUMN review_on TEXT',
    "ALTER TABLE organisation ADD COLUMN vetting TEXT NOT NULL DEFAULT 'unknown'",
    "ALTER TABLE organisation ADD COLUMN safe_for TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE organisation ADD COLUMN unsafe_for TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE organisation ADD COLUMN vouched_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE organisation ADD COLUMN last_checked TEXT",
    "ALTER TABLE organisation ADD COLUMN place TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE organisation ADD COLUMN street TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE organisation ADD COLUMN street_hidden INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE organisation ADD COLUMN front_gate TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE organisation ADD COLUMN focal_person TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE organisation ADD COLUMN phone TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE organisation ADD COLUMN email TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE organisation ADD COLUMN hours TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE organisation ADD COLUMN languages TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE organisation ADD COLUMN cost TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE organisation ADD COLUMN never_refer INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE organisation ADD COLUMN never_refer_reason TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE organisation ADD COLUMN retired INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE service ADD COLUMN for_whom TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE service ADD COLUMN cost TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE service ADD COLUMN capacity TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE service ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE service ADD COLUMN retired INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE consent ADD COLUMN script TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE consent ADD COLUMN witness TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE consent ADD COLUMN guardian TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE consent ADD COLUMN interpreter INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE consent ADD COLUMN statistics INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE consent ADD COLUMN copy_given INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE referral ADD COLUMN sent_on TEXT",
    "ALTER TABLE referral ADD COLUMN reply_by TEXT",
    "ALTER TABLE referral ADD COLUMN appointment TEXT",
    "ALTER TABLE referral ADD COLUMN accompanied_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE referral ADD COLUMN why TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE file ADD COLUMN original TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE file ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE sogiesc (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, person TEXT NOT NULL REFERENCES person,
        standing TEXT NOT NULL, purpose TEXT NOT NULL, self_description TEXT NOT NULL,
        orientation TEXT NOT NULL, gender TEXT NOT NULL, intersex TEXT NOT NULL, "on" TEXT
    ) STRICT""",
    "CREATE INDEX sogiesc_of_person ON sogiesc (person)",
    """CREATE TABLE relative (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, person TEXT NOT NULL REFERENCES person, name TEXT NOT NULL,
        relation TEXT NOT NULL, age INTEGER, in_household INTEGER NOT NULL, guardian INTEGER NOT NULL,
        knows INTEGER NOT NULL, danger INTEGER NOT NULL, other_person TEXT NOT NULL, note TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX relative_of_person ON relative (person)",
    """CREATE TABLE likeness (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, person TEXT NOT NULL REFERENCES person,
        other TEXT NOT NULL REFERENCES person, standing TEXT NOT NULL, note TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX likeness_of_person ON likeness (person)",
    "CREATE INDEX likeness_of_other ON likeness (other)",
    """CREATE TABLE attempt (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, "case" TEXT NOT NULL REFERENCES "case",
        contact TEXT NOT NULL, channel TEXT NOT NULL, outcome TEXT NOT NULL, at TEXT, note TEXT NOT NULL
    ) STRICT""",
    'CREATE INDEX attempt_of_case ON attempt ("case")',
    """CREATE TABLE sealed_note (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, "case" TEXT NOT NULL REFERENCES "case", body TEXT NOT NULL,
        at TEXT
    ) STRICT""",
    'CREATE INDEX sealed_note_of_case ON sealed_note ("case")',
    """CREATE TABLE assessment (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, "case" TEXT NOT NULL REFERENCES "case", "on" TEXT,
        factors TEXT NOT NULL, imminent TEXT NOT NULL, level TEXT NOT NULL, note TEXT NOT NULL,
        worker TEXT NOT NULL, act_by TEXT, contact_days INTEGER, again_by TEXT
    ) STRICT""",
    'CREATE INDEX assessment_of_case ON assessment ("case", "on")',
    """CREATE TABLE need (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, "case" TEXT NOT NULL REFERENCES "case", sort TEXT NOT NULL,
        state TEXT NOT NULL, priority TEXT NOT NULL, since TEXT, met_on TEXT, note TEXT NOT NULL
    ) STRICT""",
    'CREATE INDEX need_of_case ON need ("case")',
    """CREATE TABLE safety_plan (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, "case" TEXT NOT NULL REFERENCES "case", version INTEGER,
        "on" TEXT, warning_signs TEXT NOT NULL, safe_places TEXT NOT NULL, safe_people TEXT NOT NULL,
        ways_out TEXT NOT NULL, carry TEXT NOT NULL, signal TEXT NOT NULL, phone_safety TEXT NOT NULL,
        with_person INTEGER NOT NULL, review_on TEXT
    ) STRICT""",
    'CREATE INDEX safety_plan_of_case ON safety_plan ("case")',
    """CREATE TABLE plan (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, "case" TEXT NOT NULL REFERENCES "case", version INTEGER,
        "on" TEXT, state TEXT NOT NULL, with_person INTEGER NOT NULL, review_on TEXT, note TEXT NOT NULL
    ) STRICT""",
    'CREATE INDEX plan_of_case ON plan ("case", state, "on")',
    """CREATE TABLE goal (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, plan TEXT NOT NULL REFERENCES plan, text TEXT NOT NULL,
        state TEXT NOT NULL, position INTEGER
    ) STRICT""",
    "CREATE INDEX goal_of_plan ON goal (plan)",
    """CREATE TABLE step (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, goal TEXT NOT NULL REFERENCES goal, text TEXT NOT NULL,
        who TEXT NOT NULL, service TEXT NOT NULL, organisation TEXT NOT NULL, due TEXT, state TEXT NOT NULL,
        done_on TEXT, position INTEGER
    ) STRICT""",
    "CREATE INDEX step_of_goal ON step (goal)",
    """CREATE TABLE follow_up (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, "case" TEXT NOT NULL REFERENCES "case", sort TEXT NOT NULL,
        due TEXT, done_on TEXT, outcome TEXT NOT NULL, note TEXT NOT NULL
    ) STRICT""",
    'CREATE INDEX follow_up_of_case ON follow_up ("case")',
    """CREATE TABLE task (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, "case" TEXT NOT NULL, text TEXT NOT NULL, due TEXT,
        done_on TEXT, worker TEXT NOT NULL
    ) STRICT""",
    'CREATE INDEX task_of_case ON task ("case")',
    """CREATE TABLE approval (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, "case" TEXT NOT NULL REFERENCES "case", what TEXT NOT NULL,
        about TEXT NOT NULL, state TEXT NOT NULL, by TEXT NOT NULL, at TEXT, comment TEXT NOT NULL
    ) STRICT""",
    'CREATE INDEX approval_of_case ON approval ("case")',
    "CREATE INDEX approval_of_about ON approval (about)",
    """CREATE TABLE reply (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, referral TEXT NOT NULL REFERENCES referral,
        state TEXT NOT NULL, "on" TEXT, way TEXT NOT NULL, reason TEXT NOT NULL, first_service TEXT,
        note TEXT NOT NULL
    ) STRICT""",
    'CREATE INDEX reply_of_referral ON reply (referral, "on", state)',
    """CREATE TABLE prepared (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, "case" TEXT NOT NULL REFERENCES "case", what TEXT NOT NULL,
        receiver TEXT NOT NULL REFERENCES organisation, purpose TEXT NOT NULL, items TEXT NOT NULL,
        about TEXT NOT NULL REFERENCES referral, addressee TEXT NOT NULL, language TEXT NOT NULL,
        digest TEXT NOT NULL, by TEXT NOT NULL, at TEXT, state TEXT NOT NULL
    ) STRICT""",
    'CREATE INDEX prepared_of_case ON prepared ("case")',
    "CREATE INDEX prepared_of_referral ON prepared (about)",
    "CREATE INDEX prepared_waiting ON prepared (at, id) WHERE state = 'waiting'",
    """CREATE TABLE closure (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, "case" TEXT NOT NULL REFERENCES "case", act TEXT NOT NULL,
        "on" TEXT, reason TEXT NOT NULL, why TEXT NOT NULL, checked TEXT NOT NULL, summary TEXT NOT NULL,
        decision TEXT NOT NULL, review_on TEXT
    ) STRICT""",
    'CREATE INDEX closure_of_case ON closure ("case")',
    """CREATE TABLE incident (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, "case" TEXT NOT NULL REFERENCES "case", gbv TEXT NOT NULL,
        "on" TEXT, reported_on TEXT, note TEXT NOT NULL
    ) STRICT""",
    'CREATE INDEX incident_of_case ON incident ("case")',
    """CREATE TABLE erasure (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, about TEXT NOT NULL, wish TEXT NOT NULL, at TEXT,
        counts TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX erasure_of_about ON erasure (about)",
    """CREATE TABLE sheet_import (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, name TEXT NOT NULL, made INTEGER, left_out INTEGER, at TEXT,
        change TEXT NOT NULL, undone INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE saved_view (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, name TEXT NOT NULL, worker TEXT NOT NULL,
        typed TEXT NOT NULL, filters TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE list_entry (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, list_name TEXT NOT NULL, code TEXT NOT NULL,
        ar TEXT NOT NULL, en TEXT NOT NULL, sensitivity TEXT NOT NULL, letter_visible INTEGER NOT NULL,
        retired INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE custom_field (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, record_kind TEXT NOT NULL, label_ar TEXT NOT NULL,
        label_en TEXT NOT NULL, sort TEXT NOT NULL, list_name TEXT NOT NULL, sensitivity TEXT NOT NULL,
        item TEXT NOT NULL, letter_visible INTEGER NOT NULL, searched INTEGER NOT NULL, position INTEGER,
        retired INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE custom_value (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, about TEXT NOT NULL,
        field TEXT NOT NULL REFERENCES custom_field, value TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX custom_value_of_about ON custom_value (about)",
    "CREATE INDEX custom_value_of_field ON custom_value (field)",
    """CREATE TABLE rhythm (
        id TEXT PRIMARY KEY, stream TEXT NOT NULL, level TEXT NOT NULL, act_within INTEGER, contact_every INTEGER,
        assess_again INTEGER, approved TEXT NOT NULL
    ) STRICT""",
    # What every page of one case asks for by its stream.
    "CREATE INDEX referral_by_state ON referral (state, reply_by)",
    # What the figures of a period are counted from, without a look into the tables.
    'CREATE INDEX case_by_opening ON "case" (opened, id)',
    'CREATE INDEX reply_by_day ON reply ("on", referral, state)',
    """CREATE INDEX consent_given ON consent ("case", statistics, "on", valid_until, id) WHERE act = 'given'""",
    "CREATE INDEX consent_changed ON consent (about, act, valid_until) WHERE act <> 'given'",
    "CREATE INDEX referral_by_sending ON referral (sent_on, organisation, state, reply_by, id)",
    "CREATE INDEX follow_up_by_day ON follow_up (due, done_on)",
    'CREATE INDEX closure_by_day ON closure ("on", act, reason)',
    'CREATE INDEX approval_by_state ON approval (state, at, "case", what, about)',
    'CREATE INDEX incident_by_telling ON incident (reported_on, gbv, "on", "case")',
    "CREATE INDEX referral_of_organisation ON referral (organisation, sent_on, state, reply_by, id)",
    """CREATE INDEX referral_waiting ON referral (coalesce(reply_by, ''), id, "case")
        WHERE state IN ('sent', 'acknowledged', 'reopened')""",
    "CREATE INDEX release_about ON release (about)",
    # What was thrown away: its row is gone from its table and the search, its trail says what it was.
    """CREATE TABLE binned (
        record TEXT PRIMARY KEY, kind TEXT NOT NULL, stream TEXT NOT NULL, at TEXT NOT NULL, worker TEXT NOT NULL,
        change_id TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX binned_of_stream ON binned (stream)",
    # Which change took back which.
    """CREATE TABLE undone (
        change_id TEXT PRIMARY KEY, by_change TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX undone_by ON undone (by_change)",
    "CREATE INDEX event_of_change ON event (change_id)",
    # Streams that were erased, with a keyed mark of their person's code; every restore and import obeys.
    """CREATE TABLE erased (
        stream TEXT PRIMARY KEY, at TEXT NOT NULL, wish TEXT NOT NULL, mark TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # What is due, reckoned from the records of a case whenever one of them changes: Today is one index walk.
    # `detail` says more of the sort; `until` is the last day on which it is of use; `hours` has a bit for each
    # half-hour of the day in which the person may be called, 0 where that is not known.
    """CREATE TABLE due_line (
        stream TEXT NOT NULL, sort TEXT NOT NULL, about TEXT NOT NULL, due TEXT NOT NULL, worker TEXT NOT NULL,
        risk_level TEXT NOT NULL, name_key TEXT NOT NULL, text TEXT NOT NULL, detail TEXT NOT NULL,
        until TEXT NOT NULL, hours INTEGER NOT NULL, PRIMARY KEY (stream, sort, about)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX due_line_in_order ON due_line (due, name_key, stream, sort, about, worker)",
    "CREATE INDEX due_line_of_worker ON due_line (worker, due, name_key, stream, sort, about)",
    """CREATE INDEX due_line_unseen ON due_line (due, name_key, stream, sort, about, worker)
        WHERE sort = 'followup' AND risk_level IN ('high', 'critical')""",
    """CREATE INDEX due_line_unanswered ON due_line (due, name_key, stream, sort, about, worker)
        WHERE sort = 'referral_reply'""",
    # With what is asked of each: of many hundreds that are looked through only a few are shown.
    """CREATE INDEX due_line_to_call ON due_line (due, name_key, stream, sort, about, worker, detail, until, hours)
        WHERE sort IN ('followup', 'contact')""",
    """CREATE INDEX due_line_to_call_of_worker ON due_line
        (worker, due, name_key, stream, sort, about, detail, until, hours) WHERE sort IN ('followup', 'contact')""",
    "CREATE INDEX due_line_to_approve ON due_line (due, name_key, stream, sort, about, worker) WHERE sort = 'approval'",
)
