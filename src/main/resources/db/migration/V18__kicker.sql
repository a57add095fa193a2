-- The line above the title.
ALTER TABLE live_story ADD COLUMN kicker text;
