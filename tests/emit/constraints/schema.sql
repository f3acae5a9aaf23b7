CREATE EXTENSION btree_gist;

CREATE TABLE country (
    code char(2) PRIMARY KEY,
    name text NOT NULL UNIQUE
);

CREATE TABLE city (
    country char(2) NOT NULL REFERENCES country,
    name text NOT NULL,
    population integer CHECK (population >= 0),
    area numeric CONSTRAINT area_is_positive CHECK (area > 0),
    mayor text CONSTRAINT one_mayor UNIQUE DEFERRABLE INITIALLY DEFERRED,
    CHECK (population IS NULL OR area IS NOT NULL),
    CHECK (name <> '') NO INHERIT,
    CONSTRAINT city_pk PRIMARY KEY (country, name)
);

CREATE TABLE street (
    id integer CONSTRAINT street_key PRIMARY KEY,
    country char(2),
    city text,
    twin_of integer REFERENCES street (id) ON DELETE SET NULL ON UPDATE CASCADE,
    continues integer CONSTRAINT continued_by REFERENCES street DEFERRABLE,
    number integer,
    UNIQUE (country, city, id),
    UNIQUE NULLS NOT DISTINCT (number),
    FOREIGN KEY (country, city) REFERENCES city (country, name) MATCH FULL ON DELETE CASCADE,
    CONSTRAINT twice FOREIGN KEY (continues) REFERENCES street (id) ON DELETE RESTRICT
);

CREATE TABLE tenant (
    id integer PRIMARY KEY,
    owner integer,
    UNIQUE (id, owner)
);

-- Who has which room, and when.
CREATE TABLE booking (
    tenant integer NOT NULL,
    owner integer,
    room integer NOT NULL,
    during tstzrange NOT NULL,
    cancelled boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant, room) INCLUDE (during),
    FOREIGN KEY (tenant, owner) REFERENCES tenant (id, owner) ON DELETE SET NULL (owner),
    EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (NOT cancelled),
    CONSTRAINT one_at_a_time EXCLUDE USING gist (tenant WITH =, during WITH &&) DEFERRABLE
);

COMMENT ON CONSTRAINT one_at_a_time ON booking IS 'A tenant is in one room.';
COMMENT ON CONSTRAINT city_population_check ON city IS 'People are "counted".';
