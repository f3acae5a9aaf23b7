//! Texts that fit the name of their column.

use heck::ToSnakeCase;

use super::random::Random;
use super::regex;
use super::value::Field;
use super::words::{
    ADJECTIVES, AGENTS, COLOURS, COMPANIES, CURRENCIES, FIRST, LAST, LOCALES, NOUNS, PLACES, STATES, STREETS,
    VERBS, ZONES,
};

/// How often a text is drawn again because it is too long or short.
const TRIES: usize = 12;

/// A text for a field, of at most so many letters.
pub(super) fn text(field: &mut Field<'_>, limit: Option<usize>) -> String {
    let longest = [limit, field.demand.longest].into_iter().flatten().min();
    let shortest = field.demand.shortest;
    let fits = |text: &str| {
        let length = text.chars().count();
        length >= shortest && longest.is_none_or(|longest| length <= longest)
    };
    if let Some(pattern) = field.demand.matches.clone() {
        for _ in 0..TRIES {
            let Some(mut text) = regex::sample(&pattern, &mut field.random) else { break };
            if text.ends_with("://") {
                text.push_str(&format!("www.example.org/{}", word(&mut field.random)));
            }
            if fits(&text) {
                return text;
            }
        }
    }
    if let Some(pattern) = field.demand.like.clone() {
        let filled = pattern.chars().map(|c| match c {
            '%' => word(&mut field.random),
            '_' => "a".to_owned(),
            c => c.to_string(),
        });
        return filled.collect();
    }
    let words = field.name.to_snake_case();
    let mut text = named(field, &words);
    if field.tries > 2 {
        text = numbered(&text, field.row);
    }
    while text.chars().count() < shortest {
        text = if text.is_empty() {
            word(&mut field.random)
        } else {
            format!("{text} {}", word(&mut field.random))
        };
    }
    if let Some(longest) = longest.filter(|longest| text.chars().count() > *longest) {
        text = shortened(&text, longest, field);
    }
    if field.demand.lower {
        text = text.to_lowercase();
    }
    if field.demand.upper {
        text = text.to_uppercase();
    }
    text
}

/// Another one than the same text in another row: the number stands where it looks right.
fn numbered(text: &str, row: usize) -> String {
    match text.split_once('@') {
        Some((name, host)) => format!("{name}{row}@{host}"),
        None if text.contains(' ') => format!("{text} {row}"),
        None => format!("{text}-{row}"),
    }
}

/// The beginning of a text, with the number of the row where texts have to differ.
fn shortened(text: &str, longest: usize, field: &Field<'_>) -> String {
    let number = if field.unique { field.row.to_string() } else { String::new() };
    let room = longest.saturating_sub(number.len());
    let start: String = text.chars().take(room).collect();
    let all = format!("{}{number}", start.trim_end());
    // Where the number alone is too long, its last digits differ most.
    all.chars().skip(all.chars().count().saturating_sub(longest)).collect()
}

fn named(field: &mut Field<'_>, name: &str) -> String {
    let random = &mut field.random;
    let has = |words: &[&str]| words.iter().any(|word| name.split('_').any(|own| own == *word));
    let row = field.row;
    if has(&["email", "mail"]) {
        let (first, last) = (random.pick(FIRST).to_lowercase(), random.pick(LAST).to_lowercase());
        return format!("{first}.{last}{row}@example.org");
    }
    if has(&["username", "handle", "login", "nick", "nickname"]) || name.ends_with("user_name") {
        return format!("{}{row}", random.pick(FIRST).to_lowercase());
    }
    if name == "first_name" || name == "given_name" || name == "firstname" {
        return random.pick(FIRST).to_owned();
    }
    if has(&["surname", "lastname"]) || name == "last_name" || name == "family_name" {
        return random.pick(LAST).to_owned();
    }
    if has(&["password", "token", "secret", "hash", "digest", "checksum", "key", "nonce", "code"]) {
        return hex(random, if has(&["code"]) { 8 } else { 32 });
    }
    if has(&["url", "website", "link", "href", "image", "avatar", "photo", "picture", "icon", "homepage"]) {
        return format!("https://www.example.org/{}/{row}", word(random));
    }
    if has(&["slug", "path", "permalink"]) {
        return format!("{}-{}-{row}", random.pick(ADJECTIVES), random.pick(NOUNS));
    }
    if has(&["user_agent"]) || name.ends_with("user_agent") {
        return random.pick(AGENTS).to_owned();
    }
    if name == "id" || name.ends_with("_id") || has(&["uid", "guid"]) {
        return hex(random, 24);
    }
    place(random, name).or_else(|| label(random, name)).unwrap_or_else(|| described(field, name))
}

