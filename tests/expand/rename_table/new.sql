-- @renamed from=item
CREATE TABLE product (id bigint PRIMARY KEY, title text NOT NULL, price numeric);
CREATE TABLE part (id bigint PRIMARY KEY, item_id bigint NOT NULL REFERENCES product);
CREATE INDEX ON part (item_id);
CREATE TABLE review (id bigint PRIMARY KEY, product_id bigint NOT NULL REFERENCES product);
CREATE INDEX ON review (product_id);
