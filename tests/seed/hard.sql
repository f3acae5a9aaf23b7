-- What makes it hard to find rows: circles, checks, keys, and types of every kind.
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE SCHEMA shop;
CREATE TYPE size AS ENUM ('s', 'm', 'l');
CREATE TYPE money_amount AS (amount numeric(10, 2), currency char(3));
CREATE TYPE span AS RANGE (subtype = float8);
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN email AS text NOT NULL CHECK (VALUE ~ '^[^@\s]+@[^@\s]+\.[a-z]{2,}$' AND length(VALUE) <= 60);

-- A circle that is closed by a reference that may be NULL, and one to itself.
CREATE TABLE department (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    head int,
    parent int REFERENCES department CHECK (parent <> id)
);
CREATE TABLE employee (
    id bigserial PRIMARY KEY,
    department int NOT NULL REFERENCES department,
    boss bigint REFERENCES employee,
    email email UNIQUE,
    "firstName" varchar(20) NOT NULL CHECK (length("firstName") >= 2),
    salary numeric(8, 2) NOT NULL CHECK (salary BETWEEN 1000 AND 9000),
    born date NOT NULL CHECK (born < '2008-01-01'),
    hired_at timestamptz NOT NULL DEFAULT now(),
    left_at timestamptz CHECK (left_at > hired_at)
);
ALTER TABLE department ADD FOREIGN KEY (head) REFERENCES employee;

-- Two that need each other; the server looks when the transaction ends.
CREATE TABLE egg (id int PRIMARY KEY, hen int NOT NULL);
CREATE TABLE hen (id int PRIMARY KEY, egg int NOT NULL UNIQUE REFERENCES egg DEFERRABLE);
ALTER TABLE egg ADD FOREIGN KEY (hen) REFERENCES hen DEFERRABLE INITIALLY DEFERRED;

-- Keys of several columns that share one, as where every row belongs to a tenant.
CREATE TABLE tenant (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), plan text NOT NULL CHECK (plan IN ('free', 'paid')));
CREATE TABLE shop.product (
    tenant uuid NOT NULL REFERENCES tenant,
    id int NOT NULL,
    sku text NOT NULL CHECK (sku ~ '^[A-Z]{3}-[0-9]{4}$'),
    price money_amount,
    stock positive NOT NULL,
    size size NOT NULL DEFAULT 'm',
    tags text[] NOT NULL DEFAULT '{}' CHECK (cardinality(tags) <= 3),
    attributes jsonb NOT NULL CHECK (jsonb_typeof(attributes) = 'object'),
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, sku)
);
CREATE TABLE shop.line (
    tenant uuid NOT NULL,
    invoice int NOT NULL,
    product int NOT NULL,
    quantity smallint NOT NULL CHECK (quantity > 0 AND quantity % 2 = 0),
    total numeric NOT NULL GENERATED ALWAYS AS (quantity * 2) STORED,
    PRIMARY KEY (tenant, invoice, product),
    FOREIGN KEY (tenant, product) REFERENCES shop.product (tenant, id),
    FOREIGN KEY (tenant) REFERENCES tenant
);

-- One row for each of another table, and conditions across columns.
CREATE TABLE profile (
    employee bigint PRIMARY KEY REFERENCES employee,
    nick text NOT NULL CHECK (nick = lower(nick)),
    phone text,
    fax text,
    published boolean NOT NULL DEFAULT false,
    published_at timestamptz,
    CHECK (num_nonnulls(phone, fax) >= 1),
    CHECK (published = (published_at IS NOT NULL)),
    CHECK ((phone IS NULL) OR phone LIKE '+%')
);
CREATE UNIQUE INDEX ON profile (lower(nick));

-- Rooms are not booked twice.
CREATE TABLE booking (
    id int PRIMARY KEY,
    room int NOT NULL,
    during tstzrange NOT NULL,
    days daterange NOT NULL,
    EXCLUDE USING gist (room WITH =, during WITH &&)
);

CREATE TABLE measurement (
    device int NOT NULL,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    value real,
    PRIMARY KEY (device, at, kind)
) PARTITION BY RANGE (at);
CREATE TABLE measurement_2024 PARTITION OF measurement FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (kind);
CREATE TABLE measurement_2024_heat PARTITION OF measurement_2024 FOR VALUES IN ('heat', 'cold');
CREATE TABLE measurement_2025 PARTITION OF measurement FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

CREATE TABLE everything (
    a smallint, b integer, c bigint, d real, e double precision, f numeric(4, 1), g money, h char(2), i bytea, j date,
    k time, l timetz, m timestamp, n interval, o json, p jsonb, q inet, r cidr, s macaddr, t macaddr8, u tsvector, v tsquery,
    w point, x line, y box, z polygon, aa circle, ab int4range, ac nummultirange, ad bit(5), ae varbit(9), af xml, ag span,
    ah size[], ai positive[], aj money_amount[], ak oid, al pg_lsn, am bool, an name, ao path, ap lseg, aq uuid[], ar daterange,
    "as" jsonpath, at numeric, au "char"
);
