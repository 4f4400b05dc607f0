use std::fmt;

/// What kind of road a way is: the values of OpenStreetMap's key `highway`, links with the road that they lead to,
/// and ferries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoadClass {
    /// Motorways.
    Motorway,
    /// Trunk roads.
    Trunk,
    /// Primary roads.
    Primary,
    /// Secondary roads.
    Secondary,
    /// Tertiary roads.
    Tertiary,
    /// Minor public roads.
    Unclassified,
    /// Roads lined with homes.
    Residential,
    /// Streets where walkers go first.
    LivingStreet,
    /// Ways to and within car parks, yards and estates.
    Service,
    /// Tracks of fields and woods.
    Track,
    /// Roads whose class is not known.
    Road,
    /// Roads for buses alone.
    Busway,
    /// Pedestrian streets.
    Pedestrian,
    /// Ways for walkers.
    Footway,
    /// Ways for walkers and cycles.
    Path,
    /// Ways for cycles.
    Cycleway,
    /// Ways for riders.
    Bridleway,
    /// Steps.
    Steps,
    /// Ferries.
    Ferry,
}

impl RoadClass {
    /// All classes, in the order of their positions in a profile.
    pub const ALL: [RoadClass; 19] = [
        RoadClass::Motorway,
        RoadClass::Trunk,
        RoadClass::Primary,
        RoadClass::Secondary,
        RoadClass::Tertiary,
        RoadClass::Unclassified,
        RoadClass::Residential,
        RoadClass::LivingStreet,
        RoadClass::Service,
        RoadClass::Track,
        RoadClass::Road,
        RoadClass::Busway,
        RoadClass::Pedestrian,
        RoadClass::Footway,
        RoadClass::Path,
        RoadClass::Cycleway,
        RoadClass::Bridleway,
        RoadClass::Steps,
        RoadClass::Ferry,
    ];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            RoadClass::Motorway => "motorway",
            RoadClass::Trunk => "trunk",
            RoadClass::Primary => "primary",
            RoadClass::Secondary => "secondary",
            RoadClass::Tertiary => "tertiary",
            RoadClass::Unclassified => "unclassified",
            RoadClass::Residential => "residential",
            RoadClass::LivingStreet => "living_street",
            RoadClass::Service => "service",
            RoadClass::Track => "track",
            RoadClass::Road => "road",
            RoadClass::Busway => "busway",
            RoadClass::Pedestrian => "pedestrian",
            RoadClass::Footway => "footway",
            RoadClass::Path => "path",
            RoadClass::Cycleway => "cycleway",
            RoadClass::Bridleway => "bridleway",
            RoadClass::Steps => "steps",
            RoadClass::Ferry => "ferry",
        }
    }

    /// The class that a value of `highway` (or `ferry`) names; links are of the class that they lead to. Classes of
    /// Geofabrik's shapefiles (`track_grade3`) are known as well. None for ways that cannot be travelled, such as
    /// `construction`.
    pub fn from_word(word: &str) -> Option<Self> {
        let plain = word.strip_suffix("_link").unwrap_or(word);
        if plain.starts_with("track_grade") {
            return Some(RoadClass::Track);
        }
        match plain {
            "bus_guideway" => Some(RoadClass::Busway),
            "unknown" => Some(RoadClass::Road),
            "corridor" => Some(RoadClass::Footway),
            _ => Self::ALL.into_iter().find(|class| class.word() == plain),
        }
    }
}

impl fmt::Display for RoadClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// How people get about on roads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// On foot.
    Walk,
    /// By bicycle.
    Cycle,
    /// By car.
    Drive,
    /// By bus, or a vehicle as slow: without timetable, waiting or stops.
    Bus,
}

impl Mode {
    /// All modes, in the order of a way's passages.
    pub const ALL: [Mode; 4] = [Mode::Walk, Mode::Cycle, Mode::Drive, Mode::Bus];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Mode::Walk => "walk",
            Mode::Cycle => "cycle",
            Mode::Drive => "drive",
            Mode::Bus => "bus",
        }
    }

    /// The mode that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.word() == word)
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}
