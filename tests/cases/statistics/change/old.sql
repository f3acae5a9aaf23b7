CREATE TABLE a (x integer, y integer, z text);
CREATE STATISTICS s ON x, y FROM a;
CREATE STATISTICS named (mcv) ON y, z FROM a;
CREATE STATISTICS t ON x, z FROM a;
