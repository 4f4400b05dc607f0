//! What layers are made of: features, one by one.

use crate::domain::{Feature, LonLat, Members, PropertyValue};
use crate::run::table::{Cell, Place, Shape, Stored, Table};
use geo::{Coord, Geometry, LineString, Point, Polygon};
use std::borrow::Cow;

/// The features of a layer, in WGS84, made one by one as they are asked for: a large layer is never in memory as a whole.
pub trait Features {
    /// How many there are.
    fn count(&self) -> usize;
    /// The id of a feature, for formats that have ids beside properties.
    fn id(&self, row: usize) -> Option<Cow<'_, str>>;
    /// Its geometry.
    fn geometry(&self, row: usize) -> Cow<'_, Geometry<f64>>;
    /// Its properties, its id among them.
    fn properties(&self, row: usize) -> Members;
    /// How a property is stored, where that is known without looking at the features.
    fn stored(&self, _name: &str) -> Option<Stored> {
        None
    }
}

/// Features with ids; one without a property `id` gets its id as one.
impl Features for Vec<(Option<String>, Feature)> {
    fn count(&self) -> usize {
        self.len()
    }

    fn id(&self, _: usize) -> Option<Cow<'_, str>> {
        None
    }

    fn geometry(&self, row: usize) -> Cow<'_, Geometry<f64>> {
        Cow::Borrowed(&self[row].1.geometry)
    }

    fn properties(&self, row: usize) -> Members {
        let (id, feature) = &self[row];
        let mut properties = Members::new();
        let missing = id.as_deref().filter(|_| !feature.properties.contains_key("id"));
        if let Some(id) = missing {
            properties.insert("id".into(), id.into());
        }
        properties.extend(feature.properties.to_json());
        properties
    }
}

/// Rows with places. The caller's own properties come first; those that begin with our prefix are left out, since they come
/// from an earlier run. Lists and objects, which tables of attributes do not have, are JSON as text, as readers take them too.
impl Features for Table<'_> {
    fn count(&self) -> usize {
        self.len()
    }

    fn id(&self, row: usize) -> Option<Cow<'_, str>> {
        self.place(row)?.id
    }

    fn geometry(&self, row: usize) -> Cow<'_, Geometry<f64>> {
        let point = |at: LonLat| Point::new(at.lon_deg(), at.lat_deg());
        match self.place(row).map(|place| place.shape) {
            Some(Shape::Feature(feature, _)) => Cow::Borrowed(&feature.geometry),
            Some(Shape::Point(at)) => Cow::Owned(point(at).into()),
            Some(Shape::Line(from, to)) => {
                Cow::Owned(LineString::from(vec![point(from), point(to)]).into())
            }
            Some(Shape::Ring(ring)) => {
                let ring = ring.into_iter().map(|[x, y]| Coord { x, y });
                Cow::Owned(Polygon::new(ring.collect(), Vec::new()).into())
            }
            Some(Shape::Nowhere) | None => {
                Cow::Owned(Geometry::GeometryCollection(geo::GeometryCollection::default()))
            }
        }
    }

    fn properties(&self, row: usize) -> Members {
        let mut properties = Members::new();
        let prefix = self.kind.prefix;
        match self.place(row) {
            Some(Place { shape: Shape::Feature(feature, id), .. }) => {
                if !feature.properties.contains_key("id") {
                    properties.insert("id".into(), (&*id).into());
                }
                let theirs = feature.properties.iter();
                let theirs = theirs.filter(|(name, _)| !name.starts_with(prefix));
                let plain = |value: PropertyValue<'_>| match value {
                    PropertyValue::Nested(text) => text.into(),
                    other => other.to_json(),
                };
                properties.extend(theirs.map(|(name, value)| (name.to_owned(), plain(value))));
            }
            Some(Place { shape: Shape::Point(_), id: Some(id) }) => {
                properties.insert("id".into(), (&*id).into());
            }
            _ => {}
        }
        let mut cells = self.cells(row);
        for column in self.in_layers() {
            let head = &self.heads[column];
            let cell = std::mem::replace(&mut cells[column], Cell::Empty);
            properties.insert(format!("{prefix}{}", head.name), cell.json());
        }
        properties
    }

    fn stored(&self, name: &str) -> Option<Stored> {
        let own = name.strip_prefix(self.kind.prefix)?;
        let head = self.heads.iter().find(|head| head.name == own)?;
        Some(head.unit.stored())
    }
}
