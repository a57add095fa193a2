-- The keys that cursors are signed with. All nodes read them here. The newest whose time has come signs; the others verify.
CREATE TABLE cursor_key (
    -- Unique, so that two nodes that rotate at the same time make one key.
    signs_from timestamptz PRIMARY KEY,
    secret bytea NOT NULL CHECK (octet_length(secret) = 32)
);

-- Two random UUIDs have 244 random bits.
INSERT INTO cursor_key (signs_from, secret)
VALUES (now(), decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
