//! Composite types, domains with a type of their own, arrays of several dimensions.

use super::super::*;
use tablewright::types::*;
use tablewright::{PgComposite, PgDomain, sql_unchecked};

#[derive(Clone, Debug, PartialEq, PgDomain)]
struct Email(String);

#[derive(Clone, Debug, PartialEq, PgComposite)]
struct Place {
    city: Option<String>,
    #[column(name = "zipCode")]
    zip: String,
    status: Option<Status>,
    seen: Vec<Option<i32>>,
}

/// The order of the fields need not be that of the attributes.
#[derive(Clone, Debug, PartialEq, PgComposite)]
#[pg_composite(name = "contact", namespace = "app")]
struct Contact {
    places: Vec<Option<Place>>,
    email: Option<Email>,
    home: Option<Place>,
}

#[derive(Clone, Debug, PartialEq, Table)]
struct Person {
    #[column(primary_key)]
    id: i32,
    contact: Contact,
    contacts: Vec<Option<Contact>>,
    email: Email,
    emails: Vec<Email>,
    second: Option<Contact>,
}

#[derive(Clone, Debug, PartialEq, Table)]
struct Grid {
    #[column(primary_key)]
    id: i32,
    cells: Array<Option<i32>>,
    words: Option<Array<String>>,
    bounds: Array<Range<i32>>,
}

const TYPES: &str = r#"
    CREATE TYPE place AS (city text, "zipCode" varchar(10), status status, seen integer[]);
    CREATE TYPE app.contact AS (email email, home place, places place[]);
    CREATE TABLE person (id integer PRIMARY KEY, contact app.contact NOT NULL, contacts app.contact[] NOT NULL,
        email email NOT NULL, emails email[] NOT NULL, second app.contact);
    CREATE TABLE grid (id integer PRIMARY KEY, cells integer[] NOT NULL, words text[], bounds int4range[] NOT NULL);
"#;

fn place() -> Place {
    Place { city: None, zip: "10115".to_owned(), status: Some(Status::InReview), seen: vec![Some(1), None] }
}

#[tokio::test]
async fn composite_types_come_back_nested_in_arrays_and_null() {
    let (database, db) = database().await;
    database.apply(TYPES).await;
    let email = Email("ada@example.org".to_owned());
    let full = Contact { places: vec![Some(place()), None], email: Some(email.clone()), home: Some(place()) };
    let empty = Contact { places: Vec::new(), email: None, home: None };
    let new = |id: i32, contact: &Contact| {
        let contacts = vec![Some(full.clone()), None];
        NewPerson::new(id, contact.clone(), contacts, email.clone(), vec![email.clone(); 2])
            .second(Some(empty.clone()))
    };
    let one = db.insert(new(1, &full)).one().await.unwrap();
    assert_eq!((&one.contact, &one.second), (&full, &Some(empty.clone())));
    // So many that they go as arrays.
    let rows = (2..20).map(|id| new(id, if id == 2 { &full } else { &empty }));
    let many = db.insert_many(rows).all().await.unwrap();
    assert_eq!((&many[0].contact, &many[1].contact), (&full, &empty));
    assert_eq!(many[1].contacts, [Some(full.clone()), None]);
    assert_eq!(many[1].emails, vec![email.clone(); 2]);
    assert_eq!(db.select::<Person>().filter(Person::EMAIL.eq(&email)).count().await.unwrap(), 19);
    let same = sql_unchecked("SELECT count(*) FROM person WHERE contact = $1::app.contact").bind(&full);
    assert_eq!(db.sql(same).scalar::<i64>().await.unwrap(), 2);
    db.update::<Person>().set(Person::CONTACT, &empty).all_rows().run().await.unwrap();
    let all = db.select::<Person>().all().await.unwrap();
    assert!(all.iter().all(|person| person.contact == empty));
    // An attribute that a struct does not know of is never overwritten.
    database.apply("ALTER TYPE place ADD ATTRIBUTE floor integer CASCADE").await;
    let again = Db::connect(&database.url).await.unwrap();
    assert_eq!(again.select::<Person>().filter(Person::ID.eq(1)).one().await.unwrap().contacts[1], None);
    let error = again.insert(new(4, &full)).run().await.unwrap_err().to_string();
    assert!(error.contains("`floor` that this program does not know"), "{error}");
    again.close();
    ends(database, db).await;
}

