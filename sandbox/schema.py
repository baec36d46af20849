"""The tables of the sandbox's own file."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS people (
    user_id INTEGER PRIMARY KEY,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL DEFAULT '',
    language_code TEXT NOT NULL,
    started INTEGER NOT NULL DEFAULT 0,
    blocked INTEGER NOT NULL DEFAULT 0,
    keyboard TEXT,
    version INTEGER NOT NULL
);

-- As on Telegram, the private chats of one bot share one sequence of message ids.
CREATE TABLE IF NOT EXISTS messages (
    message_id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id INTEGER NOT NULL REFERENCES people,
    from_bot INTEGER NOT NULL,
    date INTEGER NOT NULL,
    body TEXT NOT NULL,
    reaction TEXT NOT NULL DEFAULT '[]',
    deleted INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS messages_changed ON messages (chat_id, version);
CREATE INDEX IF NOT EXISTS messages_version ON messages (version);

CREATE TABLE IF NOT EXISTS updates (
    update_id INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    chat_id INTEGER NOT NULL,
    message_id INTEGER,
    expires_at INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS updates_queue ON updates (queue, update_id);
CREATE INDEX IF NOT EXISTS updates_chat ON updates (chat_id);
CREATE INDEX IF NOT EXISTS updates_expiry ON updates (expires_at);

CREATE TABLE IF NOT EXISTS queries (
    query_id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id INTEGER NOT NULL REFERENCES people,
    asked_at INTEGER NOT NULL,
    answer TEXT,
    version INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS queries_changed ON queries (chat_id, version);
CREATE INDEX IF NOT EXISTS queries_version ON queries (version);

CREATE TABLE IF NOT EXISTS files (
    file_id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    width INTEGER NOT NULL DEFAULT 0,
    height INTEGER NOT NULL DEFAULT 0,
    size INTEGER NOT NULL,
    content BLOB NOT NULL
);

CREATE TABLE IF NOT EXISTS commands (
    scope TEXT NOT NULL,
    language_code TEXT NOT NULL,
    commands TEXT NOT NULL,
    PRIMARY KEY (scope, language_code)
);

CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
