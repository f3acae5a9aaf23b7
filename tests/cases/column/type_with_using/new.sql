CREATE TABLE item (
    id int PRIMARY KEY,
    amount integer DEFAULT 0,
    flag boolean NOT NULL DEFAULT false,
    ref uuid,
    at timestamptz,
    tags int[]
);
