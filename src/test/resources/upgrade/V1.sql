-- What the first version could have: stories live and withdrawn, with former slugs, links and pins, and what they are sorted by.
INSERT INTO category (id, slug, name, description, position, created_at, updated_at) VALUES
    ('00000000-0000-7000-8000-00000000c001', 'harbour', 'Harbour', 'Ships and docks', 0, '2026-01-01', '2026-01-01'),
    ('00000000-0000-7000-8000-00000000c002', 'weather', 'Weather', NULL, 1, '2026-01-01', '2026-01-01');
INSERT INTO author (id, slug, name, name_key, bio, created_at, updated_at) VALUES
    ('00000000-0000-7000-8000-00000000a001', 'ida-berg', 'Ida Berg', 'ida berg', 'Writes about ships.', '2026-01-01', '2026-01-01');
INSERT INTO tag (id, slug, name, name_key, created_at, updated_at) VALUES
    ('00000000-0000-7000-8000-00000000e001', 'tugs', 'Tugs', 'tugs', '2026-01-01', '2026-01-01'),
    ('00000000-0000-7000-8000-00000000e002', 'ice', 'Ice', 'ice', '2026-01-01', '2026-01-01');

INSERT INTO story (id, status, latest_revision, published_at, created_at, updated_at) VALUES
    ('00000000-0000-7000-8000-000000000001', 'published', 1, '2026-01-02', '2026-01-01', '2026-01-02'),
    ('00000000-0000-7000-8000-000000000002', 'published', 1, '2026-01-03', '2026-01-01', '2026-01-03'),
    ('00000000-0000-7000-8000-000000000003', 'unpublished', 1, '2026-01-04', '2026-01-01', '2026-01-05');
INSERT INTO story_slug (slug, story_id, was_live) VALUES
    ('tugs-in-the-ice', '00000000-0000-7000-8000-000000000001', true),
    ('tugs-on-the-river', '00000000-0000-7000-8000-000000000001', true),
    ('the-long-frost', '00000000-0000-7000-8000-000000000002', true),
    ('withdrawn', '00000000-0000-7000-8000-000000000003', true);
INSERT INTO revision (story_id, number, content, saved_at)
SELECT s.id, 1, jsonb_build_object(
           'slug', s.slug, 'title', s.title, 'excerpt', 'In short.', 'language', 'en', 'seo', NULL, 'image', NULL,
           'category', '00000000-0000-7000-8000-00000000c001',
           'authors', jsonb_build_array('00000000-0000-7000-8000-00000000a001'),
           'tags', jsonb_build_array('00000000-0000-7000-8000-00000000e001', '00000000-0000-7000-8000-00000000e002'),
           'showInRelated', true, 'pinned', jsonb_build_array(),
           'body', jsonb_build_object('format', 'markdown', 'source', 'Tugs broke the ice at dawn.')),
       '2026-01-01'
FROM (VALUES (CAST('00000000-0000-7000-8000-000000000001' AS uuid), 'tugs-in-the-ice', 'Tugs in the ice'),
             ('00000000-0000-7000-8000-000000000002', 'the-long-frost', 'The long frost'),
             ('00000000-0000-7000-8000-000000000003', 'withdrawn', 'Withdrawn')) s (id, slug, title);
INSERT INTO live_story (story_id, revision, slug, title, title_key, excerpt, category_id, language, published_at, updated_at,
    show_in_related, reading_minutes, word_count, outline, body_html, body_blocks, body_markdown, body_text)
SELECT s.id, 1, s.slug, s.title, lower(s.title), 'In short.', '00000000-0000-7000-8000-00000000c001', 'en', s.published, s.published,
       true, 1, 6, '[]', '<p>Tugs broke the ice at dawn.</p>', '[{"type":"paragraph","text":"Tugs broke the ice at dawn."}]',
       'Tugs broke the ice at dawn.', 'Tugs broke the ice at dawn.'
FROM (VALUES (CAST('00000000-0000-7000-8000-000000000001' AS uuid), 'tugs-in-the-ice', 'Tugs in the ice', CAST('2026-01-02' AS timestamptz)),
             ('00000000-0000-7000-8000-000000000002', 'the-long-frost', 'The long frost', '2026-01-03')) s (id, slug, title, published);
INSERT INTO live_story_author SELECT story_id, '00000000-0000-7000-8000-00000000a001', 0, published_at, updated_at, title_key FROM live_story;
INSERT INTO live_story_tag SELECT story_id, '00000000-0000-7000-8000-00000000e001', 0, published_at, updated_at, title_key FROM live_story;
INSERT INTO live_story_tag SELECT story_id, '00000000-0000-7000-8000-00000000e002', 1, published_at, updated_at, title_key FROM live_story;
INSERT INTO live_story_link VALUES ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002', 0);
INSERT INTO live_story_pin VALUES ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002', 0);

INSERT INTO collection (id, slug, title, description, position, created_at, updated_at) VALUES
    ('00000000-0000-7000-8000-00000000b001', 'front-page', 'Front page', NULL, 0, '2026-01-01', '2026-01-01');
INSERT INTO collection_story (collection_id, story_id, position) VALUES
    ('00000000-0000-7000-8000-00000000b001', '00000000-0000-7000-8000-000000000002', 0),
    ('00000000-0000-7000-8000-00000000b001', '00000000-0000-7000-8000-000000000001', 1);
INSERT INTO change (type, subject_id)
SELECT 'story.published', id FROM story ORDER BY id;
INSERT INTO change (type, subject_id) VALUES ('story.unpublished', '00000000-0000-7000-8000-000000000003');
