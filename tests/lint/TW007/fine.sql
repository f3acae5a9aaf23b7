CREATE TABLE visit (id bigint PRIMARY KEY);
CREATE TABLE log (line text);
CREATE PUBLICATION visits FOR TABLE visit;
CREATE PUBLICATION lines FOR TABLE log WITH (publish = 'insert');
