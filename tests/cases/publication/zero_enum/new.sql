CREATE TYPE mood AS ENUM (
    'fine', -- @renamed from=ok
    'sad'
);
CREATE TABLE todo (id int PRIMARY KEY, mood mood NOT NULL, moods mood[]);
CREATE PUBLICATION zero_app FOR TABLE todo;
