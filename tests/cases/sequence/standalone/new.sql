CREATE SEQUENCE invoice_number AS integer START WITH 1000 INCREMENT BY 10 MAXVALUE 99999 CACHE 5 CYCLE;
COMMENT ON SEQUENCE invoice_number IS 'Counts';
CREATE TABLE invoice (id int PRIMARY KEY, number int NOT NULL DEFAULT nextval('invoice_number'));
