CREATE TABLE todo (id int, title text, done boolean);
CREATE VIEW open AS SELECT id, title FROM todo WHERE NOT (done);
CREATE OR REPLACE VIEW named (a, "B") WITH (security_invoker = true, security_barrier) AS
    SELECT id, ((title)) FROM todo t -- a comment
    WHERE t.done IS NOT TRUE
    WITH LOCAL CHECK OPTION;
CREATE OR REPLACE VIEW open AS SELECT id, title, done FROM public.todo;
CREATE VIEW checked AS (SELECT * FROM todo) WITH CHECK OPTION;
CREATE MATERIALIZED VIEW IF NOT EXISTS counts WITH (fillfactor = 70) AS
    WITH n AS (SELECT count(*) AS c FROM todo) SELECT c FROM n WITH NO DATA;
CREATE MATERIALIZED VIEW more AS VALUES (1), (2) WITH DATA;
CREATE VIEW odd AS SELECT 1 BETWEEN SYMMETRIC 2 AND 3 AS x, a |> b, c OPERATOR(public.@@@) d FROM ROWS FROM (f(1), g(2)) WITH ORDINALITY AS y (a, b, c, d);
ALTER VIEW named RENAME TO renamed;
ALTER VIEW renamed SET (security_barrier = false);
ALTER MATERIALIZED VIEW more OWNER TO x;
ALTER VIEW checked RESET (check_option);
CREATE SCHEMA app;
ALTER MATERIALIZED VIEW counts SET SCHEMA app;
