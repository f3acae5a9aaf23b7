//! What tells an edited file from the one that ran.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The checksum of a migration's text: the first 32 hexadecimal digits of its SHA-256, with line endings and a byte order mark
/// taken out, so that a checkout on Windows equals one on Linux.
///
/// ```
/// use tablewright::migrate::checksum;
/// assert_eq!(checksum("SELECT 1;\r\n"), checksum("SELECT 1;\n"));
/// assert_ne!(checksum("SELECT 1;"), checksum("SELECT 2;"));
/// ```
pub fn checksum(text: &str) -> String {
    let normal = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut hex = String::with_capacity(32);
    for byte in &Sha256::digest(normal.as_bytes())[..16] {
        // Writing into a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
