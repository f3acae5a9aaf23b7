CREATE TYPE shelf AS ENUM ('open', 'lent', 'reference');

CREATE TABLE book (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    isbn text NOT NULL UNIQUE,
    title text NOT NULL,
    shelf shelf NOT NULL DEFAULT 'open',
    price numeric(10, 2),
    CONSTRAINT book_price_check CHECK (price >= 0)
);

CREATE INDEX book_lower_idx ON book (lower(title));

CREATE TABLE loan (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    book_id bigint NOT NULL,
    member_id bigint NOT NULL,
    due_on date NOT NULL,
    lent_at timestamptz NOT NULL DEFAULT now(),
    returned_at timestamptz
);

CREATE UNIQUE INDEX loan_book_id_idx ON loan (book_id) WHERE returned_at IS NULL;

CREATE TABLE member (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL GENERATED ALWAYS AS (lower(email)) STORED UNIQUE
);

ALTER TABLE loan
    ADD CONSTRAINT loan_book_id_fkey FOREIGN KEY (book_id) REFERENCES book (id);

ALTER TABLE loan
    ADD CONSTRAINT loan_member_id_fkey FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE;
