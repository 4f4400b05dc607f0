//! What shells and `man` have of `yike`: completions and manual pages, made of its own commands.
//!
//! `cargo run --example shell_files -- --out DIR` writes `DIR/completions` and `DIR/man`.

use clap_complete::{Shell, generate_to};
use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [option, folder] = &words[..] else {
        return Err("usage: shell_files --out DIR".into());
    };
    if option != "--out" {
        return Err(format!("{option} is not --out").into());
    }
    write(Path::new(folder))
}

/// Writes all of them below `folder`.
pub(crate) fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
    let (completions, man) = (folder.join("completions"), folder.join("man"));
    fs::create_dir_all(&completions)?;
    fs::create_dir_all(&man)?;
    let mut commands = yike::cli::command_line();
    for shell in [Shell::Bash, Shell::Elvish, Shell::Fish, Shell::PowerShell, Shell::Zsh] {
        generate_to(shell, &mut commands, "yike", &completions)?;
    }
    clap_mangen::generate_to(commands, &man)?;
    Ok(())
}
