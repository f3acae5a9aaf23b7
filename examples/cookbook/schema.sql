CREATE EXTENSION vector;
CREATE EXTENSION pg_trgm;

CREATE TYPE state AS ENUM ('open', 'paid', 'sent');

-- A postal code, which no other text can stand for.
-- @rust newtype
CREATE DOMAIN zip AS text CHECK (VALUE ~ '^[0-9]{5}$');

-- Where somebody lives.
CREATE TYPE address AS (
    street text,
    zip zip,
    city text
);

-- Who buys.
CREATE TABLE customer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL UNIQUE,
    name text,
    country text NOT NULL DEFAULT 'DE',
    address address
);

-- A tree: what is sold belongs somewhere in it.
CREATE TABLE category (
    id bigint PRIMARY KEY,
    parent_id bigint REFERENCES category (id),
    title text NOT NULL
);

CREATE INDEX category_parent_id_idx ON category (parent_id);

-- What is sold.
CREATE TABLE product (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    category_id bigint NOT NULL REFERENCES category (id),
    title text NOT NULL UNIQUE,
    cents integer NOT NULL CHECK (cents >= 0),
    stock integer NOT NULL DEFAULT 0,
    tags text[] NOT NULL DEFAULT '{}',
    facts jsonb NOT NULL DEFAULT '{}',
    embedding vector(3),
    slug text NOT NULL GENERATED ALWAYS AS (lower(title)) STORED,
    search tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('english', title)) STORED
);

CREATE INDEX product_category_id_idx ON product (category_id);
CREATE INDEX product_tags_idx ON product USING gin (tags);
CREATE INDEX product_search_idx ON product USING gin (search);

-- What costs less for some days.
CREATE TABLE offer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    product_id bigint NOT NULL REFERENCES product (id),
    days daterange NOT NULL,
    percent integer NOT NULL
);

CREATE INDEX offer_product_id_idx ON offer (product_id);

-- What arrived and is not in the stock yet.
CREATE TABLE delivery (
    title text PRIMARY KEY,
    pieces integer NOT NULL
);

-- What somebody bought at once.
CREATE TABLE purchase (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    state state NOT NULL DEFAULT 'open',
    note text,
    bought_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX purchase_customer_id_idx ON purchase (customer_id);

-- What a purchase consists of.
CREATE TABLE item (
    purchase_id bigint NOT NULL REFERENCES purchase (id) ON DELETE CASCADE,
    product_id bigint NOT NULL REFERENCES product (id),
    quantity integer NOT NULL DEFAULT 1 CHECK (quantity > 0),
    PRIMARY KEY (purchase_id, product_id)
);

CREATE INDEX item_product_id_idx ON item (product_id);
