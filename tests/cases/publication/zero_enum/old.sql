CREATE TYPE mood AS ENUM ('ok', 'sad');
CREATE TABLE todo (id int PRIMARY KEY, mood mood NOT NULL, moods mood[]);
CREATE PUBLICATION zero_app FOR TABLE todo;
