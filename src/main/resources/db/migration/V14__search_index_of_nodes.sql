-- Search is done by an index of each node: see the decision 0022.
DROP TRIGGER change_learnt ON change;
DROP FUNCTION learn_change;
DROP TRIGGER story_forgotten ON live_story;
DROP FUNCTION forget_story;
DROP TABLE search_task, search_learner, search_word, search_lexeme, story_similar, story_term, story_title, story_search;

-- What to read after a story, the best first, without what editors have pinned: of all stories, and of its category.
CREATE TABLE related_list (
    story_id uuid PRIMARY KEY REFERENCES live_story ON DELETE CASCADE,
    story_ids uuid[] NOT NULL,
    reasons text[] NOT NULL,
    category_story_ids uuid[] NOT NULL,
    category_reasons text[] NOT NULL
);
CREATE INDEX related_list_by_story ON related_list USING gin (story_ids);
CREATE INDEX related_list_by_category_story ON related_list USING gin (category_story_ids);

-- Lists that are to be worked out anew.
CREATE TABLE related_task (
    story_id uuid PRIMARY KEY,
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    -- Whether the story itself has changed, and so the lists that it is in or may enter.
    spreads boolean NOT NULL
);
CREATE INDEX related_task_in_order ON related_task (spreads DESC, id);

-- What of the change log has been made a task, and which node works on them.
CREATE TABLE related_progress (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    position text[],
    leased_by uuid,
    leased_until timestamptz NOT NULL DEFAULT '-infinity'
);
INSERT INTO related_progress DEFAULT VALUES;
