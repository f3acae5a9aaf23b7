//! Every key of the grammar once, and every mistake once.

use syn::parse_quote;

use super::*;
use crate::rust::decl::{Comment, ConstraintDeclKind, IndexElementDecl};

fn mistakes(input: &syn::DeriveInput) -> Vec<String> {
    let (_, error) = table_and_mistakes(input);
    error.into_iter().flatten().map(|error| error.to_string()).collect()
}

#[test]
fn a_table_says_everything() {
    let input = parse_quote! {
        /// What is to be done.
        #[table(name = "todo", namespace = "app", private, unlogged, renamed_from = "task", comment)]
        #[table(primary_key(columns(id, r#type), include(title)))]
        #[table(unique(columns(title), nulls_not_distinct, name = "todo_title", deferrable))]
        #[table(check(expr = "id > 0", no_inherit, not_valid))]
        #[table(foreign_key(columns(user_id), references(crate::User, id), on_delete = "cascade", match_full))]
        #[table(exclude(using = "gist", elements("room WITH ="), with("fillfactor = 70"), where = "id > 0"))]
        #[table(index(on(title, "lower(title) DESC"), using = "hnsw", unique, include(id), tablespace = "fast"))]
        struct Todo {
            id: i64,
            r#type: String,
            title: String,
            user_id: Option<i64>,
        }
    };
    let table = table(&input).unwrap();
    assert_eq!(table.name.value, "todo");
    assert_eq!(table.namespace.unwrap().value, "app");
    assert_eq!(table.docs, ["What is to be done."]);
    assert!(table.private && table.unlogged && matches!(table.comment, Some(Comment::Docs)));
    assert_eq!(table.renamed_from.unwrap().value, "task");
    assert_eq!(table.columns[1].name.value, "type");
    assert!(table.columns[3].nullable);
    assert_eq!(table.constraints.len(), 5);
    let ConstraintDeclKind::PrimaryKey { columns, include } = &table.constraints[0].kind else { panic!() };
    assert_eq!((columns.len(), include.len()), (2, 1));
    assert!(table.constraints[1].deferrable);
    assert!(table.constraints[2].not_valid);
    let ConstraintDeclKind::ForeignKey { references, match_full: true, .. } = &table.constraints[3].kind
    else {
        panic!()
    };
    assert_eq!(references[0], "id");
    let ConstraintDeclKind::Exclusion { predicate: Some(predicate), .. } = &table.constraints[4].kind else {
        panic!()
    };
    assert_eq!(predicate.value, "id > 0");
    let index = &table.indexes[0];
    assert!(matches!(&index.elements[..], [IndexElementDecl::Column(_), IndexElementDecl::Sql(_)]));
    assert_eq!(index.tablespace.as_ref().unwrap().value, "fast");
}

#[test]
fn a_field_says_what_concerns_it_alone() {
    let input = parse_quote! {
        struct UserPost {
            #[column(primary_key, identity(by_default, start = -5, cycle))]
            id: i64,
            #[column(name = "authorId", references = super::User::id, on_delete = "set null", reverse = "posts")]
            author: Option<i64>,
            #[column(references(User::id, name = "reader_fk", not_valid))]
            reader_id: i64,
            #[column(check = "slug <> ''", unique, index, collate = "C", comment = "a slug", sql_type = "varchar(20)")]
            slug: String,
            #[column(generated_virtual = "lower(slug)", private)]
            lower: String,
        }
    };
    let table = table(&input).unwrap();
    assert_eq!(table.name.value, "user_post");
    let identity = table.columns[0].identity.unwrap();
    assert!(identity.by_default && identity.cycle && identity.start == Some(-5));
    assert_eq!(table.columns[1].name.value, "authorId");
    let ConstraintDeclKind::ForeignKey { table: path, references, reverse, .. } = &table.constraints[1].kind
    else {
        panic!()
    };
    assert_eq!(path.segments.len(), 2);
    assert_eq!((references[0].to_string(), reverse.as_ref().unwrap().value.as_str()), ("id".into(), "posts"));
    let ConstraintDeclKind::ForeignKey { references, .. } = &table.constraints[2].kind else { panic!() };
    assert!(references.len() == 1 && table.constraints[2].not_valid);
    assert_eq!(table.constraints.len(), 5);
    assert_eq!(table.indexes.len(), 1);
    assert!(table.columns[4].generated.as_ref().unwrap().is_virtual && table.columns[4].private);
}

#[test]
fn all_mistakes_are_found_in_one_run() {
    let found = mistakes(&parse_quote! {
        #[table(nme = "todo", unique(columns(titel)), index)]
        #[table(private = "yes")]
        struct Todo<T> {
            #[column(primary_key, defualt = "1", sql_type = text)]
            id: Option<i64>,
            #[column(identity(begin = 1), default = "3")]
            title: i32,
            #[column(on_delete = "cascade", name = "title")]
            other: i32,
            #[column(=)]
            zebra: i32,
        }
    });
    insta::assert_snapshot!(found.join("\n"), @r#"
unknown key `nme`; did you mean `name`?
write `index(on(field, "lower(title) DESC"))`
`private` takes no value
a table's struct has no generic parameters
unknown key `defualt`; did you mean `default`?
write `sql_type = ".."`
unknown identity option `begin`; there is `by_default`, `start`, `increment`, `min`, `max`, `cache` and `cycle`
a column cannot have both `default` and `identity`
`on_delete` belongs to a foreign key: add `references = Other::id`
two fields stand for the column "title"
expected ident
unknown field `titel`; did you mean `title`?
the primary key's field `id` cannot be an `Option`: PostgreSQL makes its column NOT NULL
"#);
}

#[test]
fn only_structs_with_named_fields_are_tables() {
    let named = "`Table` is derived for a struct with named fields, one for each column";
    assert_eq!(mistakes(&parse_quote! { struct Todo(i64); }), [named]);
    assert_eq!(mistakes(&parse_quote! { enum Todo {} }), [named]);
}

#[test]
fn an_enum_says_its_values() {
    let input = parse_quote! {
        #[pg_enum(name = "todo_status", namespace = "app", comment = "how far")]
        enum Status {
            Open,
            #[pg_enum(value = "in review")]
            InReview,
        }
    };
    let status = enumeration(&input).unwrap();
    assert_eq!(status.name.value, "todo_status");
    let values: Vec<_> = status.variants.iter().map(|variant| variant.value.value.as_str()).collect();
    assert_eq!(values, ["open", "in review"]);
    let (_, error) = enumeration_and_mistakes(&parse_quote! {
        enum Status { Open(i32), #[pg_enum(valeu = "x")] Closed, #[pg_enum(value = "open")] Other }
    });
    let found: Vec<String> = error.into_iter().flatten().map(|error| error.to_string()).collect();
    insta::assert_snapshot!(found.join("\n"), @r#"
a value of a PostgreSQL enum has no fields
unknown key `valeu`; did you mean `value`?
two variants stand for the value "open"
"#);
}
