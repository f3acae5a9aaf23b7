//! Connection URLs.

/// `postgres://user:password@127.0.0.1:port/database`.
pub(crate) fn local(user: &str, password: &str, port: u16, database: &str) -> String {
    format!("postgres://{user}:{password}@127.0.0.1:{port}/{}", encode(database))
}

/// The same URL for another database; the rest, options after `?` included, stays.
pub(crate) fn with_database(url: &str, database: &str) -> String {
    let (before, options) = url.split_once('?').map_or((url, None), |(b, o)| (b, Some(o)));
    let host = before.find("://").map_or(0, |at| at + 3);
    let end = before[host..].find('/').map_or(before.len(), |at| host + at);
    let options = options.map(|options| format!("?{options}")).unwrap_or_default();
    format!("{}/{}{options}", &before[..end], encode(database))
}

/// A URL without its password, and the password, decoded.
pub(crate) fn without_password(url: &str) -> (String, Option<String>) {
    let apart = || {
        let start = url.find("://")? + 3;
        let at = start + url[start..].split('/').next()?.rfind('@')?;
        let colon = start + url[start..at].find(':')?;
        Some((format!("{}{}", &url[..colon], &url[at..]), decode(&url[colon + 1..at])))
    };
    apart().map_or_else(|| (url.to_owned(), None), |(url, password)| (url, Some(password)))
}

/// Undoes percent-encoding; what is not encoded properly stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| *first == b'%').and_then(|d| std::str::from_utf8(d).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Percent-encodes what may not stand in a path.
fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_name_is_encoded() {
        assert_eq!(
            local("postgres", "pw", 5432, "a b/ü"),
            "postgres://postgres:pw@127.0.0.1:5432/a%20b%2F%C3%BC"
        );
    }

    #[test]
    fn the_database_is_replaced_and_the_rest_stays() {
        assert_eq!(
            with_database("postgres://u:p@h:5/old?sslmode=require", "new"),
            "postgres://u:p@h:5/new?sslmode=require"
        );
        assert_eq!(with_database("postgres://u@h", "new"), "postgres://u@h/new");
        assert_eq!(with_database("postgresql:///old?host=/tmp", "new"), "postgresql:///new?host=/tmp");
    }

    #[test]
    fn a_password_is_taken_out_and_decoded() {
        let (url, password) = without_password("postgres://u:p%40%3A%2@h:5/db?x=a:b@c");
        assert_eq!(url, "postgres://u@h:5/db?x=a:b@c");
        assert_eq!(password.as_deref(), Some("p@:%2"));
        assert_eq!(without_password("postgres://u@h/db"), ("postgres://u@h/db".to_owned(), None));
    }
}
