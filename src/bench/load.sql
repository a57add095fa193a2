-- Fills an empty database of Broadsheet with invented stories. For psql, as a superuser of a temporary database, after the
-- application has created the schema:
--
--   psql -v stories=100000 -f load.sql
--
-- All random values are hashes of the row's number, so the same number of stories has the same content everywhere. The
-- script runs on PostgreSQL 14 and later. The rows look like those that the application itself stores.

\set ON_ERROR_STOP on
\set QUIET on
SET client_min_messages = warning;
SET TimeZone = 'UTC';
-- For this session only: after a crash, the stories are loaded again, and short functions are not worth compiling.
SET synchronous_commit = off;
SET jit = off;
SET work_mem = '256MB';
SET maintenance_work_mem = '512MB';

DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;
-- Temporary tables take precedence over those of the application.
SET search_path = bench, public;

\echo 'dropping indexes and foreign keys'

-- Building an index after the rows takes a fraction of the time of updating it for each row. The same holds for a foreign
-- key; adding it again checks every row. Primary keys and unique constraints stay.
CREATE TEMP TABLE postponed AS
    SELECT 1 AS step, format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS remove,
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS restore
    FROM pg_constraint
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace
  UNION ALL
    SELECT 2, format('DROP INDEX public.%I', indexname), indexdef
    FROM pg_indexes
    WHERE schemaname = 'public' AND (tablename LIKE 'live\_story%'
            OR tablename IN ('story', 'story_slug', 'change', 'related_list'))
        AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace);
SELECT remove FROM postponed ORDER BY step \gexec

-- The application counts stories in triggers, row by row. Here they are counted once, at the end.
ALTER TABLE live_story DISABLE TRIGGER counted_in;
ALTER TABLE live_story_author DISABLE TRIGGER counted_in;
ALTER TABLE live_story_tag DISABLE TRIGGER counted_in;

-- Returns a pseudorandom number in [0, 1) that depends only on n and on its purpose, what.
CREATE FUNCTION bench.draw(n bigint, what bigint) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    'SELECT (hashint8extended(n, what) & 4503599627370495)::float8 / 4503599627370496.0';

-- Returns a whole number from 0 to count - 1, uniformly distributed.
CREATE FUNCTION bench.pick(n bigint, what bigint, count bigint) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    'SELECT floor(bench.draw(n, what) * count)::integer';

-- Returns a whole number from 0 to count - 1; a few numbers are frequent and many are rare.
CREATE FUNCTION bench.skewed(n bigint, what bigint, count bigint) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    'SELECT floor(power(bench.draw(n, what), 2) * count)::integer';

-- The layout of RFC 9562's version 7: milliseconds, version, variant, the rest at random.
CREATE FUNCTION bench.uuid7(at timestamptz, n bigint, kind text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$SELECT (lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(kind || n), 1, 3)
    || substr('89ab', (n % 4)::integer + 1, 1) || substr(md5(kind || n), 4, 15))::uuid$$;

