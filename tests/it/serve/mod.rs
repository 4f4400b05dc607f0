//! `yike serve`: who is answered, with what, and what the page does with it.
#![cfg(all(feature = "serve", feature = "highs"))]

mod browser;
mod client;
mod figures;
mod guard;
