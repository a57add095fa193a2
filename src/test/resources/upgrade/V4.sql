-- Webhooks came. Nothing listens there, and it is not enabled.
INSERT INTO webhook (id, version, url, types, category_ids, tag_ids, languages, enabled, secret, created_at, updated_at) VALUES
    ('00000000-0000-7000-8000-00000000ab01', 1, 'https://hooks.example/broadsheet', '{}', '{}', '{}', '{}', false, 'secret', '2026-01-07', '2026-01-07');
