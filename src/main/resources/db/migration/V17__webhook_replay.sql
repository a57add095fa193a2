-- A replay that is in progress. A node processes some rows of the log at a time, each time in a transaction of its own.
CREATE TABLE webhook_replay (
    id uuid PRIMARY KEY,
    webhook_id uuid NOT NULL REFERENCES webhook ON DELETE CASCADE,
    -- Events of this time and later.
    since timestamptz(3) NOT NULL,
    -- The last row of the log that was processed.
    transaction xid8 NOT NULL DEFAULT '0',
    sequence bigint NOT NULL DEFAULT 0
);
CREATE INDEX webhook_replay_by_webhook ON webhook_replay (webhook_id);
