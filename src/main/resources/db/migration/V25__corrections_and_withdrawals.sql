-- What readers are told about changes of a story.
ALTER TABLE live_story ADD COLUMN corrections jsonb NOT NULL DEFAULT '[]';

ALTER TABLE story
    -- Whether the scheduled publication keeps the time of the last update.
    ADD COLUMN scheduled_minor boolean NOT NULL DEFAULT false,
    -- When the story is to be unpublished, and the reason that readers will get.
    ADD COLUMN unpublish_at timestamptz(3),
    ADD COLUMN unpublish_reason text,
    -- The reason that readers get with the 410 of an unpublished story.
    ADD COLUMN withdrawal_reason text,
    ADD CONSTRAINT unpublish_whole CHECK (unpublish_at IS NOT NULL OR unpublish_reason IS NULL);
CREATE INDEX story_to_unpublish ON story (unpublish_at) WHERE unpublish_at IS NOT NULL;
