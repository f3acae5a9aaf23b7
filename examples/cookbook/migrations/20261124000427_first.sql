CREATE EXTENSION IF NOT EXISTS vector;
CREATE TYPE state AS ENUM ('open', 'paid', 'sent');

CREATE TABLE category (
    id bigint PRIMARY KEY,
    parent_id bigint,
    title text NOT NULL
);

CREATE INDEX category_parent_id_idx ON category (parent_id);

CREATE TABLE customer (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    email text NOT NULL UNIQUE,
    name text,
    country text NOT NULL DEFAULT 'DE'
);

CREATE TABLE item (
    purchase_id bigint NOT NULL,
    product_id bigint NOT NULL,
    quantity integer NOT NULL DEFAULT 1,
    CONSTRAINT item_pkey PRIMARY KEY (purchase_id, product_id),
    CONSTRAINT item_quantity_check CHECK (quantity > 0)
);

CREATE INDEX item_product_id_idx ON item (product_id);

CREATE TABLE product (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    category_id bigint NOT NULL,
    title text NOT NULL UNIQUE,
    cents integer NOT NULL,
    stock integer NOT NULL DEFAULT 0,
    tags text[] NOT NULL DEFAULT '{}',
    facts jsonb NOT NULL DEFAULT '{}',
    embedding vector(3),
    slug text NOT NULL GENERATED ALWAYS AS (lower(title)) STORED,
    CONSTRAINT product_cents_check CHECK (cents >= 0)
);

CREATE INDEX product_category_id_idx ON product (category_id);
CREATE INDEX product_tags_idx ON product USING gin (tags);

CREATE TABLE purchase (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    customer_id bigint NOT NULL,
    state state NOT NULL DEFAULT 'open',
    note text,
    bought_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX purchase_customer_id_idx ON purchase (customer_id);

ALTER TABLE category
    ADD CONSTRAINT category_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES category (id);

ALTER TABLE item
    ADD CONSTRAINT item_product_id_fkey FOREIGN KEY (product_id) REFERENCES product (id);

ALTER TABLE item
    ADD CONSTRAINT item_purchase_id_fkey FOREIGN KEY (purchase_id) REFERENCES purchase (id) ON DELETE CASCADE;

ALTER TABLE product
    ADD CONSTRAINT product_category_id_fkey FOREIGN KEY (category_id) REFERENCES category (id);

ALTER TABLE purchase
    ADD CONSTRAINT purchase_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE;
