-- What is told to people, what goes out by mail, and what is done by the clock.

-- +goose Up
ALTER TABLE users ADD COLUMN email TEXT NOT NULL DEFAULT '';

CREATE TABLE notifications (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('threeDays', 'oneDay', 'due', 'overdue', 'urged')),
    subject TEXT NOT NULL,
    project_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    zh TEXT NOT NULL,
    en TEXT NOT NULL,
    note TEXT NOT NULL,
    due_on TEXT NOT NULL,
    link TEXT NOT NULL,
    unread BOOLEAN NOT NULL,
    read_at TIMESTAMP,
    by_mail BOOLEAN NOT NULL,
    mail_id TEXT NOT NULL
);
CREATE INDEX notifications_account ON notifications (account, created_at, id);
CREATE INDEX notifications_due ON notifications (account, due_on, id);
CREATE INDEX notifications_unread ON notifications (account, unread);
CREATE INDEX notifications_mail ON notifications (by_mail, mail_id);

CREATE TABLE reminders (
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    due_on TEXT NOT NULL,
    account TEXT NOT NULL,
    reached BIGINT NOT NULL,
    told_at TIMESTAMP NOT NULL,
    PRIMARY KEY (subject, kind, due_on, account)
);
CREATE INDEX reminders_age ON reminders (told_at);

CREATE TABLE urgings (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    month TEXT NOT NULL,
    region_id TEXT NOT NULL,
    urged_at TIMESTAMP NOT NULL,
    times BIGINT NOT NULL,
    missing BIGINT NOT NULL,
    notified BIGINT NOT NULL,
    note TEXT NOT NULL,
    UNIQUE (month, region_id)
);

CREATE TABLE mails (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    account TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'failed')),
    attempts BIGINT NOT NULL,
    try_at TIMESTAMP NOT NULL,
    sent_at TIMESTAMP,
    failure TEXT NOT NULL
);
CREATE INDEX mails_pending ON mails (state, try_at);

CREATE TABLE schedule_jobs (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    next_run TIMESTAMP NOT NULL,
    last_run TIMESTAMP,
    last_success TIMESTAMP,
    last_failure TIMESTAMP,
    last_error TEXT NOT NULL,
    failures BIGINT NOT NULL
);

-- +goose Down
DROP TABLE schedule_jobs;
DROP TABLE mails;
DROP TABLE urgings;
DROP TABLE reminders;
DROP TABLE notifications;
ALTER TABLE users DROP COLUMN email;
