//! Literals whose type is known from where they stand.

use super::mistake::{Mistake, Result, Span};
use super::model::{Model, TypeKind};
use super::similar::did_you_mean;
use super::types::Ty;

/// Whether the text is a value of the type; types with a syntax that only the server knows are not judged.
pub(crate) fn check(model: &Model, text: &str, ty: &Ty, span: Span) -> Result<()> {
    let base = model.base(ty);
    if let Some(TypeKind::Enum { values, .. }) = model.type_kind(&base) {
        return enumerated(text, &base, &values, span);
    }
    let trimmed = text.trim();
    let fits = match base.name() {
        "int2" => integer(trimmed).is_some_and(|value| i16::try_from(value).is_ok()),
        "int4" => integer(trimmed).is_some_and(|value| i32::try_from(value).is_ok()),
        "int8" => integer(trimmed).is_some_and(|value| i64::try_from(value).is_ok()),
        "bool" => boolean(&trimmed.to_ascii_lowercase()),
        "uuid" => uuid(trimmed),
        "float4" | "float8" => number(trimmed),
        array if array.ends_with("[]") => trimmed.starts_with(['{', '[']),
        _ => true,
    };
    if fits {
        return Ok(());
    }
    let mistake = Mistake::new(span, format!("'{text}' is no value of type {base}"));
    Err(match base.name() {
        "int2" | "int4" | "int8" | "float4" | "float8" | "bool" => mistake.help(format!(
            "what it is compared with or assigned to is of type {base}; to compare as text, cast that: `..::text`"
        )),
        array if array.ends_with("[]") => mistake.help(format!("an array is written '{{a,b}}' or ARRAY['a', 'b']; a single element is cast: '{text}'::{}", array.trim_end_matches("[]"))),
        _ => mistake,
    })
}

fn enumerated(text: &str, ty: &Ty, values: &[String], span: Span) -> Result<()> {
    if values.iter().any(|value| value == text) {
        return Ok(());
    }
    let message = format!("the enum {ty} has no value '{text}'");
    Err(match did_you_mean(text, values.iter().map(String::as_str)) {
        Some(close) => Mistake::new(span, format!("{message}; did you mean '{close}'?")),
        None => {
            let all: Vec<String> = values.iter().map(|value| format!("'{value}'")).collect();
            Mistake::new(span, message).help(format!("its values are {}", all.join(", ")))
        }
    })
}

fn integer(text: &str) -> Option<i128> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (radix, digits) = match digits.get(..2) {
        Some("0x" | "0X") => (16, &digits[2..]),
        Some("0o" | "0O") => (8, &digits[2..]),
        Some("0b" | "0B") => (2, &digits[2..]),
        _ => (10, digits),
    };
    if digits.starts_with(['+', '-', '_']) || digits.ends_with('_') {
        return None;
    }
    let value = i128::from_str_radix(&digits.replace('_', ""), radix).ok()?;
    Some(if negative { -value } else { value })
}

/// Any unambiguous start of the words (manual 8.6).
fn boolean(text: &str) -> bool {
    let starts = |word: &str| !text.is_empty() && word.starts_with(text);
    starts("true")
        || starts("false")
        || starts("yes")
        || starts("no")
        || ["on", "of", "off", "1", "0"].contains(&text)
}

fn uuid(text: &str) -> bool {
    let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    let digits = inner.bytes().filter(u8::is_ascii_hexdigit).count();
    digits == 32 && inner.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

fn number(text: &str) -> bool {
    let word = text.trim_start_matches(['+', '-']).to_ascii_lowercase();
    // What Rust does not read may still be one of the server's spellings.
    ["nan", "inf", "infinity"].contains(&word.as_str())
        || word.starts_with("0x")
        || text.parse::<f64>().is_ok()
}
