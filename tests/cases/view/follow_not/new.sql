CREATE TABLE todo (
    id int PRIMARY KEY,
    done boolean,
    label text -- @renamed from=title
);
CREATE VIEW a AS SELECT id, label FROM todo;
CREATE VIEW b AS SELECT * FROM todo;
CREATE VIEW c AS SELECT label FROM a;
