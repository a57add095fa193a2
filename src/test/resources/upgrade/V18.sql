-- Stories have a line above the title.
UPDATE live_story SET kicker = 'Weather' WHERE slug = 'the-long-frost';
