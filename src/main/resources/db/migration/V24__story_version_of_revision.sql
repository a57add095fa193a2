-- The version of the story that each revision has made, so that a stale If-Match can be explained. The versions of earlier revisions are unknown.
ALTER TABLE revision ADD COLUMN story_version integer;
