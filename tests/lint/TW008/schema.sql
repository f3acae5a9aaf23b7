CREATE TABLE parent (id bigint PRIMARY KEY);
CREATE TABLE child (
    id bigint PRIMARY KEY,
    parent_id bigint REFERENCES parent,
    CONSTRAINT once_more FOREIGN KEY (parent_id) REFERENCES parent ON DELETE CASCADE
);
