SELECT statement FROM (
    SELECT 1 AS step, format('CREATE TEXT SEARCH PARSER %I.%I (START = %s, GETTOKEN = %s, END = %s, LEXTYPES = %s%s)',
        n.name, p.prsname, p.prsstart, p.prstoken, p.prsend, p.prslextype,
        CASE WHEN p.prsheadline <> 0 THEN ', HEADLINE = ' || p.prsheadline ELSE '' END) AS statement
    FROM pg_ts_parser p JOIN ours n ON n.oid = p.prsnamespace
    WHERE ('pg_ts_parser'::regclass, p.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 2, format('CREATE TEXT SEARCH TEMPLATE %I.%I (%sLEXIZE = %s)', n.name, t.tmplname,
        CASE WHEN t.tmplinit <> 0 THEN format('INIT = %s, ', t.tmplinit) ELSE '' END, t.tmpllexize)
    FROM pg_ts_template t JOIN ours n ON n.oid = t.tmplnamespace
    WHERE ('pg_ts_template'::regclass, t.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 3, format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %I.%I%s)', n.name, d.dictname, s.nspname,
        t.tmplname, ', ' || d.dictinitoption)
    FROM pg_ts_dict d JOIN ours n ON n.oid = d.dictnamespace
    JOIN pg_ts_template t ON t.oid = d.dicttemplate JOIN pg_namespace s ON s.oid = t.tmplnamespace
    WHERE ('pg_ts_dict'::regclass, d.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 4, format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)', n.name, c.cfgname, s.nspname, p.prsname)
    FROM pg_ts_config c JOIN ours n ON n.oid = c.cfgnamespace
    JOIN pg_ts_parser p ON p.oid = c.cfgparser JOIN pg_namespace s ON s.oid = p.prsnamespace
    WHERE ('pg_ts_config'::regclass, c.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 5, format('ALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH %s', n.name, c.cfgname, k.alias,
        string_agg(format('%I.%I', s.nspname, d.dictname), ', ' ORDER BY m.mapseqno))
    FROM pg_ts_config_map m JOIN pg_ts_config c ON c.oid = m.mapcfg JOIN ours n ON n.oid = c.cfgnamespace
    CROSS JOIN LATERAL ts_token_type(c.cfgparser) AS k
    JOIN pg_ts_dict d ON d.oid = m.mapdict JOIN pg_namespace s ON s.oid = d.dictnamespace
    WHERE k.tokid = m.maptokentype AND ('pg_ts_config'::regclass, c.oid) NOT IN (TABLE members)
    GROUP BY n.name, c.cfgname, k.alias
) AS all_of_them
ORDER BY step, statement
