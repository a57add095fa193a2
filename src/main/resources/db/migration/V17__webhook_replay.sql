-- A replay that is under way. A node takes some rows of the log at a time, each time in a transaction of its own.
CREATE TABLE webhook_replay (
    id uuid PRIMARY KEY,
    webhook_id uuid NOT NULL REFERENCES webhook ON DELETE CASCADE,
    -- Events of this time and later.
    since timestamptz(3) NOT NULL,
    -- The row of the log that it has reached.
    transaction xid8 NOT NULL DEFAULT '0',
    sequence bigint NOT NULL DEFAULT 0,
    -- The row that it ends with.
    last_transaction xid8 NOT NULL,
    last_sequence bigint NOT NULL
);
CREATE INDEX webhook_replay_by_webhook ON webhook_replay (webhook_id);
