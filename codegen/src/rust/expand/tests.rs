//! The expansion, as a person reads it.

use syn::parse_quote;

use crate::rust::{expand, parse};

fn pretty(tokens: proc_macro2::TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(tokens).unwrap())
}

#[test]
fn a_table() {
    let table = parse::table(&parse_quote! {
        #[table(index(on(title), unique))]
        pub struct Todo {
            #[column(primary_key, identity)]
            pub id: i64,
            #[column(references = User::id)]
            pub user_id: i64,
            #[column(sql_type = "varchar(20)")]
            pub title: String,
            pub note: Option<String>,
            #[column(default = "'open'", name = "todoStatus", check = "\"todoStatus\" <> 'x'")]
            pub status: Status,
            #[column(generated = "lower(title)", private)]
            pub slug: String,
        }
    });
    insta::assert_snapshot!(pretty(expand::table(&table.unwrap())));
}

#[test]
fn an_enum() {
    let status = parse::enumeration(&parse_quote! {
        #[pg_enum(namespace = "app")]
        enum Status { Open, #[pg_enum(value = "in review")] InReview }
    });
    insta::assert_snapshot!(pretty(expand::enumeration(&status.unwrap())));
}

#[test]
fn relations_have_names_of_their_own() {
    let table = parse::table(&parse_quote! {
        #[table(foreign_key(columns(a, b), references(Pair), reverse = "others"))]
        struct Message {
            #[column(primary_key, references = Thread::id)]
            id: i64,
            #[column(references = User::id)]
            author: i64,
            #[column(references = User::id, relation = "reader")]
            reader_id: Option<i64>,
            #[column(references = Message::id)]
            parent_id: Option<i64>,
            a: i64,
            b: i64,
        }
    });
    let code = expand::table(&table.unwrap()).to_string();
    let constants: Vec<&str> =
        code.split("const ").filter(|part| part.contains(": :: tablewright :: Relation")).collect();
    let found: Vec<String> = constants
        .iter()
        .map(|part| {
            part.split_once(" =").unwrap().0.replace(" :: ", "::").replace(":: tablewright::", "").to_owned()
        })
        .map(|part| part.replace("relation::", "").replace(' ', ""))
        .map(|part| part.replace(":::tablewright::", ": ").replace(",::tablewright::", ", "))
        .collect();
    insta::assert_snapshot!(found.join("\n"), @r#"
PAIR: Relation<Self,Pair, One>
THREAD: Relation<Self,Thread, One>
AUTHOR_USER: Relation<Self,User, One>
READER: Relation<Self,User, OptionalOne>
PARENT: Relation<Self,Message, OptionalOne>
OTHERS: Relation<Self,Message, Many>
MESSAGE: Relation<Self,Message, OptionalOne>
MESSAGES_BY_AUTHOR: Relation<Self,Message, Many>
MESSAGES_BY_READER: Relation<Self,Message, Many>
MESSAGES_BY_PARENT: Relation<Self,Message, Many>
"#);
}

#[test]
fn functions_of_the_database() {
    let functions = expand::functions(quote::quote! {
        /// How alike two texts are.
        pub fn similarity(a: String, b: String) -> f32;
        fn tax(cents: i64) -> Option<i64> = "shop.tax";
        aggregate fn median(value: f64) -> Option<f64>;
    });
    insta::assert_snapshot!(pretty(functions.unwrap()));
    let mistake = expand::functions(quote::quote! { fn tax(cents: i64); }).unwrap_err();
    insta::assert_snapshot!(mistake.to_string());
}
