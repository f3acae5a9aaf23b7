CREATE SCHEMA shop;

-- What is sold.
CREATE TABLE shop.product (
    sku text PRIMARY KEY,
    price numeric(10, 2) NOT NULL CONSTRAINT price_is_positive CHECK (price > 0),
    weight integer,
    tags text[] NOT NULL DEFAULT '{}'
);

COMMENT ON TABLE shop.product IS 'What is sold.';

CREATE TABLE shop.line (
    "order" integer NOT NULL,
    position smallint NOT NULL,
    sku text NOT NULL,
    replaced smallint,
    CHECK (position > 0 OR replaced IS NULL),
    CONSTRAINT line_key PRIMARY KEY ("order", position),
    FOREIGN KEY (sku) REFERENCES shop.product ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
    UNIQUE NULLS NOT DISTINCT ("order", replaced),
    CONSTRAINT replaces FOREIGN KEY ("order", replaced) REFERENCES shop.line ("order", position)
        ON DELETE SET NULL (replaced)
);

CREATE UNIQUE INDEX one_line ON shop.line ("order", sku) INCLUDE (position);