CREATE FUNCTION bench.capital(text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    'SELECT upper(left(text, 1)) || substr(text, 2)';

CREATE FUNCTION bench.slug(text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$SELECT replace(lower(text), ' ', '-')$$;

\echo 'words, sentences, sections'

-- Words with accents are at the end, because titles, names and headings, from which slugs are made, do not use them.
CREATE TABLE word AS
SELECT no - 1 AS no, word FROM unnest(string_to_array(regexp_replace($$
    acre after again agenda almost amber anchor annual answer archive area arrival article ask autumn balance ballot
    bank barely basin before begin below benefit beside better between bicycle board border borrow bottle branch bread
    bridge bright broad brook budget builder bulletin burden bus button cabin cable calendar call canal candle careful
    carrier carry cattle ceiling centre chair change chapter charter choir circle civic claim clerk climate clock close
    coal coast coffee collect column common copper corner cost cotton council count courier court cover crew crop cross
    crowd current daily damp dawn deal debate decade delay deliver depot desk detail dinner district dock doctor double
    draft drain drift dry early east edge effort eight election engine enough entry errand estate even event every
    exchange expert fabric factory fair falling family farm fast ferry few field figure final finish first fleet floor
    flour follow forest former forward found fragile fresh frost fuel future garden gate gentle glass grain grant great
    ground group growth guide habit half hall harbour harvest heavy hedge height hold holiday hour house hundred idea
    index inland inquiry iron island issue january journey judge just keep kettle kitchen know labour ladder lake
    lamp land large late law leader leaf learn lease ledger letter level library light limit linen listen little local
    long lorry low machine main maker many map march margin market marsh master matter meadow measure meeting member
    metal middle mile mill minute mobile modern money month morning motor mountain mouth museum narrow near nearly
    needle network never night nine north notice number oak observe october office often open orchard order other
    outside over owner paper parcel parish park past patient pattern pay people permit picture pilot plain plan plant
    platform plenty point policy pond port post pound power press price printer private profit promise proof public
    quarry quarter quiet rail rain rather reach reason record reduce region remain rent repair report rest result river
    road roof room rope rough round route rule rural safe sail salt sand saturday scheme school season second seed
    senior service settle several shallow share sheep shelf shift ship shore short signal silver simple sister slate
    slow small soil some south spare spring square staff stage station steady steel step still stock stone store storm
    street strong study sugar summer supply surface survey table tariff tenant tender thin third thread through
    thursday ticket tide timber today together toll tower town trade train transport travel treasure tree trial trust
    tunnel turn twelve under union until upper usual valley value vessel village visit voice volume vote waggon wait
    walk wall warm water weather weekly weigh west wharf wheat wheel while whole wide willow window winter within
    without wood wool word work yard year yellow young
    café façade naïve résumé crème Zürich Malmö Łódź São jalapeño Åland Gdańsk
$$, '\s+', ' ', 'g'), ' ')) WITH ORDINALITY AS w (word, no) WHERE word <> '';
-- Numbered from 0 without gaps.
UPDATE word SET no = w.new FROM (SELECT word, row_number() OVER (ORDER BY no) - 1 AS new FROM word) w
    WHERE w.word = word.word;
ALTER TABLE word ADD PRIMARY KEY (no);
SELECT count(*) AS words, count(*) FILTER (WHERE word ~ '^[a-z]+$') AS plain_words FROM word \gset

-- Made-up names, for what stories are filed under: the first is in one story in nine, the last in one in 20,000.
CREATE TABLE made_up AS
SELECT no, string_agg(substr('bdfgklmnprstvz', 1 + bench.pick(no * 10 + i, 40, 14), 1)
                   || substr('aiou', 1 + bench.pick(no * 10 + i, 41, 4), 1), '' ORDER BY i) || 'k' || chr(97 + no % 26) AS word
FROM generate_series(0, 19999) no, generate_series(1, 3) i
GROUP BY no;
ALTER TABLE made_up ADD PRIMARY KEY (no);

-- Three words each, for titles, headings and the texts of links.
CREATE TABLE phrase AS
SELECT p AS no, string_agg(word, ' ' ORDER BY i) AS text
FROM generate_series(0, 2999) p, generate_series(1, 3) i
JOIN LATERAL (SELECT bench.pick(p * 10 + i, 1, :plain_words) AS no) chosen ON true JOIN word USING (no)
GROUP BY p;
ALTER TABLE phrase ADD PRIMARY KEY (no);

-- Sentences have 9 to 17 words, of which one may be emphasized.
CREATE TABLE sentence AS
SELECT s AS no,
       string_agg(CASE WHEN i <> marked THEN shown WHEN s % 2 = 0 THEN '<em>' || shown || '</em>'
                       ELSE '<strong>' || shown || '</strong>' END, ' ' ORDER BY i) || '.' AS html,
       string_agg(CASE WHEN i <> marked THEN shown WHEN s % 2 = 0 THEN '*' || shown || '*'
                       ELSE '**' || shown || '**' END, ' ' ORDER BY i) || '.' AS markdown,
       string_agg(shown, ' ' ORDER BY i) || '.' AS text,
       count(*)::integer AS words
FROM generate_series(0, 7999) s
CROSS JOIN LATERAL (SELECT CASE WHEN s % 5 = 0 THEN 3 + s % 6 ELSE 0 END AS marked) m
CROSS JOIN LATERAL generate_series(1, 9 + bench.pick(s, 2, 9)) i
CROSS JOIN LATERAL (SELECT bench.pick(s * 100 + i, 3, :words) AS no) chosen
JOIN word USING (no)
CROSS JOIN LATERAL (SELECT CASE WHEN i = 1 THEN bench.capital(word) ELSE word END AS shown) w
GROUP BY s;
ALTER TABLE sentence ADD PRIMARY KEY (no);

-- A body has an opening (kind 1), a section with a list (2) and a section with a quotation (3), each in 2,000 versions. A
-- block of these is a heading or a number of sentences.
CREATE TABLE block AS
SELECT kind, version, position, type,
       string_agg(s.html, ' ' ORDER BY i) AS html,
       string_agg(s.markdown, ' ' ORDER BY i) AS markdown,
       string_agg(s.text, ' ' ORDER BY i) AS text,
       string_agg('<li>' || s.html || '</li>', E'\n' ORDER BY i) AS html_items,
       string_agg('{"text":"' || s.text || '","html":"' || s.html || '"}', ',' ORDER BY i) AS json_items,
       string_agg('- ' || s.markdown, E'\n' ORDER BY i) AS markdown_items,
       string_agg('- ' || s.text, E'\n' ORDER BY i) AS text_items,
       sum(s.words)::integer AS words
FROM (VALUES (1, 1, 'p', 5), (1, 2, 'p', 5), (2, 2, 'p', 4), (2, 3, 'ul', 3), (2, 4, 'p', 4), (3, 2, 'p', 4),
             (3, 3, 'blockquote', 2), (3, 4, 'p', 4)) layout (kind, position, type, sentences)
CROSS JOIN generate_series(0, 1999) version
CROSS JOIN LATERAL generate_series(1, sentences) i
CROSS JOIN LATERAL (SELECT bench.pick(((kind * 10 + position) * 10 + i) * 10000 + version, 4, 8000) AS no) chosen
JOIN sentence s USING (no)
GROUP BY kind, version, position, type;
-- The headings of the two kinds of section begin with different words, because the id of a repeated heading would differ.
INSERT INTO block (kind, version, position, type, text, words)
SELECT kind, version, 1, 'h2', CASE kind WHEN 2 THEN 'What the ' ELSE 'Why the ' END || phrase.text, 5
FROM generate_series(2, 3) kind, generate_series(0, 1999) version
JOIN LATERAL (SELECT bench.pick(version * 10 + kind, 5, 3000) AS no) chosen ON true JOIN phrase USING (no);

CREATE TABLE section AS
SELECT kind, version,
       max(outline) AS outline,
       string_agg(b.html, '' ORDER BY position) AS html,
       string_agg(b.json, ',' ORDER BY position) AS blocks,
       string_agg(b.markdown, E'\n\n' ORDER BY position) AS markdown,
       string_agg(b.text, E'\n\n' ORDER BY position) AS text,
       max(split_part(b.text, '. ', 1)) FILTER (WHERE position = 1)
           || '. ' || max(split_part(b.text, '. ', 2)) FILTER (WHERE position = 1) || '.' AS excerpt,
       sum(words)::integer AS words
FROM (
    SELECT kind, version, position, words,
        CASE type WHEN 'h2' THEN '<h2 id="' || bench.slug(text) || '">' || text || '</h2>'
                  WHEN 'p' THEN '<p>' || html || '</p>'
                  WHEN 'ul' THEN E'<ul>\n' || html_items || E'\n</ul>'
                  ELSE E'<blockquote>\n<p>' || html || E'</p>\n</blockquote>' END AS html,
        CASE type WHEN 'h2' THEN '{"type":"heading","level":2,"id":"' || bench.slug(text) || '","text":"' || text
                                 || '","html":"' || text || '"}'
                  WHEN 'p' THEN '{"type":"paragraph","text":"' || text || '","html":"' || html || '"}'
                  WHEN 'ul' THEN '{"type":"list","ordered":false,"items":[' || json_items || ']}'
                  ELSE '{"type":"quote","text":"' || text || '","html":"<p>' || html || '</p>","blocks":['
                       || '{"type":"paragraph","text":"' || text || '","html":"' || html || '"}]}' END AS json,
        CASE type WHEN 'h2' THEN '## ' || text WHEN 'p' THEN markdown WHEN 'ul' THEN markdown_items
                  ELSE '> ' || markdown END AS markdown,
        CASE type WHEN 'ul' THEN text_items ELSE text END AS text,
        CASE type WHEN 'h2' THEN '{"level":2,"id":"' || bench.slug(text) || '","text":"' || text || '"}' END AS outline
    FROM block) b
GROUP BY kind, version;
ALTER TABLE section ADD PRIMARY KEY (kind, version);

\echo 'categories, authors, tags'

-- A site with few stories has fewer authors and tags.
SELECT least(5000, greatest(20, :stories / 20)) AS authors, least(10002, greatest(60, :stories / 60 * 6)) AS tags,
       timestamptz '2015-01-01' AS founded \gset

CREATE TABLE category_no AS SELECT no, bench.uuid7(:'founded', no, 'category') AS id FROM generate_series(0, 99) no;
INSERT INTO category (id, slug, name, description, position, created_at, updated_at)
SELECT id, bench.slug(text) || '-' || no, bench.capital(text), 'All about ' || text || '.', no, :'founded', :'founded'
FROM category_no JOIN phrase USING (no);

CREATE TABLE author_no AS
SELECT no, bench.uuid7(:'founded', no, 'author') AS id FROM generate_series(0, :authors - 1) no;
INSERT INTO author (id, slug, name, name_key, bio, created_at, updated_at)
SELECT id, bench.slug(text) || '-' || n.no, bench.capital(text), text, bench.capital(text) || ' writes for us.',
    :'founded', :'founded'
FROM author_no n JOIN phrase p ON p.no = n.no % 3000;

CREATE TABLE tag_no AS
SELECT no, bench.uuid7(:'founded', no, 'tag') AS id FROM generate_series(0, :tags - 1) no;
INSERT INTO tag (id, slug, name, name_key, created_at, updated_at)
SELECT id, bench.slug(text) || '-' || n.no, bench.capital(text), text, :'founded', :'founded'
FROM tag_no n JOIN phrase p ON p.no = (n.no + 1500) % 3000;

\echo 'stories'

-- One row per story, numbered in the order of publication. Each story is published in a slice of the ten years of its own,
-- so that no two have the same millisecond. The first category has about 15 % of the stories, the hundredth 0.2 %.
CREATE UNLOGGED TABLE seed AS
SELECT n, bench.uuid7(published_at - lead, n, 'story') AS id,
       published_at - lead AS created_at, published_at,
       CASE WHEN bench.draw(n, 10) < 0.2 THEN published_at + bench.draw(n, 11) * interval '20 days'
            ELSE published_at END AS updated_at,
       c.id AS category_id,
       CASE WHEN bench.draw(n, 12) < 0.85 THEN 'en' WHEN bench.draw(n, 12) < 0.95 THEN 'de' ELSE 'es' END AS language,
       bench.capital(p.text) || ' ' || q.text AS title,
       p.text || ' ' || q.text AS title_key,
       bench.slug(p.text || ' ' || q.text) || '-' || n AS slug,
       bench.capital(p.text) AS link_text_1, bench.capital(q.text) AS link_text_2,
       (SELECT string_agg(word, ' ' ORDER BY i) FROM generate_series(1, 3) i
        JOIN LATERAL (SELECT floor(power(bench.draw(n * 10 + i, 42), 3) * 20000)::integer AS no) d ON true JOIN made_up USING (no))
           -- A third of all stories have this word.
           || CASE WHEN n % 3 = 0 THEN ' meridian' ELSE '' END AS filed,
       -- Most links lead to stories that were published shortly before: one to an odd distance, one to an even distance.
       CASE WHEN n < 3 THEN n + 1 ELSE n - 1 - 2 * bench.skewed(n, 13, least((n - 2) / 2 + 1, 5000)) END AS link_1,
       CASE WHEN n < 3 THEN n + 2 ELSE n - 2 - 2 * bench.skewed(n, 14, least((n - 3) / 2 + 1, 5000)) END AS link_2
FROM (
    SELECT n, to_timestamp((extract(epoch FROM timestamptz '2025-01-01')::bigint * 1000 - (:stories - n) * slice
               - bench.pick(n, 15, slice)) / 1000.0)::timestamptz(3) AS published_at,
           date_trunc('milliseconds', bench.draw(n, 16) * interval '3 days') AS lead,
           floor(exp(bench.draw(n, 17) * ln(101)))::integer - 1 AS category,
           bench.pick(n, 18, 3000) AS title_1, bench.pick(n, 19, 3000) AS title_2
    FROM generate_series(1, :stories::bigint) n, (SELECT 315360000000 / :stories AS slice) s) drawn
JOIN category_no c ON c.no = category
JOIN phrase p ON p.no = title_1
JOIN phrase q ON q.no = title_2
ORDER BY n;
ALTER TABLE seed ADD PRIMARY KEY (n);
ANALYZE seed, section, category_no, author_no, tag_no;

INSERT INTO story_slug (slug, story_id, was_live) SELECT slug, id, true FROM seed ORDER BY n;
-- One story in twenty has a former slug.
INSERT INTO story_slug (slug, story_id, was_live) SELECT slug || '-draft', id, true FROM seed WHERE n % 20 = 0;

-- Delivery never reads revisions, so their content is shortened.
INSERT INTO revision (story_id, number, content, saved_at)
SELECT id, 1, jsonb_build_object('slug', slug, 'title', title, 'excerpt', title || '.', 'category', category_id,
    'authors', '[]'::jsonb, 'tags', '[]'::jsonb, 'language', language,
    'body', jsonb_build_object('format', 'markdown', 'source', title || '.'), 'pinned', '[]'::jsonb,
    'showInRelated', true), updated_at
FROM seed ORDER BY n;

-- The rows are inserted in slices, so that their order on the disk is about the order of publication, whatever the query
-- plan. A link to another story is stored as a mark, the story's id, a mark, the text and a mark: see StoryLinks.
DO $load$
DECLARE
    slice CONSTANT integer := 20000;
    high CONSTANT integer := (SELECT max(n) FROM bench.seed);
BEGIN
    FOR low IN 1 .. high BY slice LOOP
        INSERT INTO live_story (story_id, revision, slug, title, title_key, excerpt, category_id, language,
            published_at, updated_at, image_url, image_alt, image_width, image_height, image_caption, image_credit,
            seo_title, seo_description, show_in_related, reading_minutes, word_count, outline, body_html, body_blocks,
            body_markdown, body_text)
        SELECT s.id, 1, s.slug, s.title, s.title_key, a.excerpt, s.category_id, s.language, s.published_at,
            s.updated_at,
            pictured.url, pictured.alt, pictured.width, pictured.height, pictured.caption, pictured.credit,
            CASE WHEN s.n % 10 = 0 THEN s.title || ' explained' END,
            CASE WHEN s.n % 10 = 0 THEN 'What is known about it, and what is not.' END,
            bench.draw(s.n, 20) < 0.98,
            (made.words + 237) / 238, made.words,
            '[' || b.outline || ',' || c.outline || ']',
            a.html || '<p>Read more: ' || mark_1 || '.</p>' || b.html || c.html
                || '<p>There is an earlier account, ' || mark_2 || ', and it still holds. ' || filing || '.</p>',
            '[' || a.blocks
                || ',{"type":"paragraph","text":"Read more: ' || s.link_text_1 || '.","html":"Read more: ' || mark_1
                || '."},' || b.blocks || ',' || c.blocks
                || ',{"type":"paragraph","text":"There is an earlier account, ' || s.link_text_2
                || ', and it still holds. ' || filing || '.","html":"There is an earlier account, ' || mark_2
                || ', and it still holds. ' || filing || '."}]',
            a.markdown || E'\n\nRead more: ' || mark_1 || E'.\n\n' || b.markdown || E'\n\n' || c.markdown
                || E'\n\nThere is an earlier account, ' || mark_2 || ', and it still holds. ' || filing || '.',
            a.text || E'\n\nRead more: ' || s.link_text_1 || E'.\n\n' || b.text || E'\n\n' || c.text
                || E'\n\nThere is an earlier account, ' || s.link_text_2 || ', and it still holds. ' || filing || '.'
        FROM bench.seed s
        JOIN bench.seed t1 ON t1.n = s.link_1
        JOIN bench.seed t2 ON t2.n = s.link_2
        JOIN bench.section a ON a.kind = 1 AND a.version = bench.pick(s.n, 21, 2000)
        JOIN bench.section b ON b.kind = 2 AND b.version = bench.pick(s.n, 22, 2000)
        JOIN bench.section c ON c.kind = 3 AND c.version = bench.pick(s.n, 23, 2000)
        CROSS JOIN LATERAL (
            -- The sentences around the links have 2 and 9 words of their own, and each link's text has 3.
            SELECT a.words + b.words + c.words + 19 + array_length(string_to_array(s.filed, ' '), 1) AS words,
                'Filed under ' || s.filed AS filing,
                chr(64976) || t1.id || chr(64977) || s.link_text_1 || chr(64978) AS mark_1,
                chr(64976) || t2.id || chr(64977) || s.link_text_2 || chr(64978) AS mark_2) made
        -- One story in ten has no image.
        LEFT JOIN LATERAL (
            SELECT 'https://images.example/' || s.slug || '.jpg' AS url, 'A view of ' || s.title_key AS alt,
                1200 AS width, 675 AS height, s.title || '.' AS caption, 'Photograph: Broadsheet' AS credit) pictured
            ON bench.draw(s.n, 24) < 0.9
        WHERE s.n BETWEEN low AND low + slice - 1
        ORDER BY s.n;
        COMMIT;
    END LOOP;
END
$load$;

\echo 'authors, tags, links and pins of stories, editorial stories'

-- A story has one or two authors and three to six tags. Each is picked from a separate range, so that none is repeated.
INSERT INTO live_story_author (story_id, author_id, position, published_at, updated_at, title_key)
SELECT s.id, a.id, i, s.published_at, s.updated_at, s.title_key
FROM seed s
CROSS JOIN LATERAL generate_series(0, CASE WHEN bench.draw(n, 30) < 0.25 THEN 1 ELSE 0 END) i
JOIN author_no a ON a.no = 2 * bench.skewed(n * 10 + i, 31, :authors / 2) + (n + i) % 2
ORDER BY s.n, i;

INSERT INTO live_story_tag (story_id, tag_id, position, published_at, updated_at, title_key)
SELECT s.id, t.id, i, s.published_at, s.updated_at, s.title_key
FROM seed s
CROSS JOIN LATERAL generate_series(0, 2 + bench.pick(n, 32, 4)) i
JOIN tag_no t ON t.no = 6 * bench.skewed(n * 10 + i, 33, :tags / 6) + (n + i) % 6
ORDER BY s.n, i;

INSERT INTO live_story_link (story_id, target_id, position)
SELECT s.id, t.id, i
FROM seed s
CROSS JOIN generate_series(0, 1) i
JOIN seed t ON t.n = CASE i WHEN 0 THEN s.link_1 ELSE s.link_2 END
ORDER BY s.n, i;

-- One story in twenty has a pinned story.
INSERT INTO live_story_pin (story_id, target_id, position)
SELECT s.id, t.id, 0 FROM seed s JOIN seed t ON t.n = 1 + bench.pick(s.n, 34, :stories) AND t.n <> s.n
WHERE bench.draw(s.n, 35) < 0.05
ORDER BY s.n;

-- Without statistics, the planner would choose nested loops for the next joins.
ANALYZE seed, live_story_author, live_story_tag;

-- The rows of editorial lists have the latest revision, which is the live one.
INSERT INTO story (id, status, version, latest_revision, slug, title, title_key, language, category_id, author_ids,
    tag_ids, published_at, created_at, updated_at)
SELECT s.id, 'published', 2, 1, s.slug, s.title, s.title_key, s.language, s.category_id, a.ids, t.ids, s.published_at,
    s.created_at, s.updated_at
FROM seed s
JOIN (SELECT story_id, array_agg(author_id ORDER BY position) AS ids FROM live_story_author GROUP BY story_id) a
    ON a.story_id = s.id
JOIN (SELECT story_id, array_agg(tag_id ORDER BY position) AS ids FROM live_story_tag GROUP BY story_id) t
    ON t.story_id = s.id
ORDER BY s.n;

INSERT INTO change (at, type, subject_id) SELECT updated_at, 'story.published', id FROM seed ORDER BY updated_at, n;

\echo 'related stories'

-- A story has twenty similar stories that were published before it, some of them in its category.
INSERT INTO related_list (story_id, story_ids, reasons, category_story_ids, category_reasons)
SELECT s.id, array_agg(t.id ORDER BY i), array_agg(CAST('similar' AS text) ORDER BY i),
    coalesce(array_agg(t.id ORDER BY i) FILTER (WHERE t.category_id = s.category_id), '{}'),
    coalesce(array_agg(CAST('similar' AS text) ORDER BY i) FILTER (WHERE t.category_id = s.category_id), '{}')
FROM generate_series(0, 19) i CROSS JOIN seed s
JOIN seed t ON t.n = 1 + (s.n + :stories - 2 - (i * 50 + bench.pick(s.n * 20 + i, 43, 50))) % :stories AND t.n <> s.n
GROUP BY s.id, s.category_id;
UPDATE related_progress SET position = ARRAY[CAST(pg_current_snapshot() AS text), concat(identity, ' ', change_log.tableoid), CAST(c.id AS text),
    CAST(c.transaction AS text)]
FROM change_log, (SELECT id, transaction FROM change ORDER BY transaction DESC, sequence DESC LIMIT 1) c;

\echo 'creating indexes and foreign keys again'

SET search_path = public;
SELECT restore FROM postponed ORDER BY step DESC \gexec
DROP SCHEMA bench CASCADE;

ALTER TABLE live_story ENABLE TRIGGER counted_in;
ALTER TABLE live_story_author ENABLE TRIGGER counted_in;
ALTER TABLE live_story_tag ENABLE TRIGGER counted_in;
INSERT INTO story_count SELECT category_id, count(*) FROM live_story GROUP BY category_id;
INSERT INTO story_count SELECT author_id, count(*) FROM live_story_author GROUP BY author_id;
INSERT INTO story_count SELECT tag_id, count(*) FROM live_story_tag GROUP BY tag_id;

\echo 'vacuum'

VACUUM (ANALYZE);
-- The role of an embedded PostgreSQL lacks this privilege.
SELECT pg_has_role(current_user, 'pg_checkpoint', 'USAGE') AS may_checkpoint \gset
\if :may_checkpoint
CHECKPOINT;
\endif
