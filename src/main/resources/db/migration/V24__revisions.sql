-- The version of the story that each revision has made, so that a stale If-Match can be explained. The versions of earlier revisions are unknown.
ALTER TABLE revision ADD COLUMN story_version integer;

-- When the first of the autosaves was that an autosave has replaced; null for a revision that is no autosave.
ALTER TABLE revision ADD COLUMN autosaved_since timestamptz(3);
