-- After the database was restored to a backup, another row can have the position of one that a consumer has read, but never
-- its id. Cursors, webhook messages and caches name rows by it.
ALTER TABLE change ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();

-- A cursor at the last row that was removed is still valid. The beginning of a log, before its first row, is known by the
-- log's identity.
ALTER TABLE change_log ADD COLUMN forgotten_id uuid;
UPDATE change_log SET forgotten_id = CASE WHEN forgotten_sequence = 0 THEN identity ELSE gen_random_uuid() END;
ALTER TABLE change_log ALTER COLUMN forgotten_id SET NOT NULL;
