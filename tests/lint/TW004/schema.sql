CREATE TABLE parent (id bigint PRIMARY KEY, code text NOT NULL UNIQUE);
CREATE TABLE child (id bigint PRIMARY KEY, parent_id int REFERENCES parent, code char(3) REFERENCES parent (code));
