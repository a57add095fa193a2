-- The transaction that changed a story last, by which the search index of drafts follows the stories of editors.
DROP INDEX story_with_title;
ALTER TABLE story ADD COLUMN changed_in xid8 NOT NULL DEFAULT '0';
ALTER TABLE story ALTER COLUMN changed_in SET DEFAULT pg_current_xact_id();
CREATE INDEX story_by_change ON story (changed_in);
CREATE FUNCTION note_story_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_in := pg_current_xact_id();
    RETURN NEW;
END $$;
CREATE TRIGGER story_changed BEFORE UPDATE ON story FOR EACH ROW EXECUTE FUNCTION note_story_change();
