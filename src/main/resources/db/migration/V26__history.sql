-- The version of the story that each revision has made, so that a stale If-Match can be explained. The versions of earlier revisions are unknown.
ALTER TABLE revision ADD COLUMN story_version integer;

-- The time of the first autosave that a revision replaced, and the version of the story that it made; null for a revision that is no autosave.
ALTER TABLE revision ADD COLUMN autosaved_since timestamptz(3), ADD COLUMN autosaved_from integer;

-- Editors find stories by the actor who saved them last.
CREATE INDEX revision_by_actor ON revision ((saved_by ->> 'id'), story_id, number);

-- What the subject of an action was called at the time. Unknown for earlier entries.
ALTER TABLE audit_entry ADD COLUMN subject_slug text, ADD COLUMN subject_title text;

-- Nodes of the version before publish and unpublish stories without these columns.
CREATE FUNCTION forget_unpublishing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status = 'published' THEN
        NEW.withdrawal_reason := NULL;
    END IF;
    IF NEW.status NOT IN ('published', 'scheduled') THEN
        NEW.unpublish_at := NULL;
        NEW.unpublish_reason := NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER story_forgets_unpublishing BEFORE UPDATE OF status ON story
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION forget_unpublishing();
