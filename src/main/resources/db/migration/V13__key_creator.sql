-- Which key made a key; null for those that were made before, by a person or by the environment.
ALTER TABLE api_key ADD created_by uuid REFERENCES api_key;
CREATE INDEX api_key_by_creator ON api_key (created_by) WHERE created_by IS NOT NULL;

-- The audit log says it of those that were made by keys before.
UPDATE api_key SET created_by = maker.id
FROM audit_entry e JOIN api_key maker ON CAST(maker.id AS text) = e.actor_id
WHERE e.action = 'key.created' AND e.actor_kind = 'key' AND e.subject_id = api_key.id;
