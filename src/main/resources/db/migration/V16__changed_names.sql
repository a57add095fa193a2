-- The transaction that changed the name of an author or a tag last, which the search index of drafts follows as it does stories.
CREATE FUNCTION note_name_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_in := pg_current_xact_id();
    RETURN NEW;
END $$;

ALTER TABLE author ADD COLUMN changed_in xid8 NOT NULL DEFAULT '0';
CREATE INDEX author_by_change ON author (changed_in);
CREATE TRIGGER author_renamed BEFORE UPDATE ON author FOR EACH ROW WHEN (NEW.name <> OLD.name)
    EXECUTE FUNCTION note_name_change();

ALTER TABLE tag ADD COLUMN changed_in xid8 NOT NULL DEFAULT '0';
CREATE INDEX tag_by_change ON tag (changed_in);
CREATE TRIGGER tag_renamed BEFORE UPDATE ON tag FOR EACH ROW WHEN (NEW.name <> OLD.name)
    EXECUTE FUNCTION note_name_change();
