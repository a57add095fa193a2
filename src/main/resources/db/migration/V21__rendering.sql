-- The version of the rendering that a live story's body has; those of before this column are rendered again.
ALTER TABLE live_story ADD COLUMN rendering_version integer NOT NULL DEFAULT 0;
CREATE INDEX live_story_by_rendering ON live_story (rendering_version);

-- During an upgrade, nodes of the former version still write bodies. Their statements do not name the column: the first
-- trigger, which runs only for statements that name it, marks the value by a negative number for the second one.
CREATE FUNCTION mark_rendering() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.rendering_version := -1 - NEW.rendering_version;
    RETURN NEW;
END $$;
CREATE FUNCTION settle_rendering() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.rendering_version < 0 THEN
        NEW.rendering_version := -1 - NEW.rendering_version;
    ELSIF NEW.body_html IS DISTINCT FROM OLD.body_html THEN
        NEW.rendering_version := 0;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rendering_1_marked BEFORE UPDATE OF rendering_version ON live_story
    FOR EACH ROW EXECUTE FUNCTION mark_rendering();
CREATE TRIGGER rendering_2_settled BEFORE UPDATE ON live_story
    FOR EACH ROW EXECUTE FUNCTION settle_rendering();
