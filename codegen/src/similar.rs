//! "Did you mean": the known name that is closest to an unknown one.

/// The candidate closest to `name`, when one is close enough to be a slip of the keyboard: at most one letter in three
/// is added, left out, replaced or swapped with its neighbour; a difference in case alone always is. Ties go to the first.
///
/// ```
/// use tablewright_codegen::report::similar;
/// assert_eq!(similar("usre", ["todo", "user"]), Some("user"));
/// assert_eq!(similar("createdat", ["created", "createdAt"]), Some("createdAt"));
/// assert_eq!(similar("invoice", ["todo", "user"]), None);
/// ```
#[cfg_attr(not(feature = "engine"), allow(unreachable_pub, reason = "`report` makes it public"))]
pub fn similar<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = name.to_lowercase().chars().collect();
    let limit = (wanted.len().max(3) / 3).min(4);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let letters: Vec<char> = candidate.to_lowercase().chars().collect();
        if letters.len().abs_diff(wanted.len()) > limit {
            continue;
        }
        let distance = distance(&wanted, &letters);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many letters must be added, left out, replaced or swapped (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_allow_one_slip_and_long_ones_more() {
        assert_eq!(similar("ttile", ["title"]), Some("title"));
        assert_eq!(similar("id", ["ie"]), Some("ie"));
        assert_eq!(similar("id", ["uuid"]), None);
        assert_eq!(similar("publication", ["publicaiton", "publications"]), Some("publicaiton"));
        assert_eq!(similar("", ["a"]), Some("a"));
    }
}
