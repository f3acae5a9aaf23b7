CREATE TABLE lock (id integer PRIMARY KEY, mode integer NOT NULL);
CREATE TABLE lock_mode (id integer PRIMARY KEY, lock integer CONSTRAINT of_lock REFERENCES lock (id));
ALTER TABLE lock ADD CONSTRAINT in_mode FOREIGN KEY (mode) REFERENCES lock_mode (id) DEFERRABLE INITIALLY DEFERRED;
