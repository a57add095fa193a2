-- The site has settings.
UPDATE site SET title = 'The Harbour Log', version = 2;
