-- The line below the title, which search finds.
ALTER TABLE live_story ADD COLUMN subtitle text;
