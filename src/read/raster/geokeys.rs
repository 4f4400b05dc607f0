//! The keys of a GeoTIFF that say its coordinate system: a code, a definition among words, or parameters.

use super::stored::Stored;
use crate::domain::crs::{Crs, CrsError};
use tiff::tags::Tag;

/// The keys of a file.
pub(super) struct GeoKeys {
    directory: Vec<u16>,
    doubles: Vec<f64>,
    words: String,
}

/// What GDAL and ArcGIS write before a definition.
const ESRI_TEXT: &str = "ESRI PE String = ";
/// What stands for "user-defined".
const OWN: u16 = 32_767;
const MODEL_TYPE: u16 = 1024;
const GEOGRAPHIC_TYPE: u16 = 2048;
const DATUM: u16 = 2050;
const SEMI_MAJOR_AXIS: u16 = 2057;
const INVERSE_FLATTENING: u16 = 2059;
const PROJECTED_TYPE: u16 = 3072;
const PROJECTION: u16 = 3075;
const UNIT: u16 = 3076;
const METRE: u16 = 9001;

/// Projections by their number, as well-known text calls them and their parameters, with the keys of these.
type Way = (u16, &'static str, &'static [(&'static str, &'static [u16])]);

const WAYS: [Way; 5] = [
    (
        1,
        "Transverse_Mercator",
        &[
            ("latitude_of_origin", &[3081]),
            ("central_meridian", &[3080]),
            ("scale_factor", &[3092]),
        ],
    ),
    (
        8,
        "Lambert_Conformal_Conic_2SP",
        &[
            ("standard_parallel_1", &[3078]),
            ("standard_parallel_2", &[3079]),
            ("latitude_of_origin", &[3085, 3081]),
            ("central_meridian", &[3084, 3080]),
        ],
    ),
    (
        10,
        "Lambert_Azimuthal_Equal_Area",
        &[("latitude_of_center", &[3089, 3081]), ("longitude_of_center", &[3088, 3080])],
    ),
    (
        11,
        "Albers_Conic_Equal_Area",
        &[
            ("standard_parallel_1", &[3078]),
            ("standard_parallel_2", &[3079]),
            ("latitude_of_center", &[3081, 3085]),
            ("longitude_of_center", &[3080, 3084]),
        ],
    ),
    (24, "Sinusoidal", &[("longitude_of_center", &[3088, 3080])]),
];

/// Of every projection.
const FALSE_ORIGIN: [(&str, &[u16]); 2] =
    [("false_easting", &[3082, 3086]), ("false_northing", &[3083, 3087])];

impl GeoKeys {
    /// Whether the position is that of a cell's corner (1) or middle (2).
    pub(super) const RASTER_TYPE: u16 = 1025;

    pub(super) fn new(stored: &mut Stored) -> Self {
        let directory = stored.shorts(Tag::GeoKeyDirectoryTag);
        let doubles = stored.figures(Tag::GeoDoubleParamsTag);
        let words = stored.text(Tag::GeoAsciiParamsTag).unwrap_or_default();
        Self { directory, doubles, words }
    }

    fn entry(&self, key: u16) -> Option<&[u16]> {
        self.directory.chunks_exact(4).skip(1).find(|entry| entry[0] == key)
    }

    /// The short value of a key.
    pub(super) fn code(&self, key: u16) -> Option<u16> {
        self.entry(key).filter(|entry| entry[1] == 0).map(|entry| entry[3])
    }

    /// The number of the first of `keys` that has one.
    fn number(&self, keys: &[u16]) -> Option<f64> {
        let doubles = Tag::GeoDoubleParamsTag.to_u16();
        let entries = keys.iter().filter_map(|key| self.entry(*key));
        let mut places = entries.filter(|entry| entry[1] == doubles).map(|entry| entry[3]);
        places.find_map(|place| self.doubles.get(usize::from(place)).copied())
    }

    /// The system that they name; none where they name none that is understood.
    pub(super) fn crs(&self) -> Option<Result<Crs, CrsError>> {
        let code = match self.code(MODEL_TYPE) {
            Some(1) => self.code(PROJECTED_TYPE),
            Some(2) => self.code(GEOGRAPHIC_TYPE),
            _ => None,
        };
        match code {
            // Systems that have no keys of their own, such as Mollweide, are among the words.
            None | Some(0 | OWN) => {
                let text = self.words.split_once(ESRI_TEXT);
                let text = text.and_then(|(_, rest)| rest.split('|').next()).map(str::to_owned);
                text.or_else(|| self.well_known_text()).map(|text| Crs::from_wkt(&text))
            }
            Some(code) => {
                let of_esri = |error| Crs::parse(&format!("ESRI:{code}")).map_err(|_| error);
                Some(Crs::from_epsg(code.into()).or_else(of_esri))
            }
        }
    }

    /// What a system of the file's own is called.
    pub(super) fn of_its_own(&self) -> Option<&str> {
        let own = [PROJECTED_TYPE, GEOGRAPHIC_TYPE].iter().any(|key| self.code(*key) == Some(OWN));
        own.then(|| self.words.trim_end_matches('|'))
    }

    /// A plane system by its parameters, in metres.
    fn well_known_text(&self) -> Option<String> {
        let number = self.code(PROJECTION)?;
        let (_, way, parameters) = WAYS.iter().find(|(known, ..)| *known == number)?;
        let in_metres = self.code(UNIT).is_none_or(|unit| unit == METRE);
        let title = self.words.split('|').next().unwrap_or_default().replace('"', "");
        let title = match title.as_str() {
            "" | "unknown" | "unnamed" => "its own system",
            title => title,
        };
        let mut text = format!("PROJCS[\"{title}\",{},PROJECTION[\"{way}\"]", self.datum()?);
        for (name, keys) in parameters.iter().chain(&FALSE_ORIGIN) {
            if let Some(number) = self.number(keys) {
                text += &format!(",PARAMETER[\"{name}\",{number}]");
            }
        }
        in_metres.then(|| text + ",UNIT[\"metre\",1]]")
    }

    /// The system in degrees below it.
    fn datum(&self) -> Option<String> {
        let code = self.code(GEOGRAPHIC_TYPE).filter(|code| *code != OWN);
        if let Some(crs) = code.and_then(|code| Crs::from_epsg(code.into()).ok()) {
            return crs.wkt().map(str::to_owned);
        }
        let name = match self.code(DATUM) {
            Some(6326) => "WGS_1984",
            Some(1043) => "China_2000",
            Some(6214) => "Beijing_1954",
            Some(6610) => "Xian_1980",
            _ => "unknown",
        };
        let (axis, flattening) =
            (self.number(&[SEMI_MAJOR_AXIS])?, self.number(&[INVERSE_FLATTENING])?);
        Some(format!(
            "GEOGCS[\"unnamed\",DATUM[\"{name}\",SPHEROID[\"unnamed\",{axis},{flattening}]],\
             PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]]"
        ))
    }
}
