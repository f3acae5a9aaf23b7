CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE DOMAIN zip AS text CHECK (VALUE ~ '^[0-9]{5}$');

CREATE TYPE address AS (
    street text,
    zip zip,
    city text
);

ALTER TABLE customer ADD COLUMN address address;

ALTER TABLE product
    ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('english', title)) STORED;

CREATE INDEX product_search_idx ON product USING gin (search);

CREATE TABLE offer (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    product_id bigint NOT NULL,
    days daterange NOT NULL,
    percent integer NOT NULL
);

CREATE INDEX offer_product_id_idx ON offer (product_id);

CREATE TABLE delivery (
    title text PRIMARY KEY,
    pieces integer NOT NULL
);

ALTER TABLE offer
    ADD CONSTRAINT offer_product_id_fkey FOREIGN KEY (product_id) REFERENCES product (id);
