-- What search knows of each live story. Texts are folded, taken apart and stemmed by the application, so that an index
-- means the same on every platform; see the decision 0015.

-- In one piece beside its page's other rows as long as it fits there: rows are looked at one after the other, and
-- fetching what was moved elsewhere takes longer than looking at it.
CREATE TABLE story_search (
    story_id uuid PRIMARY KEY REFERENCES live_story ON DELETE CASCADE,
    published_at timestamptz(3) NOT NULL,
    -- A: title; B: tags and authors; C: excerpt; D: body.
    vector tsvector NOT NULL
) WITH (toast_tuple_target = 8160);
CREATE INDEX story_search_by_vector ON story_search USING gin (vector) WITH (gin_pending_list_limit = 512);

-- Likewise of the title alone: rows are small, so that many can be looked at.
CREATE TABLE story_title (
    story_id uuid PRIMARY KEY REFERENCES live_story ON DELETE CASCADE,
    published_at timestamptz(3) NOT NULL,
    -- The folded words, each behind a space, for completions.
    words text COLLATE "C" NOT NULL,
    vector tsvector NOT NULL,
    -- Of how many stories it was one when its terms were chosen; null until it is counted in search_lexeme and has terms.
    learnt_among bigint
) WITH (fillfactor = 85);
CREATE INDEX story_title_by_time ON story_title (published_at, story_id) INCLUDE (words);
CREATE INDEX story_title_by_words ON story_title USING gin (words gin_trgm_ops);
CREATE INDEX story_title_by_learnt_among ON story_title (learnt_among);
CREATE INDEX story_title_by_vector ON story_title USING gin (vector);

-- In how many live stories, and titles of them, a lexeme is.
CREATE TABLE search_lexeme (
    lexeme text COLLATE "C" PRIMARY KEY,
    stories integer NOT NULL,
    titles integer NOT NULL
) WITH (fillfactor = 70);

-- Words as they are written, folded, each with one lexeme that it led to: what a misspelt word may have meant.
CREATE TABLE search_word (
    word text COLLATE "C" PRIMARY KEY,
    lexeme text COLLATE "C" NOT NULL
);
CREATE INDEX search_word_by_trigrams ON search_word USING gin (word gin_trgm_ops);

-- The terms that tell a story apart, with weights that make a vector of length 1.
CREATE TABLE story_term (
    story_id uuid NOT NULL REFERENCES live_story ON DELETE CASCADE,
    lexeme text COLLATE "C" NOT NULL,
    published_at timestamptz(3) NOT NULL,
    weight real NOT NULL,
    PRIMARY KEY (story_id, lexeme)
);
CREATE INDEX story_term_by_time ON story_term (lexeme, published_at, story_id) INCLUDE (weight);

-- The stories that are most like a story. One that has left stays until the learner comes round, and is looked for among
-- those that are live: two that leave at a time and are like each other would have to wait for each other.
CREATE TABLE story_similar (
    story_id uuid NOT NULL REFERENCES live_story ON DELETE CASCADE,
    similar_id uuid NOT NULL,
    score real NOT NULL,
    -- One links to the other, and so it stays however many are more like it.
    linked boolean NOT NULL DEFAULT false,
    PRIMARY KEY (story_id, similar_id)
);
CREATE INDEX story_similar_by_similar ON story_similar (similar_id);

-- What is still to be learnt of the log's changes. Nobody waits for it but the learner.
CREATE TABLE search_task (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- story, author, tag: it changed. named: an author or tag of the story has another name. forget: a vector that was counted is no more. similar: one that was like it left.
    kind text NOT NULL,
    subject_id uuid NOT NULL,
    vector tsvector
);

-- Whoever locks the row is the one who learns.
CREATE TABLE search_learner (one boolean PRIMARY KEY DEFAULT true CHECK (one));
INSERT INTO search_learner DEFAULT VALUES;

CREATE FUNCTION learn_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_task (kind, subject_id)
    SELECT split_part(type, '.', 1), subject_id FROM now_there
    WHERE type LIKE 'story.%' AND type <> 'story.slug-changed' OR spreads AND type IN ('author.changed', 'tag.changed');
    RETURN NULL;
END $$;
CREATE TRIGGER change_learnt AFTER INSERT ON change REFERENCING NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION learn_change();

CREATE FUNCTION forget_story() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_task (kind, subject_id, vector)
    SELECT 'forget', s.story_id, s.vector FROM story_search s JOIN story_title t ON t.story_id = s.story_id
    WHERE s.story_id = OLD.story_id AND t.learnt_among IS NOT NULL;
    INSERT INTO search_task (kind, subject_id)
    SELECT 'similar', story_id FROM story_similar WHERE similar_id = OLD.story_id;
    RETURN OLD;
END $$;
CREATE TRIGGER story_forgotten BEFORE DELETE ON live_story FOR EACH ROW EXECUTE FUNCTION forget_story();

-- Answers that are wrong although nothing in the log has changed: what was learnt makes them so. Rows are for the caches
-- of all nodes, which have seen them after a moment.
CREATE TABLE eviction (
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
    kind text NOT NULL,
    subject_id uuid
);
CREATE INDEX eviction_by_transaction ON eviction (transaction);
CREATE INDEX eviction_by_time ON eviction (at);
CREATE TRIGGER eviction_announced AFTER INSERT ON eviction
    FOR EACH STATEMENT EXECUTE FUNCTION announce_change();

-- What was live before, the latest last, since the learner begins at the end.
INSERT INTO search_task (kind, subject_id) SELECT 'story', story_id FROM live_story ORDER BY published_at;

-- Completions of names.
CREATE INDEX tag_by_words ON tag USING gin ((' ' || name_key) gin_trgm_ops);
CREATE INDEX author_by_words ON author USING gin ((' ' || name_key) gin_trgm_ops);
