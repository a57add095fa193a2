-- Editing came: a draft, a key, and what was done.
INSERT INTO story (id, status, latest_revision, created_at, updated_at, slug, title, title_key, language) VALUES
    ('00000000-0000-7000-8000-000000000004', 'draft', 1, '2026-01-06', '2026-01-06', NULL, 'A draft of old', 'a draft of old', 'en');
INSERT INTO revision (story_id, number, content, saved_at, saved_by, changed) VALUES
    ('00000000-0000-7000-8000-000000000004', 1, '{"title": "A draft of old", "language": "en", "authors": [], "tags": []}', '2026-01-06',
     '{"kind": "key", "id": "00000000-0000-7000-8000-00000000d001", "name": "Importer"}', '{title}');
INSERT INTO api_key (id, name, handle, hash, scopes, from_environment, created_at)
SELECT '00000000-0000-7000-8000-00000000d001', 'Importer', substring(hash FROM 1 FOR 8), hash,
       '{stories:read,stories:write,webhooks:admin,audit:read}', false, '2026-01-05'
FROM (SELECT sha256('bs_a-key-from-an-earlier-version-0123456789ab') AS hash) k;
INSERT INTO audit_entry (id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, after) VALUES
    ('00000000-0000-7000-8000-00000000f001', '2026-01-05', 'system', 'system', 'Broadsheet', 'key.created', 'key',
     '00000000-0000-7000-8000-00000000d001', '{"name": "Importer"}');
