-- @distribute by=tenant_id
CREATE TABLE e (
    tenant_id int,
    at date,
    PRIMARY KEY (tenant_id, at)
) PARTITION BY RANGE (at);

CREATE TABLE e_1 PARTITION OF e FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
