-- Readers of the log take it in the order of (transaction, sequence), up to the oldest transaction still running. In the
-- order of the sequence alone, a row could come to light before one that was already read.
CREATE INDEX change_in_order ON change (transaction, sequence);

ALTER TABLE change
    -- What the filters of a follower look at, as it was before the change; null where readers did not see the story.
    ADD COLUMN was_category_id uuid,
    ADD COLUMN was_language text,
    ADD COLUMN was_tag_ids uuid[],
    -- Stories that name or link to the subject look different too.
    ADD COLUMN spreads boolean NOT NULL DEFAULT true;

-- What holds for the log as a whole.
CREATE TABLE change_log (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    -- Cursors name it. It is another when the log was brought from another server, whose transactions are numbered
    -- otherwise.
    identity uuid NOT NULL,
    -- The last row that is not retained any more.
    forgotten_transaction xid8 NOT NULL DEFAULT '0',
    forgotten_sequence bigint NOT NULL DEFAULT 0
);
INSERT INTO change_log (identity) VALUES (gen_random_uuid());

CREATE FUNCTION announce_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('broadsheet_change', '');
    RETURN NULL;
END $$;
CREATE TRIGGER change_announced AFTER INSERT ON change
    FOR EACH STATEMENT EXECUTE FUNCTION announce_change();
