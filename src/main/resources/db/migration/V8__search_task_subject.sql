-- A story that changed again and again is learnt once.
CREATE INDEX search_task_by_subject ON search_task (subject_id) WHERE kind <> 'forget';
