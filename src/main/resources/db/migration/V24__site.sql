-- The settings of the site: one row, which exists from the beginning and is changed only.
CREATE TABLE site (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    title text,
    description text,
    image_url text,
    image_alt text,
    image_width integer,
    image_height integer,
    image_caption text,
    image_credit text,
    languages text[] NOT NULL DEFAULT '{}',
    time_zone text,
    social jsonb NOT NULL DEFAULT '[]',
    updated_at timestamptz(3) NOT NULL
);
CREATE UNIQUE INDEX site_once ON site ((true));
INSERT INTO site (id, version, updated_at) VALUES (gen_random_uuid(), 1, clock_timestamp());
