CREATE TABLE todo (id bigserial PRIMARY KEY, number serial);
