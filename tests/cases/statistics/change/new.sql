CREATE TABLE a (x integer, y integer, z varchar(30));
CREATE STATISTICS s (dependencies) ON x, y FROM a;
-- @renamed from=named
CREATE STATISTICS other (mcv) ON y, z FROM a;
CREATE STATISTICS t ON x, z FROM a;
ALTER STATISTICS t SET STATISTICS 10;
