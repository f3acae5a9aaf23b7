CREATE TABLE person (id bigint PRIMARY KEY, phone1 text, phone2 text, phone3 text, tag_1 int, tag_2 int, tag_3 int);
