-- @distribute by=key
-- @renamed from=a
CREATE TABLE "C" (
    key int PRIMARY KEY -- @renamed from=id
);

-- @distribute by=a_id colocate="C"
CREATE TABLE b (
    a_id int PRIMARY KEY
);
