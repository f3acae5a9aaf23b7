use tablewright::{Table, types::Decimal};

/// What is sold.
#[derive(Table)]
#[table(namespace = "shop", comment)]
pub struct Product {
    #[column(primary_key)]
    pub sku: String,
    #[column(sql_type = "numeric(10, 2)", check(name = "price_is_positive", expr = "price > 0"))]
    pub price: Decimal,
    pub weight: Option<i32>,
    #[column(default = "'{}'")]
    pub tags: Vec<String>,
}

#[derive(Table)]
#[table(namespace = "shop", name = "line")]
#[table(primary_key(name = "line_key", columns(order, position)))]
#[table(unique(columns(order, replaced), nulls_not_distinct))]
#[table(check(expr = "position > 0 OR replaced IS NULL"))]
#[table(foreign_key(
    name = "replaces",
    columns(order, replaced),
    references(Line, order, position),
    on_delete = "set null (replaced)"
))]
#[table(index(name = "one_line", unique, on(order, sku), include(position)))]
pub struct Line {
    pub order: i32,
    pub position: i16,
    #[column(references = Product, on_delete = "restrict", initially_deferred)]
    pub sku: String,
    pub replaced: Option<i16>,
}
