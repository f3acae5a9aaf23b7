-- A person and a profile name each other, and a column is called as the way back from `post` would be.
CREATE TABLE person (
    id bigint PRIMARY KEY,
    profile_id bigint,
    posts integer NOT NULL DEFAULT 0,
    mother_id bigint REFERENCES person (id),
    father_id bigint REFERENCES person (id)
);

CREATE TABLE profile (
    id bigint PRIMARY KEY,
    person_id bigint NOT NULL UNIQUE REFERENCES person (id)
);

ALTER TABLE person ADD FOREIGN KEY (profile_id) REFERENCES profile (id);

CREATE TABLE post (
    id bigint PRIMARY KEY,
    author_id bigint NOT NULL REFERENCES person (id),
    profile bigint REFERENCES profile (id)
);

-- Two ways to one table.
CREATE TABLE friendship (
    a bigint NOT NULL REFERENCES person (id),
    b bigint NOT NULL REFERENCES person (id),
    PRIMARY KEY (a, b)
);
