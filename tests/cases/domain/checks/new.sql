CREATE DOMAIN email AS text CONSTRAINT email_check CHECK (VALUE LIKE '%_@_%') CONSTRAINT email_short CHECK (length(VALUE) < 100) NOT NULL;
COMMENT ON DOMAIN email IS 'An address';
COMMENT ON CONSTRAINT email_short ON DOMAIN email IS 'Fits a mail header';
CREATE TABLE a (id int PRIMARY KEY, mail email);
