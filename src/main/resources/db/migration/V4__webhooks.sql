CREATE TABLE webhook (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    url text NOT NULL,
    description text,
    -- Empty for all.
    types text[] NOT NULL,
    category_ids uuid[] NOT NULL,
    tag_ids uuid[] NOT NULL,
    languages text[] NOT NULL,
    enabled boolean NOT NULL,
    -- Why, where Broadsheet has disabled it by itself.
    disabled_because text,
    failing_since timestamptz(3),
    secret bytea NOT NULL,
    -- Signed with as well, for a while after a rotation.
    former_secret bytea,
    former_secret_until timestamptz(3),
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL
);
CREATE INDEX webhook_by_created_at ON webhook (created_at, id);

-- The outbox: one row for each event and each webhook that gets it.
CREATE TABLE webhook_delivery (
    id uuid PRIMARY KEY,
    webhook_id uuid NOT NULL REFERENCES webhook ON DELETE CASCADE,
    -- The same for an event wherever and however often it is sent.
    message_id text NOT NULL,
    -- Of the change; null for a ping.
    sequence bigint,
    type text NOT NULL,
    subject_id uuid NOT NULL,
    payload text NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'failed')),
    -- In this round of attempts, which a replay begins anew.
    tries integer NOT NULL DEFAULT 0,
    created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
    -- While it is being sent, the time at which another node may take it to be lost.
    next_attempt_at timestamptz(3) DEFAULT clock_timestamp(),
    UNIQUE (webhook_id, sequence)
);
CREATE INDEX webhook_delivery_by_time ON webhook_delivery (webhook_id, created_at, id);
CREATE INDEX webhook_delivery_due ON webhook_delivery (next_attempt_at) WHERE status = 'pending';
CREATE INDEX webhook_delivery_in_order ON webhook_delivery (webhook_id, subject_id, sequence) WHERE status = 'pending';
CREATE INDEX webhook_delivery_to_purge ON webhook_delivery (created_at) WHERE status <> 'pending';

CREATE TABLE webhook_attempt (
    id uuid PRIMARY KEY,
    delivery_id uuid NOT NULL REFERENCES webhook_delivery ON DELETE CASCADE,
    at timestamptz(3) NOT NULL,
    milliseconds integer NOT NULL,
    request jsonb NOT NULL,
    -- Null where no answer came; then there is a reason.
    status integer,
    answer text,
    error text
);
CREATE INDEX webhook_attempt_of_delivery ON webhook_attempt (delivery_id, at);

-- How far the log has been read into the outbox.
CREATE TABLE webhook_outbox (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    -- Of the log that this is a place in.
    identity uuid NOT NULL,
    transaction xid8 NOT NULL,
    sequence bigint NOT NULL
);
INSERT INTO webhook_outbox (identity, transaction, sequence)
SELECT identity, pg_snapshot_xmin(pg_current_snapshot()), 0 FROM change_log;
