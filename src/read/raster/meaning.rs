//! What the stored numbers of a band mean: scale, offset, nodata and unit, from GDAL's metadata in the file or beside it.

use roxmltree::{Document, Node};

/// What is said of a band.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Meaning {
    scale: Option<f64>,
    offset: Option<f64>,
    nodata: Option<f64>,
    unit: Option<String>,
    description: Option<String>,
}

/// Words of units of people by area, without spaces.
const DENSITIES: [&str; 12] = [
    "/km", "/sqkm", "/ha", "/m2", "/m²", "/mi", "perkm", "persq", "perha", "km-2", "km^-2", "平方",
];

impl Meaning {
    /// What the text of the tag `GDAL_METADATA` says of a band, counted from 0, and `nodata` of the whole file.
    pub(super) fn of_file(text: Option<&str>, band: u32, nodata: Option<&str>) -> Self {
        let mut found = Self { nodata: nodata.and_then(figure), ..Self::default() };
        let Some(document) = text.and_then(|text| Document::parse(text).ok()) else {
            return found;
        };
        let own = |item: &Node<'_, '_>| {
            item.attribute("sample").and_then(|sample| sample.parse().ok()) == Some(band)
        };
        for item in document.descendants().filter(own) {
            let name = item.attribute("role").or(item.attribute("name")).unwrap_or_default();
            found.take(name, item.text().unwrap_or_default());
        }
        let of_all = document.descendants().filter(|item| !item.has_attribute("sample"));
        for item in of_all {
            found.take_of_all(item.attribute("name"), item.text());
        }
        found
    }

    /// Adds what the file `.aux.xml` beside the raster says of the band: it comes first. False where it says nothing.
    pub(super) fn add_beside(&mut self, text: &str, band: u32) -> bool {
        let before = self.clone();
        let Ok(document) = Document::parse(text) else {
            return false;
        };
        let number = (band + 1).to_string();
        let own = |node: &Node<'_, '_>| {
            node.has_tag_name("PAMRasterBand") && node.attribute("band") == Some(&number)
        };
        for item in document.descendants().filter(own).flat_map(|band| band.children()) {
            self.take(item.tag_name().name(), item.text().unwrap_or_default());
        }
        // Metadata of this band, or of the whole file.
        let of_band = |node: &Node<'_, '_>| !node.has_tag_name("PAMRasterBand") || own(node);
        let items = document.descendants().filter(|node| node.has_tag_name("MDI"));
        for item in items.filter(|item| item.ancestors().all(|above| of_band(&above))) {
            self.take_of_all(item.attribute("key"), item.text());
        }
        *self != before
    }

    /// Takes the unit of the whole file, where the band has none of its own.
    fn take_of_all(&mut self, name: Option<&str>, text: Option<&str>) {
        let is_unit = ["unit", "units", "unittype"]
            .iter()
            .any(|unit| name.is_some_and(|name| name.eq_ignore_ascii_case(unit)));
        let text = text.map(str::trim).filter(|text| is_unit && !text.is_empty());
        self.unit = self.unit.take().or(text.map(str::to_owned));
    }

    fn take(&mut self, name: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        match name.to_ascii_lowercase().as_str() {
            "scale" => self.scale = figure(text),
            "offset" => self.offset = figure(text),
            "nodatavalue" => self.nodata = figure(text),
            "unittype" => self.unit = Some(text.to_owned()),
            "unit" | "units" => self.unit = self.unit.take().or(Some(text.to_owned())),
            "description" => self.description = Some(text.to_owned()),
            _ => {}
        }
    }

    /// The value of a stored number; NaN where it is none, infinite where the file says so.
    pub(super) fn value(&self, stored: f64) -> f64 {
        let same = |nodata: f64| stored == nodata || stored as f32 == nodata as f32;
        if self.nodata.is_some_and(same) {
            return f64::NAN;
        }
        stored * self.scale.unwrap_or(1.0) + self.offset.unwrap_or(0.0)
    }

    /// The number of a cell that the file leaves out.
    pub(super) fn left_out(&self) -> f64 {
        self.nodata.unwrap_or(0.0)
    }

    /// The words by which its numbers are people by area.
    pub(super) fn density(&self) -> Option<&str> {
        let plain = |text: &str| text.to_lowercase().replace([' ', '_'], "");
        let of_unit = |unit: &&str| DENSITIES.iter().any(|word| plain(unit).contains(word));
        let of_words = |text: &&str| plain(text).contains("density") || text.contains("密度");
        let unit = self.unit.as_deref();
        unit.filter(|unit| of_unit(unit) || of_words(unit))
            .or(self.description.as_deref().filter(of_words))
    }

    /// The unit, where it is another than metres.
    pub(super) fn unlike_metres(&self) -> Option<&str> {
        let words = ["m", "m.", "metre", "metres", "meter", "meters", "米"];
        let is_metre = |unit: &str| words.contains(&unit.to_lowercase().as_str());
        self.unit.as_deref().filter(|unit| !is_metre(unit))
    }

    /// What the band is called.
    pub(super) fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }
}

fn figure(text: &str) -> Option<f64> {
    text.trim().parse().ok()
}
