-- How many live stories each category, author and tag has, as a sum: every transaction adds what it changes, so that
-- nobody waits for anybody to count, and now and then the rows of one subject are made one.
CREATE TABLE story_count (
    subject_id uuid NOT NULL,
    stories bigint NOT NULL
);
CREATE INDEX story_count_by_subject ON story_count (subject_id) INCLUDE (stories);

-- The argument is the column that names the subject.
CREATE FUNCTION count_stories() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        EXECUTE format('INSERT INTO story_count SELECT %1$I, count(*) FROM now_there GROUP BY %1$I', TG_ARGV[0]);
    ELSE
        EXECUTE format('INSERT INTO story_count SELECT subject, sum(number) FROM ('
            'SELECT %1$I AS subject, 1 AS number FROM now_there UNION ALL SELECT %1$I, -1 FROM no_more) moved '
            'GROUP BY subject HAVING sum(number) <> 0', TG_ARGV[0]);
    END IF;
    RETURN NULL;
END $$;

-- Row by row, since what goes with a story goes in a statement for each story, most of which find nothing.
CREATE FUNCTION uncount_story() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'live_story' THEN
        INSERT INTO story_count VALUES (OLD.category_id, -1);
    ELSIF TG_TABLE_NAME = 'live_story_author' THEN
        INSERT INTO story_count VALUES (OLD.author_id, -1);
    ELSE
        INSERT INTO story_count VALUES (OLD.tag_id, -1);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER counted_in AFTER INSERT ON live_story REFERENCING NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION count_stories('category_id');
CREATE TRIGGER counted_anew AFTER UPDATE ON live_story REFERENCING OLD TABLE AS no_more NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION count_stories('category_id');
CREATE TRIGGER counted_out AFTER DELETE ON live_story
    FOR EACH ROW EXECUTE FUNCTION uncount_story();

CREATE TRIGGER counted_in AFTER INSERT ON live_story_author REFERENCING NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION count_stories('author_id');
CREATE TRIGGER counted_anew AFTER UPDATE ON live_story_author REFERENCING OLD TABLE AS no_more NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION count_stories('author_id');
CREATE TRIGGER counted_out AFTER DELETE ON live_story_author
    FOR EACH ROW EXECUTE FUNCTION uncount_story();

CREATE TRIGGER counted_in AFTER INSERT ON live_story_tag REFERENCING NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION count_stories('tag_id');
CREATE TRIGGER counted_anew AFTER UPDATE ON live_story_tag REFERENCING OLD TABLE AS no_more NEW TABLE AS now_there
    FOR EACH STATEMENT EXECUTE FUNCTION count_stories('tag_id');
CREATE TRIGGER counted_out AFTER DELETE ON live_story_tag
    FOR EACH ROW EXECUTE FUNCTION uncount_story();

INSERT INTO story_count SELECT category_id, count(*) FROM live_story GROUP BY category_id;
INSERT INTO story_count SELECT author_id, count(*) FROM live_story_author GROUP BY author_id;
INSERT INTO story_count SELECT tag_id, count(*) FROM live_story_tag GROUP BY tag_id;

-- Without it, a slug that nobody uses any more is looked for in every story before it goes.
CREATE INDEX story_by_slug ON story (slug);
