-- The former slugs of categories, authors, tags and collections that readers have seen. If another entry of the kind has such a
-- slug now, it names that entry.
CREATE TABLE former_category_slug (
    slug text PRIMARY KEY,
    category_id uuid NOT NULL REFERENCES category ON DELETE CASCADE
);
CREATE INDEX former_category_slug_by_category ON former_category_slug (category_id);

CREATE TABLE former_author_slug (
    slug text PRIMARY KEY,
    author_id uuid NOT NULL REFERENCES author ON DELETE CASCADE
);
CREATE INDEX former_author_slug_by_author ON former_author_slug (author_id);

CREATE TABLE former_tag_slug (
    slug text PRIMARY KEY,
    tag_id uuid NOT NULL REFERENCES tag ON DELETE CASCADE
);
CREATE INDEX former_tag_slug_by_tag ON former_tag_slug (tag_id);

CREATE TABLE former_collection_slug (
    slug text PRIMARY KEY,
    collection_id uuid NOT NULL REFERENCES collection ON DELETE CASCADE
);
CREATE INDEX former_collection_slug_by_collection ON former_collection_slug (collection_id);

-- During an upgrade, nodes of the former version change slugs too.
CREATE FUNCTION note_former_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('INSERT INTO %1$I (slug, %2$I) VALUES ($1, $2) ON CONFLICT (slug) DO UPDATE SET %2$I = excluded.%2$I',
        'former_' || TG_TABLE_NAME || '_slug', TG_TABLE_NAME || '_id') USING OLD.slug, OLD.id;
    RETURN NULL;
END $$;
CREATE TRIGGER category_slug_changed AFTER UPDATE ON category FOR EACH ROW WHEN (NEW.slug <> OLD.slug)
    EXECUTE FUNCTION note_former_slug();
CREATE TRIGGER author_slug_changed AFTER UPDATE ON author FOR EACH ROW WHEN (NEW.slug <> OLD.slug)
    EXECUTE FUNCTION note_former_slug();
CREATE TRIGGER tag_slug_changed AFTER UPDATE ON tag FOR EACH ROW WHEN (NEW.slug <> OLD.slug AND OLD.announced)
    EXECUTE FUNCTION note_former_slug();
CREATE TRIGGER collection_slug_changed AFTER UPDATE ON collection FOR EACH ROW WHEN (NEW.slug <> OLD.slug)
    EXECUTE FUNCTION note_former_slug();
