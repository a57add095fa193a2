CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- The working copy, which is the latest revision, as far as lists of editors filter and sort by it.
ALTER TABLE story
    ADD COLUMN version integer NOT NULL DEFAULT 1,
    ADD COLUMN slug text REFERENCES story_slug,
    ADD COLUMN title text NOT NULL DEFAULT '',
    ADD COLUMN title_key text COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN language text,
    ADD COLUMN category_id uuid REFERENCES category,
    ADD COLUMN author_ids uuid[] NOT NULL DEFAULT '{}',
    ADD COLUMN tag_ids uuid[] NOT NULL DEFAULT '{}',
    -- A revision that is to go live by itself.
    ADD COLUMN scheduled_at timestamptz(3),
    ADD COLUMN scheduled_revision integer,
    ADD COLUMN deleted_at timestamptz(3),
    -- When its content was removed for good; the row stays, so that readers go on getting 410.
    ADD COLUMN purged_at timestamptz(3),
    ADD CONSTRAINT scheduled_whole CHECK ((scheduled_at IS NULL) = (scheduled_revision IS NULL));

UPDATE story s
SET slug = r.content ->> 'slug',
    title = r.content ->> 'title',
    title_key = lower(r.content ->> 'title'),
    language = r.content ->> 'language',
    category_id = CAST(r.content ->> 'category' AS uuid),
    author_ids = ARRAY(SELECT CAST(jsonb_array_elements_text(r.content -> 'authors') AS uuid)),
    tag_ids = ARRAY(SELECT CAST(jsonb_array_elements_text(r.content -> 'tags') AS uuid))
FROM revision r
WHERE r.story_id = s.id AND r.number = s.latest_revision;

CREATE INDEX story_by_updated_at ON story (updated_at, id);
CREATE INDEX story_by_created_at ON story (created_at, id);
-- A story without the time stands before all that have it.
CREATE INDEX story_by_published_at ON story (coalesce(published_at, '0001-01-01 00:00:00+00'), id);
CREATE INDEX story_by_scheduled_at ON story (coalesce(scheduled_at, '0001-01-01 00:00:00+00'), id);
CREATE INDEX story_by_title ON story (title_key, id);
CREATE INDEX story_by_status ON story (status, updated_at, id);
CREATE INDEX story_of_category ON story (category_id, updated_at, id);
CREATE INDEX story_of_authors ON story USING gin (author_ids);
CREATE INDEX story_of_tags ON story USING gin (tag_ids);
CREATE INDEX story_with_title ON story USING gin (title_key gin_trgm_ops);
CREATE INDEX story_due ON story (scheduled_at) WHERE scheduled_at IS NOT NULL;
CREATE INDEX story_to_purge ON story (deleted_at) WHERE deleted_at IS NOT NULL AND purged_at IS NULL;

-- Who saved it, and which members differ from the revision before.
ALTER TABLE revision
    ADD COLUMN saved_by jsonb,
    ADD COLUMN changed text[] NOT NULL DEFAULT '{}',
    ADD COLUMN restored_from integer;

-- For If-Match.
ALTER TABLE category ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE author ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE tag ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE collection ADD COLUMN version integer NOT NULL DEFAULT 1;

-- A new order is written row by row, so a story may stand twice until it is whole.
ALTER TABLE collection_story
    DROP CONSTRAINT collection_story_pkey,
    ADD PRIMARY KEY (collection_id, position),
    ADD CONSTRAINT collection_story_once UNIQUE (collection_id, story_id) DEFERRABLE INITIALLY DEFERRED;

-- Made on the fly for a story that readers do not see yet, a tag is none of their business until they do.
ALTER TABLE tag ADD COLUMN announced boolean NOT NULL DEFAULT true;

-- What took the place of a deleted category, author or tag: revisions never change, so those that name the deleted one
-- are read as naming the other. Chains are kept short: the target is never itself replaced.
CREATE TABLE replacement (
    old_id uuid PRIMARY KEY,
    new_id uuid NOT NULL
);
CREATE INDEX replacement_by_new ON replacement (new_id);

CREATE TABLE api_key (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    -- SHA-256 of the key, and the first eight bytes of it to find the row by; the rest is compared in constant time.
    handle bytea NOT NULL UNIQUE,
    hash bytea NOT NULL,
    scopes text[] NOT NULL,
    -- Given by the environment, and replaced when that changes.
    from_environment boolean NOT NULL,
    created_at timestamptz(3) NOT NULL,
    expires_at timestamptz(3),
    last_used_at timestamptz(3),
    revoked_at timestamptz(3)
);
CREATE INDEX api_key_by_created_at ON api_key (created_at, id);

-- The first answer to a POST, kept in the transaction of what the POST did.
CREATE TABLE idempotent_request (
    -- Hash of the idempotency key and whose it is.
    handle bytea PRIMARY KEY,
    -- Hash of what was asked.
    request bytea NOT NULL,
    -- Encrypted by the idempotency key: some answers hold a secret.
    answer bytea NOT NULL,
    at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX idempotent_request_by_time ON idempotent_request (at);

CREATE TABLE audit_entry (
    id uuid PRIMARY KEY,
    at timestamptz(3) NOT NULL,
    actor_kind text NOT NULL,
    actor_id text NOT NULL,
    actor_name text NOT NULL,
    address text,
    request_id text,
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    before jsonb,
    after jsonb
);
CREATE INDEX audit_entry_by_time ON audit_entry (at, id);
CREATE INDEX audit_entry_by_subject ON audit_entry (subject_id, at, id);
CREATE INDEX audit_entry_by_actor ON audit_entry (actor_id, at, id);

CREATE TABLE preview_token (
    id uuid PRIMARY KEY,
    story_id uuid NOT NULL REFERENCES story,
    -- Null for whichever is the latest.
    revision integer,
    created_at timestamptz(3) NOT NULL,
    created_by jsonb NOT NULL,
    expires_at timestamptz(3) NOT NULL,
    revoked_at timestamptz(3)
);
CREATE INDEX preview_token_of_story ON preview_token (story_id, created_at, id);

-- What this Broadsheet signs with: made once, the same on every node.
CREATE TABLE signing_key (
    purpose text PRIMARY KEY,
    key bytea NOT NULL
);
