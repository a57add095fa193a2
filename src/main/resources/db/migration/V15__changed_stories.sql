-- The transaction that changed a story, or the name of an author or a tag, last: the search index of drafts follows these.
DROP INDEX story_with_title;
CREATE FUNCTION note_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_in := pg_current_xact_id();
    RETURN NEW;
END $$;

ALTER TABLE story ADD COLUMN changed_in xid8 NOT NULL DEFAULT '0';
ALTER TABLE story ALTER COLUMN changed_in SET DEFAULT pg_current_xact_id();
CREATE INDEX story_by_transaction ON story (changed_in);
CREATE TRIGGER story_changed BEFORE UPDATE ON story FOR EACH ROW EXECUTE FUNCTION note_transaction();

ALTER TABLE author ADD COLUMN changed_in xid8 NOT NULL DEFAULT '0';
CREATE INDEX author_by_transaction ON author (changed_in);
CREATE TRIGGER author_renamed BEFORE UPDATE ON author FOR EACH ROW WHEN (NEW.name <> OLD.name)
    EXECUTE FUNCTION note_transaction();

ALTER TABLE tag ADD COLUMN changed_in xid8 NOT NULL DEFAULT '0';
CREATE INDEX tag_by_transaction ON tag (changed_in);
CREATE TRIGGER tag_renamed BEFORE UPDATE ON tag FOR EACH ROW WHEN (NEW.name <> OLD.name)
    EXECUTE FUNCTION note_transaction();
