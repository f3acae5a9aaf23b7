CREATE TABLE todo (
    id int PRIMARY KEY,
    label text, -- @renamed from=title
    done boolean
);
CREATE VIEW a AS SELECT id, label FROM todo;
CREATE VIEW b AS SELECT * FROM todo;
CREATE VIEW c AS SELECT label FROM a;
