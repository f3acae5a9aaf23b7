CREATE EXTENSION vector;
CREATE EXTENSION citext;
CREATE EXTENSION hstore;
CREATE EXTENSION ltree;

CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN email AS citext CHECK (VALUE ~ '@');
CREATE DOMAIN "shortEmail" AS email;

-- A postal code, which no other text can stand for.
-- @rust newtype
CREATE DOMAIN "zipCode" AS varchar(10);

CREATE TYPE floatrange AS RANGE (SUBTYPE = float8);
CREATE TYPE moodrange AS RANGE (SUBTYPE = mood, MULTIRANGE_TYPE_NAME = moods_multi);

-- Where something is.
CREATE TYPE address AS (
    street text,
    zip "zipCode",
    -- North, then east.
    "latLong" point,
    moods mood[],
    since varchar(20)
);
CREATE TYPE contact AS (home address, others address[], email email);

-- Every type, as a column that has to be there.
CREATE TABLE everything (
    a_boolean boolean NOT NULL,
    a_smallint smallint NOT NULL,
    an_integer integer NOT NULL,
    a_bigint bigint NOT NULL,
    a_real real NOT NULL,
    a_double double precision NOT NULL,
    a_numeric numeric NOT NULL,
    a_price numeric(10, 2) NOT NULL,
    a_text text NOT NULL,
    a_varchar varchar NOT NULL,
    a_short_varchar varchar(40) NOT NULL,
    a_char char(2) NOT NULL,
    a_name name NOT NULL,
    a_citext citext NOT NULL,
    an_xml xml NOT NULL,
    a_bytea bytea NOT NULL,
    a_uuid uuid NOT NULL,
    a_date date NOT NULL,
    a_time time NOT NULL,
    a_time_zone timetz NOT NULL,
    a_timestamp timestamp NOT NULL,
    a_timestamp_zone timestamptz NOT NULL,
    a_precise_timestamp timestamptz(3) NOT NULL,
    an_interval interval NOT NULL,
    a_day_interval interval day to second(3) NOT NULL,
    a_json json NOT NULL,
    a_jsonb jsonb NOT NULL,
    an_inet inet NOT NULL,
    a_cidr cidr NOT NULL,
    a_macaddr macaddr NOT NULL,
    a_vector vector(384) NOT NULL,
    a_halfvec halfvec(3000) NOT NULL,
    a_sparsevec sparsevec(10000) NOT NULL,
    a_bit bit(8) NOT NULL,
    a_varbit varbit(64) NOT NULL,
    a_tsvector tsvector NOT NULL,
    an_oid oid NOT NULL,
    a_pg_lsn pg_lsn NOT NULL,
    a_money money NOT NULL,
    a_point point NOT NULL,
    a_range int4range NOT NULL,
    a_multirange datemultirange NOT NULL,
    an_hstore hstore NOT NULL,
    a_mood mood NOT NULL,
    an_email email NOT NULL,
    a_short_email "shortEmail" NOT NULL,
    a_letter "char" NOT NULL,
    an_ltree ltree NOT NULL,
    a_jsonpath jsonpath NOT NULL,
    a_macaddr8 macaddr8 NOT NULL,
    a_tsquery tsquery NOT NULL,
    a_line line NOT NULL,
    an_lseg lseg NOT NULL,
    a_box box NOT NULL,
    a_path path NOT NULL,
    a_polygon polygon NOT NULL,
    a_circle circle NOT NULL,
    a_bigint_range int8range NOT NULL,
    a_numeric_range numrange NOT NULL,
    a_date_range daterange NOT NULL,
    a_timestamp_range tsrange NOT NULL,
    a_timestamptz_range tstzrange NOT NULL,
    a_float_range floatrange NOT NULL,
    a_mood_multirange moods_multi NOT NULL,
    a_class regclass NOT NULL,
    an_xid8 xid8 NOT NULL,
    a_tid tid NOT NULL,
    a_snapshot pg_snapshot NOT NULL,
    an_old_snapshot txid_snapshot NOT NULL,
    an_oidvector oidvector NOT NULL,
    a_zip "zipCode" NOT NULL,
    an_address address NOT NULL,
    a_contact contact NOT NULL
);

-- The same in arrays, and nullable.
CREATE TABLE lists (
    numbers integer[],
    words text[] NOT NULL,
    codes varchar(10)[],
    blobs bytea[],
    moods mood[] NOT NULL DEFAULT '{}',
    emails email[],
    stamps timestamptz[],
    ranges int8range[],
    zips "zipCode"[],
    addresses address[] NOT NULL
);

-- Types of the application.
CREATE TABLE typed (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    -- @rust type="tokio_postgres::types::Json<crate::Settings>"
    settings jsonb NOT NULL DEFAULT '{}',
    more jsonb -- @rust type="tokio_postgres::types::Json<crate::Settings>"
);
