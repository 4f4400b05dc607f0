use crate::domain::words::words;

words! {
    /// What kind of road a way is: the values of OpenStreetMap's key `highway`, links with the road that they lead to,
    /// and ferries.
    pub enum RoadClass {
        /// Motorways.
        Motorway = "motorway",
        /// Trunk roads.
        Trunk = "trunk",
        /// Primary roads.
        Primary = "primary",
        /// Secondary roads.
        Secondary = "secondary",
        /// Tertiary roads.
        Tertiary = "tertiary",
        /// Minor public roads.
        Unclassified = "unclassified",
        /// Roads lined with homes.
        Residential = "residential",
        /// Streets where walkers go first.
        LivingStreet = "living_street",
        /// Ways to and within car parks, yards and estates.
        Service = "service",
        /// Tracks of fields and woods.
        Track = "track",
        /// Roads whose class is not known.
        Road = "road",
        /// Roads for buses alone.
        Busway = "busway",
        /// Pedestrian streets.
        Pedestrian = "pedestrian",
        /// Ways for walkers.
        Footway = "footway",
        /// Ways for walkers and cycles.
        Path = "path",
        /// Ways for cycles.
        Cycleway = "cycleway",
        /// Ways for riders.
        Bridleway = "bridleway",
        /// Steps.
        Steps = "steps",
        /// Ferries.
        Ferry = "ferry",
    }
}

impl RoadClass {
    /// The class that a value of `highway` (or `ferry`) names; links are of the class that they lead to. Classes of
    /// Geofabrik's shapefiles (`track_grade3`) are known as well. None for ways that cannot be travelled, such as
    /// `construction`.
    pub fn from_tag(word: &str) -> Option<Self> {
        let plain = word.strip_suffix("_link").unwrap_or(word);
        if plain.starts_with("track_grade") {
            return Some(RoadClass::Track);
        }
        match plain {
            "bus_guideway" => Some(RoadClass::Busway),
            "unknown" => Some(RoadClass::Road),
            "corridor" => Some(RoadClass::Footway),
            _ => Self::from_word(plain),
        }
    }
}

words! {
    /// How people get about on roads.
    pub enum Mode {
        /// On foot.
        Walk = "walk",
        /// By bicycle.
        Cycle = "cycle",
        /// By car.
        Drive = "drive",
        /// By bus, or a vehicle as slow: without timetable, waiting or stops.
        Bus = "bus",
    }
}
