use std::fmt;

/// The formats of location instances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// OR-Library pmed: `n m p`, then m edges `i j length`; of edges between the same nodes the last counts;
    /// distances are of shortest paths. Ids from 1.
    Pmed,
    /// OR-Library cap: `m n`, per site `capacity cost`, per customer its demand and the m costs of serving all of it.
    /// Ids from 1.
    Cap,
    /// TSPLIB points of type `EUC_2D`, also with a bare first line n; demand = sites, weight 1. Ids as given.
    Tsplib,
    /// Holmberg, Rönnqvist, Yuan: `sites customers`, per site `capacity cost`, the demands, per site the costs of
    /// serving all of each customer's demand. Ids from 1.
    Holmberg,
    /// Cordeau, Furini, Ljubić: `sites customers`, lines `F id x y cost`, lines `C id x y demand`; points exactly at
    /// the radius are not covered. Ids as given.
    Grid,
    /// Lorena, Pereira: n, then `x y demand`; demand = sites. Ids from 1.
    Sjc,
    /// Máximo, Cordeau, Nascimento: `NODE_COORD_SECTION` of latitude and longitude, `DEMAND_SECTION`; demand = sites.
    /// Ids from 0, as in the published solutions.
    Cities,
    /// A travel matrix in CSV with a row for each pair.
    LongMatrix,
    /// A travel matrix in CSV with a row for each demand point and a column for each site.
    WideMatrix,
    /// Layers with positions.
    Layers,
}

impl Format {
    /// The formats of single files, which can be requested by name.
    pub const OF_FILES: [Format; 7] = [
        Format::Pmed,
        Format::Cap,
        Format::Tsplib,
        Format::Holmberg,
        Format::Grid,
        Format::Sjc,
        Format::Cities,
    ];

    /// The word used in commands and reports.
    pub fn word(self) -> &'static str {
        match self {
            Format::Pmed => "pmed",
            Format::Cap => "cap",
            Format::Tsplib => "tsplib",
            Format::Holmberg => "holmberg",
            Format::Grid => "grid",
            Format::Sjc => "sjc",
            Format::Cities => "cities",
            Format::LongMatrix => "long matrix",
            Format::WideMatrix => "wide matrix",
            Format::Layers => "layers",
        }
    }

    /// The format of single files that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::OF_FILES.into_iter().find(|format| format.word() == word)
    }

    /// The conventions by which the format is read, in one sentence for reports.
    pub fn convention(self) -> &'static str {
        match self {
            Format::Pmed => {
                "of edges between the same nodes the last counts; distances are of shortest paths"
            }
            Format::Cap | Format::Holmberg => "costs are of serving the whole demand of a customer",
            Format::Tsplib => "every point is demand of weight 1 and a site",
            Format::Grid => "covered is who is nearer than the radius, not who is just at it",
            Format::Sjc => "every point is demand and a site",
            Format::Cities => {
                "great circles on a sphere of 6378.1 km, in single precision; every point is demand and a site"
            }
            Format::LongMatrix | Format::WideMatrix => {
                "a pair that is absent or blank is out of reach"
            }
            Format::Layers => "geodesics on WGS84 times the detour, in whole millimetres",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}
