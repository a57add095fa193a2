-- What pages of authors, categories and tags show.
ALTER TABLE author
    ADD COLUMN image_url text,
    ADD COLUMN image_alt text,
    ADD COLUMN image_width integer,
    ADD COLUMN image_height integer,
    ADD COLUMN image_caption text,
    ADD COLUMN image_credit text,
    ADD COLUMN job_title text,
    ADD COLUMN email text,
    ADD COLUMN links jsonb NOT NULL DEFAULT '[]';

ALTER TABLE category
    ADD COLUMN image_url text,
    ADD COLUMN image_alt text,
    ADD COLUMN image_width integer,
    ADD COLUMN image_height integer,
    ADD COLUMN image_caption text,
    ADD COLUMN image_credit text;

ALTER TABLE tag
    ADD COLUMN description text,
    ADD COLUMN image_url text,
    ADD COLUMN image_alt text,
    ADD COLUMN image_width integer,
    ADD COLUMN image_height integer,
    ADD COLUMN image_caption text,
    ADD COLUMN image_credit text;