#[tokio::test]
async fn composite_types_are_compared() {
    let (database, db) = database().await;
    database.apply(TYPES).await;
    let email = Email("ada@example.org".to_owned());
    let full = Contact { places: vec![Some(place()), None], email: Some(email.clone()), home: Some(place()) };
    let empty = Contact { places: Vec::new(), email: None, home: None };
    for (id, contact) in [(1, &full), (2, &empty), (3, &full)] {
        let contacts = vec![Some(contact.clone())];
        let new = NewPerson::new(id, contact.clone(), contacts, email.clone(), Vec::new());
        db.insert(if id == 3 { new } else { new.second(empty.clone()) }).run().await.unwrap();
    }
    macro_rules! ids {
        ($filter:expr) => {{
            let rows = db.select::<Person>().filter($filter).columns(Person::ID).order_by(Person::ID);
            let ids: Vec<i32> = rows.all().await.unwrap();
            ids
        }};
    }
    assert_eq!(ids!(Person::CONTACT.eq(&full)), [1, 3]);
    assert_eq!(ids!(Person::CONTACT.ne(full.clone())), [2]);
    assert_eq!(ids!(Person::CONTACT.eq(Person::SECOND)), [2]);
    assert_eq!(ids!(Person::SECOND.is_distinct_from(&empty)), [3]);
    assert_eq!(ids!(Person::CONTACT.in_list([&empty, &full])), [1, 2, 3]);
    assert_eq!(ids!(Person::CONTACT.not_in_list([&full])), [2]);
    let none: [Contact; 0] = [];
    assert!(ids!(Person::CONTACT.in_list(none)).is_empty());
    assert_eq!(ids!(Person::CONTACTS.has(Some(full.clone()))), [1, 3]);
    assert_eq!(ids!(Person::CONTACTS.eq(vec![Some(full.clone())])), [1, 3]);
    assert_eq!(ids!(Person::SECOND.coalesce(&full).eq(&full)), [3]);
    assert_eq!(ids!(Person::CONTACT.between(&empty, &empty)), [2]);
    let changed = db.update::<Person>().set(Person::SECOND, &full).filter(Person::SECOND.is_null());
    assert_eq!(changed.returning().columns(Person::SECOND).all().await.unwrap(), [Some(full.clone())]);
    // In a statement of one's own the type is written, and an error says so.
    let unnamed = sql_unchecked("SELECT count(*) FROM person WHERE contact = $1").bind(&full);
    let error = db.sql(unnamed).scalar::<i64>().await.unwrap_err().to_string();
    assert!(error.contains(r#"the type of a composite value here: `{value}::"app"."contact"`"#), "{error}");
    ends(database, db).await;
}

#[tokio::test]
async fn arrays_keep_their_dimensions() {
    let (database, db) = database().await;
    database.apply(TYPES).await;
    let cube = Array::shaped(&[2, 1, 3], vec![Some(1), Some(2), None, Some(4), Some(5), Some(6)]).unwrap();
    let shifted = Array::new(vec![Dimension { length: 2, lower: -3 }], vec![Some(7), None]).unwrap();
    let words = Array::nested([["a", "b"].map(str::to_owned)]);
    let bounds = Array::nested([[Range::Empty], [Range::from(1..2)]]);
    let new = |id, cells: &Array<_>, words: Option<&Array<_>>| {
        NewGrid::new(id, cells.clone(), bounds.clone()).words(words.cloned())
    };
    let one = db.insert(new(1, &cube, None)).one().await.unwrap();
    assert_eq!(one, Grid { id: 1, cells: cube.clone(), words: None, bounds: bounds.clone() });
    let many = db
        .insert_many([
            new(2, &cube, Some(&words)),
            new(3, &shifted, None),
            new(4, &Array::default(), Some(&words)),
        ])
        .all()
        .await
        .unwrap();
    let cells: Vec<_> = many.iter().map(|row| &row.cells).collect();
    assert_eq!(cells, [&cube, &shifted, &Array::default()]);
    assert_eq!((&many[0].words, &many[1].words, &many[2].bounds), (&Some(words.clone()), &None, &bounds));
    let (value, lower): (i32, i32) = db
        .sql(sql_unchecked("SELECT cells[2][1][3], array_lower(cells, 1) FROM grid WHERE id = 2"))
        .one()
        .await
        .unwrap();
    assert_eq!((value, lower), (6, 1));
    assert_eq!(db.select::<Grid>().filter(Grid::CELLS.eq(&cube)).count().await.unwrap(), 2);
    ends(database, db).await;
}
