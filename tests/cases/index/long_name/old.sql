CREATE TABLE t (a integer, b integer);
CREATE INDEX an_index_whose_name_takes_all_of_the_sixty_three_bytes_there_are ON t (a);
CREATE TYPE an_enum_whose_name_takes_all_of_the_sixty_three_bytes_there_are AS ENUM ('a', 'b');
CREATE TABLE u (e an_enum_whose_name_takes_all_of_the_sixty_three_bytes_there_are);
