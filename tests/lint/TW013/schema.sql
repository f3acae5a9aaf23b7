CREATE TABLE country (code char(2) PRIMARY KEY, sign char);
