-- @reference
CREATE TABLE country (
    code text PRIMARY KEY
);

-- @distribute by=id
CREATE TABLE tenant (
    id bigint PRIMARY KEY,
    country text REFERENCES country
);

-- @distribute by=tenant_id colocate=tenant
CREATE TABLE todo (
    tenant_id bigint NOT NULL REFERENCES tenant,
    id bigint NOT NULL,
    parent_id bigint,
    title text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, parent_id) REFERENCES todo
);

CREATE INDEX todo_title_idx ON todo (title);
