-- The version of the story that each revision has made, so that a stale If-Match can be explained. The versions of earlier revisions are unknown.
ALTER TABLE revision ADD COLUMN story_version integer;

-- When the first of the autosaves was that an autosave has replaced; null for a revision that is no autosave.
ALTER TABLE revision ADD COLUMN autosaved_since timestamptz(3);

-- What the subject of an action was called at the time. Unknown for earlier entries.
ALTER TABLE audit_entry ADD COLUMN subject_slug text, ADD COLUMN subject_title text;
