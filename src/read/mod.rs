//! Files in, a proved [`crate::domain::Problem`] out, or every problem found in them at once.
#![doc = include_str!("format.md")]
