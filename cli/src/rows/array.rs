//! The text of an array (the manual's section 8.15.6), taken apart.

/// An element.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Item {
    Null,
    Text(String),
    List(Vec<Item>),
}

/// The elements; `None` when the text is none of an array.
pub(super) fn parse(text: &str) -> Option<Vec<Item>> {
    // `[0:1]={..}`: bounds that do not begin with 1.
    let text = if text.starts_with('[') { text.split_once('=')?.1 } else { text };
    let mut rest = text;
    let items = list(&mut rest)?;
    rest.is_empty().then_some(items)
}

fn list(rest: &mut &str) -> Option<Vec<Item>> {
    *rest = rest.strip_prefix('{')?;
    let mut items = Vec::new();
    if let Some(after) = rest.strip_prefix('}') {
        *rest = after;
        return Some(items);
    }
    loop {
        items.push(item(rest)?);
        let next = rest.chars().next()?;
        *rest = &rest[1..];
        match next {
            ',' => {}
            '}' => return Some(items),
            _ => return None,
        }
    }
}

fn item(rest: &mut &str) -> Option<Item> {
    if rest.starts_with('{') {
        return list(rest).map(Item::List);
    }
    let quoted = rest.starts_with('"');
    let mut characters = rest[usize::from(quoted)..].char_indices();
    let mut text = String::new();
    loop {
        let (at, c) = characters.next()?;
        match c {
            '\\' => text.push(characters.next()?.1),
            '"' if quoted => {
                *rest = &rest[at + 2..];
                return Some(Item::Text(text));
            }
            ',' | '}' if !quoted => {
                *rest = &rest[at..];
                return Some(if text == "NULL" { Item::Null } else { Item::Text(text) });
            }
            c => text.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found() {
        let text = |text: &str| Item::Text(text.to_owned());
        assert_eq!(parse("{}"), Some(vec![]));
        assert_eq!(
            parse(r#"{a,NULL,"NULL","b, \"c\" \\ }",ü}"#),
            Some(vec![text("a"), Item::Null, text("NULL"), text("b, \"c\" \\ }"), text("ü")])
        );
        assert_eq!(
            parse("[0:1][1:2]={{1,2},{3,4}}"),
            Some(vec![Item::List(vec![text("1"), text("2")]), Item::List(vec![text("3"), text("4")])])
        );
        assert_eq!(parse("{a"), None);
        assert_eq!(parse("x"), None);
    }
}
