-- Entries have former slugs.
INSERT INTO former_author_slug (slug, author_id) VALUES ('ida-b', '00000000-0000-7000-8000-00000000a001');
UPDATE category SET slug = 'dock' WHERE slug = 'harbour';
UPDATE category SET slug = 'harbour' WHERE slug = 'dock';
