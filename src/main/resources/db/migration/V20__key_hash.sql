-- A key is looked up by its hash. That the comparison takes longer for some hashes than for others reveals nothing of a
-- secret, which is random.
CREATE UNIQUE INDEX api_key_by_hash ON api_key (hash);
ALTER TABLE api_key DROP COLUMN handle;
