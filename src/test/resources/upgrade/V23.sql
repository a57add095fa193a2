-- Authors, categories and tags have more to show.
UPDATE author SET job_title = 'Reporter', links = '[{"name": "Log", "url": "https://log.example"}]' WHERE slug = 'ida-berg';
UPDATE tag SET description = 'Boats that pull' WHERE slug = 'tugs';
