CREATE TABLE item (id bigint PRIMARY KEY, price numeric(12, 2), weight double precision, totality real);
