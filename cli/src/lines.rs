//! What differs between two texts, line by line.

/// More cells than this in the table of common lines, and the whole middle is shown as changed.
const MAX_CELLS: usize = 4_000_000;

/// The lines that only one of the texts has, with `-` and `+` in front, and the number of the line in the new text where each part
/// begins.
pub(crate) fn difference(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let common = common(a, b);
    let (mut text, mut i, mut j) = (String::new(), 0, 0);
    let mut inside = false;
    while i < a.len() || j < b.len() {
        let kept = common.contains(&(i, j));
        if !kept && !inside {
            text.push_str(&format!("  line {}\n", head + j + 1));
        }
        inside = !kept;
        if kept {
            i += 1;
            j += 1;
        } else if i < a.len() && !common.iter().any(|(x, _)| *x == i) {
            text.push_str(&format!("  - {}\n", a[i]));
            i += 1;
        } else {
            text.push_str(&format!("  + {}\n", b[j]));
            j += 1;
        }
    }
    text
}

/// The pairs of lines that stay, by the longest common subsequence.
fn common(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    if a.len().saturating_mul(b.len()) > MAX_CELLS {
        return Vec::new();
    }
    let width = b.len() + 1;
    let mut length = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            length[i * width + j] = match a[i] == b[j] {
                true => length[(i + 1) * width + j + 1] + 1,
                false => length[(i + 1) * width + j].max(length[i * width + j + 1]),
            };
        }
    }
    let (mut pairs, mut i, mut j) = (Vec::new(), 0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if length[(i + 1) * width + j] >= length[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown() {
        assert_eq!(
            difference("a\nb\nc\nd\ne\n", "a\nB\nc\nd\nx\ne\n"),
            "  line 2\n  - b\n  + B\n  line 5\n  + x\n"
        );
        assert_eq!(difference("a\n", "a\nb\n"), "  line 2\n  + b\n");
        assert_eq!(difference("a\nb\n", "a\n"), "  line 2\n  - b\n");
        assert_eq!(difference("a\r\n", "a\n"), "");
    }
}
