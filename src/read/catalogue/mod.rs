//! The catalogue of all kinds of problems with the input. Each has its own code, which is never reused.

mod code;
mod demand;
mod files;
mod forecast;
mod formats;
mod layouts;
mod location;
mod plan;
mod roads;
mod runs;
mod setup;
mod sites;
mod sweeps;
mod travel;

pub use code::{Code, Entry, Severity};

impl Code {
    /// The whole catalogue, in the order of the codes.
    pub fn catalogue() -> impl Iterator<Item = &'static Entry> {
        let tables = [
            files::FILES,
            formats::FORMATS,
            setup::SETUP,
            demand::DEMAND,
            forecast::FORECAST,
            sites::SITES,
            plan::PLAN,
            travel::TRAVEL,
            layouts::LAYOUTS,
            runs::RUNS,
            roads::ROADS,
            location::LOCATION,
            sweeps::SWEEPS,
        ];
        tables.into_iter().flatten()
    }

    /// The entry of this code.
    pub fn entry(self) -> &'static Entry {
        Self::catalogue()
            .find(|entry| entry.code == self)
            .expect("codes are made by the catalogue alone")
    }

    /// The code that `text` (`"P2002"`) names.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::catalogue().map(|entry| entry.code).find(|code| code.to_string() == text)
    }
}
