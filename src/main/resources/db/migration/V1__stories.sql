-- Slugs, keys and times
--   slug        text that satisfies [a-z0-9]+(-[a-z0-9]+)*
--   *_key       what lists sort by: the text folded by the application (case, accents), compared byte by byte, so that
--               the order is one and the same on every platform and survives an upgrade of the operating system
--   timestamptz(3)  milliseconds, as in JSON: what a client sends back as publishedBefore is what was compared

CREATE TABLE category (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    name text NOT NULL,
    description text,
    position integer NOT NULL,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL
);
CREATE INDEX category_by_position ON category (position, id);

CREATE TABLE author (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    name text NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    bio text,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL
);
CREATE INDEX author_by_name ON author (name_key, id);

CREATE TABLE tag (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    name text NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL
);
CREATE INDEX tag_by_name ON tag (name_key, id);

CREATE TABLE story (
    id uuid PRIMARY KEY,
    status text NOT NULL CHECK (status IN ('draft', 'scheduled', 'published', 'unpublished', 'deleted')),
    latest_revision integer NOT NULL,
    -- When readers first saw it; null as long as they never have.
    published_at timestamptz(3),
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL
);

CREATE TABLE revision (
    story_id uuid NOT NULL REFERENCES story,
    number integer NOT NULL,
    content jsonb NOT NULL,
    saved_at timestamptz(3) NOT NULL,
    PRIMARY KEY (story_id, number)
);

-- Every slug that any story has or had: one namespace, so that a former slug never leads to another story.
CREATE TABLE story_slug (
    slug text PRIMARY KEY,
    story_id uuid NOT NULL REFERENCES story,
    -- Readers have seen it; only such a slug answers 308 or 410, that of a draft gives nothing away.
    was_live boolean NOT NULL
);
CREATE INDEX story_slug_by_story ON story_slug (story_id);

-- What readers see, and nothing else. A story is visible if and only if it has a row here.
CREATE TABLE live_story (
    story_id uuid PRIMARY KEY REFERENCES story,
    revision integer NOT NULL,
    slug text NOT NULL UNIQUE REFERENCES story_slug,
    title text NOT NULL,
    title_key text COLLATE "C" NOT NULL,
    excerpt text NOT NULL,
    category_id uuid NOT NULL REFERENCES category,
    language text NOT NULL,
    published_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    image_url text,
    image_alt text,
    image_width integer,
    image_height integer,
    image_caption text,
    image_credit text,
    seo_title text,
    seo_description text,
    seo_canonical_url text,
    show_in_related boolean NOT NULL,
    reading_minutes integer NOT NULL,
    word_count integer NOT NULL,
    outline text NOT NULL,
    -- The four forms of the body; links to other stories in them are marks around the link's text, see StoryLinks.
    body_html text NOT NULL,
    body_blocks text NOT NULL,
    body_markdown text NOT NULL,
    body_text text NOT NULL
);
-- Every listing is a scan of one of these in its order, from the cursor on, in either direction.
CREATE INDEX live_story_by_published_at ON live_story (published_at, story_id);
CREATE INDEX live_story_by_updated_at ON live_story (updated_at, story_id);
CREATE INDEX live_story_by_title ON live_story (title_key, story_id);
CREATE INDEX live_story_of_category_by_published_at ON live_story (category_id, published_at, story_id);
CREATE INDEX live_story_of_category_by_updated_at ON live_story (category_id, updated_at, story_id);
CREATE INDEX live_story_of_category_by_title ON live_story (category_id, title_key, story_id);
CREATE INDEX live_story_of_language_by_published_at ON live_story (language, published_at, story_id);
CREATE INDEX live_story_of_language_by_updated_at ON live_story (language, updated_at, story_id);
CREATE INDEX live_story_of_language_by_title ON live_story (language, title_key, story_id);

-- Authors and tags in the order that the editor gave them. The sort keys of the story are repeated here, so that the
-- stories of one author or tag are a scan of one index too.
CREATE TABLE live_story_author (
    story_id uuid NOT NULL REFERENCES live_story ON DELETE CASCADE,
    author_id uuid NOT NULL REFERENCES author,
    position integer NOT NULL,
    published_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    title_key text COLLATE "C" NOT NULL,
    PRIMARY KEY (story_id, author_id)
);
CREATE INDEX live_story_of_author_by_published_at ON live_story_author (author_id, published_at, story_id);
CREATE INDEX live_story_of_author_by_updated_at ON live_story_author (author_id, updated_at, story_id);
CREATE INDEX live_story_of_author_by_title ON live_story_author (author_id, title_key, story_id);

CREATE TABLE live_story_tag (
    story_id uuid NOT NULL REFERENCES live_story ON DELETE CASCADE,
    tag_id uuid NOT NULL REFERENCES tag,
    position integer NOT NULL,
    published_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    title_key text COLLATE "C" NOT NULL,
    PRIMARY KEY (story_id, tag_id)
);
CREATE INDEX live_story_of_tag_by_published_at ON live_story_tag (tag_id, published_at, story_id);
CREATE INDEX live_story_of_tag_by_updated_at ON live_story_tag (tag_id, updated_at, story_id);
CREATE INDEX live_story_of_tag_by_title ON live_story_tag (tag_id, title_key, story_id);

-- Stories that the body links to, and stories that the editor pinned below it. The target may not be live.
CREATE TABLE live_story_link (
    story_id uuid NOT NULL REFERENCES live_story ON DELETE CASCADE,
    target_id uuid NOT NULL REFERENCES story,
    position integer NOT NULL,
    PRIMARY KEY (story_id, target_id)
);
CREATE INDEX live_story_link_by_target ON live_story_link (target_id);

CREATE TABLE live_story_pin (
    story_id uuid NOT NULL REFERENCES live_story ON DELETE CASCADE,
    target_id uuid NOT NULL REFERENCES story,
    position integer NOT NULL,
    PRIMARY KEY (story_id, target_id)
);

CREATE TABLE collection (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    title text NOT NULL,
    description text,
    position integer NOT NULL,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL
);
CREATE INDEX collection_by_position ON collection (position, id);

CREATE TABLE collection_story (
    collection_id uuid NOT NULL REFERENCES collection ON DELETE CASCADE,
    story_id uuid NOT NULL REFERENCES story,
    position integer NOT NULL,
    PRIMARY KEY (collection_id, story_id)
);
CREATE INDEX collection_story_by_position ON collection_story (collection_id, position, story_id);

-- One ordered log of everything that readers can see changing, written in the transaction that makes the change.
CREATE TABLE change (
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Transactions commit out of order: readers go up to the oldest one still running, and no further.
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
    type text NOT NULL,
    subject_id uuid NOT NULL
);
CREATE INDEX change_by_time ON change (at);
