//! No public function takes SQL that is put together while a program runs, but for the one that says so in its name.
//!
//! Every public function of the runtime that takes a text which need not be a literal is listed in a snapshot, with what it takes
//! it for: a new one is read before it is accepted. Functions that macros write are among them. Values are not: what is
//! an `Operand` or `IntoValue` can only become a parameter.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A public function, as it is written.
struct Function {
    name: String,
    generics: Vec<TokenTree>,
    parameters: Vec<TokenTree>,
}

#[test]
fn texts_that_are_no_literals_are_no_sql() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ is inside the workspace");
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    files.sort();
    let (mut list, mut count) = (String::new(), 0);
    for file in &files {
        let text = fs::read_to_string(file).expect("a readable file");
        let mut functions = Vec::new();
        find(text.parse().expect("Rust"), false, &mut functions);
        count += functions.len();
        for function in &functions {
            for parameter in texts(function) {
                let place = file.strip_prefix(root).expect("inside the repository").display();
                let _ = writeln!(list, "{place}: {}({parameter})", function.name);
                let is_sql = ["sql", "statement", "query", "condition", "expression", "clause", "fragment"];
                let called = parameter.split(':').next().unwrap_or_default().trim();
                assert!(
                    function.name.contains("unchecked") || !is_sql.contains(&called),
                    "{place}: `{}` takes SQL as `{parameter}`: a literal is `&'static str`",
                    function.name
                );
            }
        }
    }
    assert!(count > 500, "only {count} public functions were found");
    insta::assert_snapshot!(list);
}

fn sources(folder: &Path, into: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            into.push(path);
        }
    }
}

fn is(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == word)
}

fn group(token: Option<&TokenTree>, delimiter: Delimiter) -> Option<TokenStream> {
    match token {
        Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group.stream()),
        _ => None,
    }
}

/// The public functions in some code: those that say `pub`, and those of a trait that does.
fn find(code: TokenStream, in_trait: bool, out: &mut Vec<Function>) {
    let tokens: Vec<TokenTree> = code.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        if is(rest.first(), "mod") && is(rest.get(1), "tests") {
            at += 3;
            continue;
        }
        let mut next = 1;
        if is(rest.first(), "pub") && group(rest.get(1), Delimiter::Parenthesis).is_none() {
            while ["const", "async", "unsafe"].iter().any(|word| is(rest.get(next), word)) {
                next += 1;
            }
            if is(rest.get(next), "fn") {
                out.extend(function(&rest[next + 1..]));
            }
            if is(rest.get(next), "trait") {
                let body = rest.iter().position(|token| group(Some(token), Delimiter::Brace).is_some());
                if let Some(body) = body {
                    find(group(rest.get(body), Delimiter::Brace).unwrap_or_default(), true, out);
                    next = body + 1;
                }
            }
        } else if in_trait && is(rest.first(), "fn") {
            out.extend(function(&rest[1..]));
        } else if let Some(TokenTree::Group(group)) = rest.first() {
            find(group.stream(), false, out);
        }
        at += next;
    }
}

/// What stands behind `fn`: a name, generics, parameters.
fn function(tokens: &[TokenTree]) -> Option<Function> {
    let name = tokens.first()?.to_string();
    let mut depth = 0_i32;
    for (at, token) in tokens.iter().enumerate().skip(1) {
        if depth == 0
            && let Some(parameters) = group(Some(token), Delimiter::Parenthesis)
        {
            let after = tokens[at + 1..].iter().take_while(|token| !ends(token));
            let generics = tokens[1..at].iter().chain(after).cloned().collect();
            return Some(Function { name, generics, parameters: parameters.into_iter().collect() });
        }
        depth += angle(&tokens[..=at]);
    }
    None
}

fn ends(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    }
}

/// How much deeper in `<..>` the last token leads; the one in `->` does not.
fn angle(tokens: &[TokenTree]) -> i32 {
    let char_at = |back: usize| match tokens.get(tokens.len().checked_sub(back)?) {
        Some(TokenTree::Punct(punct)) => Some(punct.as_char()),
        _ => None,
    };
    match (char_at(2), char_at(1)) {
        (Some('-'), Some('>')) => 0,
        (_, Some('<')) => 1,
        (_, Some('>')) => -1,
        _ => 0,
    }
}

/// The parameters that are texts made while the program runs.
fn texts(function: &Function) -> Vec<String> {
    let written = |tokens: &[TokenTree]| tokens.iter().cloned().collect::<TokenStream>().to_string();
    let generic = written(&function.generics);
    let mut parameters = vec![Vec::new()];
    let mut depth = 0;
    for (at, token) in function.parameters.iter().enumerate() {
        depth += angle(&function.parameters[..=at]);
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' && depth == 0 => parameters.push(Vec::new()),
            _ => parameters.last_mut().expect("there is one").push(token.clone()),
        }
    }
    let mut found: Vec<String> = parameters
        .iter()
        .map(|parameter| written(parameter))
        .filter(|parameter| is_text(&parameter.replace("'static str", "")))
        .collect();
    if ["Into < String >", "Into < Cow", "AsRef < str >", "ToString", "Display"]
        .iter()
        .any(|bound| generic.split("->").next().unwrap_or_default().contains(bound))
    {
        found.push(generic);
    }
    found
}

/// Whether a type is or holds a text, but as a value for a parameter.
fn is_text(parameter: &str) -> bool {
    let words: Vec<&str> = parameter.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let is_value = words.iter().any(|word| ["Operand", "IntoValue", "Assign"].contains(word));
    !is_value && ["str", "String", "Cow", "ToString", "Display"].iter().any(|word| words.contains(word))
}