/// Where somebody lives.
fn place(random: &mut Random, name: &str) -> Option<String> {
    let has = |words: &[&str]| words.iter().any(|word| name.split('_').any(|own| own == *word));
    let (city, country, code) = PLACES[random.below(PLACES.len())];
    Some(if has(&["city", "town"]) {
        city.to_owned()
    } else if name.contains("country") {
        if has(&["code", "iso"]) { code.to_owned() } else { country.to_owned() }
    } else if has(&["street", "address", "line1"]) {
        format!("{} {}", random.below(200) + 1, random.pick(STREETS))
    } else if has(&["zip", "zipcode", "postcode", "postal"]) {
        format!("{:05}", random.below(90_000) + 10_000)
    } else if has(&["phone", "mobile", "tel", "telephone"]) {
        format!("+1 555 {:07}", random.below(10_000_000))
    } else {
        return None;
    })
}

/// One of a few words.
fn label(random: &mut Random, name: &str) -> Option<String> {
    let has = |words: &[&str]| words.iter().any(|word| name.split('_').any(|own| own == *word));
    let list = if has(&["color", "colour"]) {
        COLOURS
    } else if has(&["locale", "language", "lang"]) {
        LOCALES
    } else if has(&["timezone", "zone", "tz"]) {
        ZONES
    } else if has(&["currency"]) {
        CURRENCIES
    } else if has(&["status", "state", "stage"]) {
        STATES
    } else if has(&["kind", "type", "category", "tag", "label", "group", "role", "scope", "provider"]) {
        NOUNS
    } else if has(&["sku", "number", "ref", "reference"]) {
        return Some(format!("{}-{:05}", hex(random, 2).to_uppercase(), random.below(100_000)));
    } else {
        return None;
    };
    Some(random.pick(list).to_owned())
}

/// Names, titles, and what people write.
fn described(field: &mut Field<'_>, name: &str) -> String {
    let random = &mut field.random;
    let has = |words: &[&str]| words.iter().any(|word| name.split('_').any(|own| own == *word));
    let table = field.table.to_snake_case();
    let about = |words: &[&str]| words.iter().any(|word| table.contains(word) || name.contains(word));
    if has(&["name", "author", "owner", "recipient", "sender"]) {
        return if about(&[
            "user", "person", "people", "author", "customer", "member", "employee", "account", "contact",
            "display", "full",
        ]) {
            format!("{} {}", random.pick(FIRST), random.pick(LAST))
        } else if about(&["company", "organi", "team", "shop", "vendor", "supplier", "brand"]) {
            format!("{} {}", capital(random.pick(NOUNS)), random.pick(COMPANIES))
        } else if about(&["tag", "categor", "label", "role", "file"]) {
            random.pick(NOUNS).to_owned()
        } else {
            format!("{} {}", capital(random.pick(ADJECTIVES)), random.pick(NOUNS))
        };
    }
    if has(&["title", "subject", "headline", "task", "todo"]) {
        let (verb, adjective) = (random.pick(VERBS), random.pick(ADJECTIVES));
        return format!("{} the {adjective} {}", capital(verb), random.pick(NOUNS));
    }
    if has(&[
        "body",
        "content",
        "text",
        "description",
        "bio",
        "note",
        "notes",
        "comment",
        "message",
        "summary",
        "about",
        "reason",
    ]) {
        let sentences = if has(&["body", "content"]) { 2 + random.below(4) } else { 1 + random.below(2) };
        let all: Vec<String> = (0..sentences).map(|_| sentence(random)).collect();
        return all.join(" ");
    }
    format!("{} {}", random.pick(ADJECTIVES), random.pick(NOUNS))
}

fn sentence(random: &mut Random) -> String {
    let (adjective, noun) = (random.pick(ADJECTIVES), random.pick(NOUNS));
    let (verb, other) = (random.pick(VERBS), random.pick(NOUNS));
    let (quality, place) = (random.pick(ADJECTIVES), PLACES[random.below(PLACES.len())].0);
    match random.below(4) {
        0 => format!("The {adjective} {noun} is near the {quality} {other}."),
        1 => format!("We {verb} a {adjective} {noun} in {place}."),
        2 => format!("Nobody wants to {verb} the {noun} before the {quality} {other} is here."),
        _ => format!("{} {noun}s and one {quality} {other}, as seen in {place}.", capital(adjective)),
    }
}

/// A word of small letters.
pub(super) fn word(random: &mut Random) -> String {
    random.pick(NOUNS).to_owned()
}

pub(super) fn hex(random: &mut Random, digits: usize) -> String {
    let mut text = String::new();
    while text.len() < digits {
        text.push_str(&format!("{:016x}", random.next()));
    }
    text.truncate(digits);
    text
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
