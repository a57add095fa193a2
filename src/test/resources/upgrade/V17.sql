-- Replays came that are under way. This one is at its beginning.
INSERT INTO webhook_replay (id, webhook_id, since)
VALUES ('00000000-0000-7000-8000-00000000ac01', '00000000-0000-7000-8000-00000000ab01', '2020-01-01');
