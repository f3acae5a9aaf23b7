CREATE TABLE country (
    code text PRIMARY KEY
);

CREATE TABLE tenant (
    id bigint PRIMARY KEY,
    country text REFERENCES country
);

CREATE TABLE todo (
    tenant_id bigint NOT NULL REFERENCES tenant,
    id bigint NOT NULL,
    parent_id bigint,
    title text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, parent_id) REFERENCES todo
);

CREATE INDEX todo_title_idx ON todo (title);
