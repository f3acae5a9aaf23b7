-- Mistakes of tables that are cut into parts.

CREATE TABLE plain (id bigint PRIMARY KEY);

-- @reference
CREATE TABLE country (code text PRIMARY KEY, tenant_id bigint REFERENCES tenant (id));

-- @distribute by=id
CREATE TABLE tenant (id bigint PRIMARY KEY);

-- @distribute by=tenant
CREATE TABLE no_column (tenant_id bigint, id bigint);

-- @distribute by=tenant_id
CREATE TABLE todo (
    id bigint PRIMARY KEY,
    tenant_id bigint NOT NULL,
    number int UNIQUE,
    plain_id bigint REFERENCES plain,
    country text REFERENCES country,
    FOREIGN KEY (id) REFERENCES tenant (id)
);
CREATE UNIQUE INDEX todo_lower ON todo ((number + 1));

-- @distribute by=tenant_id colocate=tenant
CREATE TABLE other_type (tenant_id int NOT NULL, id int, PRIMARY KEY (tenant_id, id));

-- @distribute by=tenant_id colocate=none
CREATE TABLE apart (tenant_id bigint NOT NULL REFERENCES tenant (id));

-- @distribute by=id colocate=tennant
CREATE TABLE misspelt (id bigint PRIMARY KEY);

-- @distribute by=id colocate=plain
CREATE TABLE with_plain (id bigint PRIMARY KEY);

CREATE TABLE local (id bigint PRIMARY KEY, tenant_id bigint REFERENCES tenant (id));

-- @distribute by=tenant_id
CREATE TABLE part (tenant_id int, at date) PARTITION BY RANGE (at);
-- @distribute by=tenant_id
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');

-- @partition every=month
CREATE TABLE whole (at date);
-- @partition every=month
CREATE TABLE by_list (at date) PARTITION BY LIST (at);
-- @partition every=month
CREATE TABLE by_number (at int) PARTITION BY RANGE (at);
-- @partition every=month
CREATE TABLE by_two (at date, id int) PARTITION BY RANGE (at, id);
-- @partition every=day keep=7
CREATE TABLE fine (at timestamptz NOT NULL) PARTITION BY RANGE (at);
