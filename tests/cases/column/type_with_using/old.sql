CREATE TABLE item (
    id int PRIMARY KEY,
    amount text DEFAULT '0',
    flag int NOT NULL DEFAULT 0,
    ref text,
    at timestamp,
    tags text[]
);
