//! Table names in the plural to the singular that a struct is called by: `users` is a `User`.
//!
//! Only what is surely a plural is changed: a wrong singular is worse than a plural. English rules with their common
//! exceptions; `-- @rust name=".."` says otherwise.

/// Plurals that no rule covers.
const IRREGULAR: &[(&str, &str)] = &[
    ("people", "person"),
    ("children", "child"),
    ("men", "man"),
    ("women", "woman"),
    ("mice", "mouse"),
    ("geese", "goose"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("indices", "index"),
    ("indexes", "index"),
    ("vertices", "vertex"),
    ("matrices", "matrix"),
    ("appendices", "appendix"),
    ("analyses", "analysis"),
    ("crises", "crisis"),
    ("theses", "thesis"),
    ("hypotheses", "hypothesis"),
    ("diagnoses", "diagnosis"),
    ("criteria", "criterion"),
    ("quizzes", "quiz"),
    ("movies", "movie"),
    ("cookies", "cookie"),
    ("zombies", "zombie"),
    ("selfies", "selfie"),
    ("calories", "calorie"),
    ("ties", "tie"),
    ("pies", "pie"),
    ("lies", "lie"),
    ("statuses", "status"),
    ("buses", "bus"),
    ("bonuses", "bonus"),
    ("campuses", "campus"),
    ("viruses", "virus"),
    ("aliases", "alias"),
    ("canvases", "canvas"),
    ("atlases", "atlas"),
    ("biases", "bias"),
    ("lenses", "lens"),
    ("gases", "gas"),
    ("caches", "cache"),
    ("headaches", "headache"),
    ("shoes", "shoe"),
    ("leaves", "leaf"),
    ("shelves", "shelf"),
    ("halves", "half"),
    ("knives", "knife"),
    ("lives", "life"),
    ("wives", "wife"),
    ("wolves", "wolf"),
    ("menus", "menu"),
    ("skus", "sku"),
    ("cpus", "cpu"),
    ("gpus", "gpu"),
    ("gurus", "guru"),
    ("apis", "api"),
    ("kpis", "kpi"),
    ("wikis", "wiki"),
    ("taxis", "taxi"),
    ("emojis", "emoji"),
];

/// Words that end in `s` and are no plural, or name one row all the same.
const UNCHANGED: &[&str] = &[
    "alias",
    "always",
    "analytics",
    "as",
    "atlas",
    "bias",
    "canvas",
    "chaos",
    "details",
    "ethics",
    "gas",
    "graphics",
    "has",
    "ios",
    "is",
    "kudos",
    "lens",
    "logistics",
    "mathematics",
    "news",
    "os",
    "physics",
    "preferences",
    "series",
    "settings",
    "sms",
    "species",
    "statistics",
    "stats",
    "was",
    "yes",
];

/// The singular of the last word of a name; words are parted by `_`, other signs, or a capital letter.
pub(crate) fn singular(name: &str) -> String {
    let start = last_word(name);
    let (head, word) = name.split_at(start);
    let lower = word.to_lowercase();
    match singular_word(&lower) {
        Some(found) => format!("{head}{}", with_case_of(word, found)),
        None => name.to_owned(),
    }
}

/// Where the last word starts.
fn last_word(name: &str) -> usize {
    let letters: Vec<(usize, char)> = name.char_indices().collect();
    let mut start = 0;
    for pair in letters.windows(2) {
        let [(_, before), (at, here)] = pair else { continue };
        let sign = !before.is_alphanumeric() && here.is_alphanumeric();
        let capital = !before.is_uppercase() && here.is_uppercase();
        if sign || capital {
            start = *at;
        }
    }
    start
}

/// The singular of one word in lower case, if it is a plural.
fn singular_word(word: &str) -> Option<String> {
    if let Some((_, found)) = IRREGULAR.iter().find(|(plural, _)| *plural == word) {
        return Some((*found).to_owned());
    }
    if UNCHANGED.contains(&word) || !word.ends_with('s') || word.len() < 3 {
        return None;
    }
    let stem = &word[..word.len() - 1];
    // `ss`, `us`, `is`: address, status, analysis. Without a vowel it is an abbreviation: dns, jwks.
    if stem.ends_with(['s', 'u', 'i']) || !stem.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
        return None;
    }
    let cut = |end: &str, put: &str| word.strip_suffix(end).map(|head| format!("{head}{put}"));
    cut("ies", "y")
        .or_else(|| cut("sses", "ss"))
        .or_else(|| cut("shes", "sh"))
        .or_else(|| cut("ches", "ch"))
        .or_else(|| cut("xes", "x"))
        .or_else(|| cut("zzes", "zz"))
        .or_else(|| cut("oes", "o"))
        .or_else(|| Some(stem.to_owned()))
}

/// `found` written as `word` is: `Users` gives `User`, `USERS` gives `USER`.
fn with_case_of(word: &str, found: String) -> String {
    let mut letters = word.chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    if first && letters.next().is_some() && word.chars().all(|c| !c.is_lowercase()) {
        return found.to_uppercase();
    }
    match (first, found.chars().next()) {
        (true, Some(c)) => c.to_uppercase().chain(found.chars().skip(1)).collect(),
        (_, _) => found,
    }
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn plurals() {
        for (plural, one) in [
            ("users", "user"),
            ("user_roles", "user_role"),
            ("userPosts", "userPost"),
            ("companies", "company"),
            ("addresses", "address"),
            ("branches", "branch"),
            ("boxes", "box"),
            ("houses", "house"),
            ("databases", "database"),
            ("courses", "course"),
            ("heroes", "hero"),
            ("photos", "photo"),
            ("people", "person"),
            ("salesPeople", "salesPerson"),
            ("movies", "movie"),
            ("statuses", "status"),
            ("archives", "archive"),
            ("USERS", "USER"),
            ("days", "day"),
            ("areas", "area"),
            ("urls", "url"),
            ("apis", "api"),
        ] {
            assert_eq!(singular(plural), one);
        }
    }

    #[test]
    fn what_is_no_plural_stays() {
        for name in [
            "user",
            "userPublic",
            "status",
            "address",
            "analysis",
            "news",
            "user_settings",
            "series",
            "jwks",
            "dns",
            "data",
            "media",
            "bus",
            "s",
            "",
            "todo",
            "canvas",
            "sms",
        ] {
            assert_eq!(singular(name), name);
        }
    }
}
