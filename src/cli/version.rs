//! `yike --version --verbose`: what this program is built of.

use crate::run::VERSION;
use crate::solve::Backend;
use std::env::consts::{ARCH, OS};
use std::ffi::OsString;

/// Whether more than the number is asked for.
pub(crate) fn is_verbose(words: &[OsString]) -> bool {
    words.iter().any(|word| word == "--verbose")
}

/// Version, commit, machine, features and solvers, a line each.
pub(crate) fn text() -> String {
    let library = match () {
        () if cfg!(target_env = "gnu") => "-gnu",
        () if cfg!(target_env = "musl") => "-musl",
        () if cfg!(target_env = "msvc") => "-msvc",
        () => "",
    };
    let features = [
        ("cli", cfg!(feature = "cli")),
        ("highs", cfg!(feature = "highs")),
        ("system-highs", cfg!(feature = "system-highs")),
        ("microlp", cfg!(feature = "microlp")),
        ("schema", cfg!(feature = "schema")),
    ];
    let features: Vec<&str> =
        features.iter().filter_map(|(name, is_on)| is_on.then_some(*name)).collect();
    let solvers: Vec<String> = Backend::built_in()
        .map(|own| match own.version() {
            Some(version) => format!("{} {version}", own.word()),
            None => own.word().to_owned(),
        })
        .collect();
    // `make release` tells the commit.
    let commit = option_env!("YIKE_COMMIT").unwrap_or("unknown");
    format!(
        "yike {VERSION}\ncommit: {commit}\ntarget: {ARCH}-{OS}{library}\nfeatures: {}\nsolvers: {}\n",
        features.join(", "),
        if solvers.is_empty() { "none".into() } else { solvers.join(", ") },
    )
}
