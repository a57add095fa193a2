-- A key is looked up by its hash. That the comparison takes longer for some hashes than for others reveals nothing of a
-- secret, which is random. Nodes of the version before still read the column "handle", so a later version drops it.
CREATE UNIQUE INDEX api_key_by_hash ON api_key (hash);
ALTER TABLE api_key ALTER COLUMN handle DROP NOT NULL;
