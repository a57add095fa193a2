-- The version of the rendering that a live story's body has; those of before this column are rendered again.
ALTER TABLE live_story ADD COLUMN rendering integer NOT NULL DEFAULT 0;
CREATE INDEX live_story_by_rendering ON live_story (rendering);
