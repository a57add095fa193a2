-- Stories have corrections, and withdrawn ones a reason.
UPDATE live_story SET corrections = '[{"kind": "update", "text": "The ice has gone.", "at": "2026-03-01T00:00:00Z"}]'
WHERE slug = 'the-long-frost';
UPDATE story SET withdrawal_reason = 'It was a rumour.' WHERE id = '00000000-0000-7000-8000-000000000003';
