-- A notification may tell of an escalation, also of an issue without a due day. Neither engine changes a CHECK in place by the same words, so the table is made anew.

-- +goose Up
ALTER TABLE notifications RENAME TO notifications_before;
DROP INDEX notifications_account;
DROP INDEX notifications_due;
DROP INDEX notifications_unread;
DROP INDEX notifications_mail;
CREATE TABLE notifications (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('threeDays', 'oneDay', 'due', 'overdue', 'urged', 'escalated')),
    subject TEXT NOT NULL,
    project_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    zh TEXT NOT NULL,
    en TEXT NOT NULL,
    note TEXT NOT NULL,
    due_on TEXT,
    link TEXT NOT NULL,
    unread BOOLEAN NOT NULL,
    read_at TIMESTAMP,
    by_mail BOOLEAN NOT NULL,
    mail_id TEXT NOT NULL
);
INSERT INTO notifications (id, version, created_at, created_by, updated_at, updated_by, account, kind, step, subject, project_id, region_id, zh, en, note, due_on, link, unread, read_at, by_mail, mail_id)
SELECT id, version, created_at, created_by, updated_at, updated_by, account, kind, step, subject, project_id, region_id, zh, en, note, due_on, link, unread, read_at, by_mail, mail_id FROM notifications_before;
DROP TABLE notifications_before;
CREATE INDEX notifications_account ON notifications (account, created_at, id);
CREATE INDEX notifications_due ON notifications (account, due_on, id);
CREATE INDEX notifications_unread ON notifications (account, unread);
CREATE INDEX notifications_mail ON notifications (by_mail, mail_id);

-- +goose Down
DELETE FROM notifications WHERE step = 'escalated' OR due_on IS NULL;
