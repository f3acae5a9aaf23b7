CREATE TABLE event (id bigint PRIMARY KEY, kind int);
CREATE TABLE day (year int, day int, PRIMARY KEY (year, day));
CREATE TABLE country (id smallint PRIMARY KEY); -- @allow TW003
CREATE TABLE flag (country_id smallint PRIMARY KEY REFERENCES country);
