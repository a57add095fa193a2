-- What the response caches of all nodes look at: the answers that a change makes wrong.
ALTER TABLE change ADD COLUMN was_author_ids uuid[];
CREATE INDEX live_story_pin_by_target ON live_story_pin (target_id);
CREATE INDEX collection_story_by_story ON collection_story (story_id);
