-- Stories have a line below the title.
UPDATE live_story SET subtitle = 'Tea was sold on the river' WHERE slug = 'the-long-frost';
