CREATE TYPE status AS ENUM ('open', 'closed');

CREATE TYPE address AS (
    street text,
    "zipCode" varchar(10),
    place point,
    status status,
    open daterange[]
);

CREATE TYPE contact AS (home address, others address[]);

CREATE TABLE person (
    id uuid PRIMARY KEY,
    contact contact NOT NULL,
    contacts contact[],
    numbers integer[] NOT NULL,
    exact numeric NOT NULL,
    since timestamptz,
    settings jsonb NOT NULL,
    letter "char" NOT NULL
);
