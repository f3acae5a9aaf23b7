//! Tests that need no server: data in folders, snapshots beside it.

mod cases;
mod check;
mod checked;
mod emit;
mod endure;
mod expand;
mod injection;
mod lint;
mod load;
mod parity;
mod read;
mod readme;
mod reject;
mod tidy;
mod zero;
