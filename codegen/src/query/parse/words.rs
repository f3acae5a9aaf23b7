//! The keywords that are no names (manual, appendix C).

/// Words that are neither a column nor a table without quotes.
const RESERVED: &str = " all analyse analyze and any array as asc asymmetric both case cast check collate column constraint \
    create current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc \
    distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral leading \
    limit localtime localtimestamp not null offset on only or order placing primary references returning select session_user \
    some symmetric system_user table then to trailing true union unique user using variadic when where window with ";

/// Words that may be a function or a type, and not a table, column or alias.
const FUNCTION_OR_TYPE: &str = " authorization binary collation concurrently cross current_schema freeze full ilike inner is \
    isnull join left like natural notnull outer overlaps right similar tablesample verbose ";

/// Words that name a result column only behind `AS`.
const LABEL_NEEDS_AS: &str = " array as char character create day except fetch filter for from grant group having hour \
    intersect into isnull limit minute month notnull offset on order over overlaps precision returning second to union \
    varying where window with within without year ";

fn has(words: &str, word: &str) -> bool {
    words.contains(&format!(" {word} "))
}

/// Whether the word is reserved.
pub(super) fn is_reserved(word: &str) -> bool {
    has(RESERVED, word)
}

/// Whether the word can name a column or a table.
pub(super) fn is_name(word: &str) -> bool {
    !has(RESERVED, word) && !has(FUNCTION_OR_TYPE, word)
}

/// Whether the word can name a result column without `AS`.
pub(super) fn is_bare_label(word: &str) -> bool {
    !has(LABEL_NEEDS_AS, word)
}
