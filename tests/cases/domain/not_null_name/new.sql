-- @renamed from=email
CREATE DOMAIN mail AS text NOT NULL;
CREATE DOMAIN name AS text CONSTRAINT need NOT NULL;
CREATE DOMAIN phone AS text CONSTRAINT number NOT NULL;
