CREATE TABLE item (id bigint PRIMARY KEY, unit_price double precision NOT NULL, total real);
