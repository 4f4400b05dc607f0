//! GeoTIFF, read strip by strip or tile by tile as GDAL reads it: cells that are left out, masked or transparent hold
//! nothing, the others their stored number by the band's scale and offset.

use super::band::{METADATA, bands, check_compression, split_band};
use super::geokeys::GeoKeys;
use super::meaning::Meaning;
use super::refused::refuse;
use super::stored::Stored;
use crate::domain::crs::Crs;
use crate::domain::said;
use crate::domain::{Phrase, Text, phrase, text};
use crate::read::catalogue::Code;
use crate::read::hashed::Hashed;
use crate::read::issue::Place;
use crate::read::sink::Sink;
use crate::read::source::{INSTANCE_LIMIT_BYTES, InputFile, Role, find, push_unreadable};
use geo::{Coord, Rect};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::{Read, copy, empty, sink};
use std::path::{Path, PathBuf};
use tiff::tags::Tag;

/// The most bytes of the file `.aux.xml` that are read.
const AUXILIARY_BYTES: u64 = 10_000_000;

/// A raster that is open.
pub(super) struct Raster {
    stored: Stored,
    /// The band, from 0, and the one that says where it is transparent.
    band: u32,
    alpha: Option<u32>,
    /// Zero where the raster holds nothing.
    mask: Option<Stored>,
    pub(super) meaning: Meaning,
    name: String,
    /// The corner of the first cell, and the size of cells (north is negative for rasters that begin in the north).
    corner: Coord<f64>,
    cell: Coord<f64>,
    pub(super) crs: Option<Crs>,
    pub(super) record: InputFile,
}

/// The system that the caller names for a raster without one, and what it calls that: an option of a command.
pub(super) type Asked<'a> = (Option<Crs>, Option<&'a str>);

const NORTH_UP: Phrase = phrase(
    "export it again as a GeoTIFF, north up, in a known coordinate system",
    "重新导出为上北的 GeoTIFF，采用已知的坐标系",
);

fn damaged(sink: &Sink, name: &str, why: impl Into<Text>) {
    let why = why.into();
    let cause = text!(
        "this cannot be read as a GeoTIFF: {why}",
        "不能作为 GeoTIFF 读取：{why}";
        why
    );
    let action = text!(
        "copy or export the file again; it may be cut off, or of another format than its name says",
        "重新复制或导出文件；它可能不完整，或格式与文件名不符"
    );
    sink.push(Code::FORMAT_DAMAGED, Place::file(name), cause, action);
}

/// The file with this ending behind the whole name, where there is one.
fn beside(path: &Path, ending: &str) -> Option<PathBuf> {
    let mut name = OsString::from(path);
    name.push(ending);
    Some(PathBuf::from(name)).filter(|path| path.is_file())
}

impl Raster {
    /// Opens the raster at `path`, which may end in `#BAND`; `asked` is the system of one that names none.
    pub(super) fn open(sink: &Sink, path: &Path, name: &str, asked: Asked<'_>) -> Option<Self> {
        let (path, asked_band) = split_band(path);
        find(sink, &path, name, INSTANCE_LIMIT_BYTES)?;
        let mut stored =
            Stored::open(&path, 0).map_err(|error| damaged(sink, name, said(error))).ok()?;
        check_compression(sink, name, &stored.shorts(Tag::Compression))?;
        let (band, alpha) = bands(sink, name, &mut stored, asked_band)?;
        let [scale, tie, matrix] =
            [Tag::ModelPixelScaleTag, Tag::ModelTiepointTag, Tag::ModelTransformationTag]
                .map(|tag| stored.figures(tag));
        let keys = GeoKeys::new(&mut stored);
        let Some((mut corner, cell)) = position(&scale, &tie, &matrix) else {
            let cause = text!("it has no position, or is rotated", "没有位置，或经过旋转");
            refuse(sink, name, cause, NORTH_UP);
            return None;
        };
        // The position may be that of the middle of the first cell.
        if keys.code(GeoKeys::RASTER_TYPE) == Some(2) {
            corner = corner - cell * 0.5;
        }
        let crs = crs(sink, name, &keys, asked)?;
        let mut parts = vec![path.clone()];
        let nodata = stored.text(Tag::GdalNodata);
        let mut meaning =
            Meaning::of_file(stored.text(METADATA).as_deref(), band, nodata.as_deref());
        if let Some(auxiliary) = beside(&path, ".aux.xml")
            && let Some(text) = short_text(&auxiliary)
            && meaning.add_beside(&text, band)
        {
            parts.push(auxiliary);
        }
        let mask = match beside(&path, ".msk") {
            Some(mask) => {
                parts.push(mask.clone());
                Some(Stored::open(&mask, 0))
            }
            None => match Stored::mask_of(&path) {
                Ok(number) => number.map(|number| Stored::open(&path, number)),
                Err(error) => Some(Err(error)),
            },
        };
        let mask = mask.transpose().map_err(|error| damaged(sink, name, said(error))).ok()?;
        if mask
            .as_ref()
            .is_some_and(|mask| (mask.width, mask.height) != (stored.width, stored.height))
        {
            damaged(sink, name, text!("its mask is of another size", "其掩膜大小不同"));
            return None;
        }
        let record =
            fingerprint(&parts, name).map_err(|error| push_unreadable(sink, name, &error)).ok()?;
        let (name, crs) = (name.to_owned(), Some(crs));
        Some(Self { stored, band, alpha, mask, meaning, name, corner, cell, crs, record })
    }

    /// The area of its cells, in its own system.
    pub(super) fn area(&self) -> Rect<f64> {
        let (width, height) = (f64::from(self.stored.width), f64::from(self.stored.height));
        let other = Coord { x: width * self.cell.x, y: height * self.cell.y };
        Rect::new(self.corner, self.corner + other)
    }

    /// Passes the centre and figure of each cell with people to `take`, in the raster's own system. `window` bounds the
    /// relevant centres. False, with an issue, when the raster cannot be read completely.
    pub(super) fn cells(
        &mut self,
        sink: &Sink,
        window: Option<Rect<f64>>,
        mut take: impl FnMut(Coord<f64>, f64),
    ) -> bool {
        let (corner, cell) = (self.corner, self.cell);
        let centre = |column: u32, row: u32| Coord {
            x: corner.x + (f64::from(column) + 0.5) * cell.x,
            y: corner.y + (f64::from(row) + 0.5) * cell.y,
        };
        let (mut below, mut infinite) = (0_usize, 0_usize);
        for chunk in 0..self.stored.chunks() {
            let (left, top) = self.stored.first_cell(chunk);
            let (columns, rows) = self.stored.size(chunk);
            let (a, b) = (centre(left, top), centre(left + columns, top + rows));
            if window.is_some_and(|window| !meets(&window, &Rect::new(a, b))) {
                continue;
            }
            let Some(values) = self.chunk(sink, chunk) else {
                return false;
            };
            for (position, people) in values.into_iter().enumerate() {
                if people.is_nan() || people == 0.0 {
                    continue;
                }
                if people.is_infinite() {
                    infinite += 1;
                    continue;
                }
                if people < 0.0 {
                    below += 1;
                    continue;
                }
                let (column, row) = (position as u32 % columns, position as u32 / columns);
                let at = centre(left + column, top + row);
                if window.is_none_or(|window| meets(&window, &Rect::new(at, at))) {
                    take(at, people);
                }
            }
        }
        let kinds =
            [(below, phrase("below 0", "小于 0")), (infinite, phrase("infinite", "为无穷大"))];
        for (cells, what) in kinds {
            if cells > 0 {
                let cause = text!(
                    "{cells} cells are {what} and not marked as nodata",
                    "{cells} 个像元{what}，且未标为无数据";
                    what
                );
                let action = text!(
                    "mark them as nodata, for instance with gdal_translate -a_nodata",
                    "将其标为无数据，例如用 `gdal_translate -a_nodata`"
                );
                refuse(sink, &self.name, cause, action);
            }
        }
        below + infinite == 0
    }

    /// The figure at each place in the raster's own system, interpolated bilinearly between the middles of the four
    /// cells around it. Cells without a figure do not count; none where all four have none. Returns none, with an
    /// issue, when the raster cannot be read. Memory: about 200 bytes a place (its four corners, by strip), and a strip
    /// or tile.
    pub(super) fn at(&mut self, sink: &Sink, places: &[Coord<f64>]) -> Option<Vec<Option<f64>>> {
        let Stored { width, height, wide, tall, .. } = self.stored;
        let across = self.stored.across();
        let mut wanted: BTreeMap<u32, Vec<Corner>> = BTreeMap::new();
        for (place, at) in places.iter().enumerate() {
            let x = (at.x - self.corner.x) / self.cell.x - 0.5;
            let y = (at.y - self.corner.y) / self.cell.y - 0.5;
            let within = |from: f64, size: u32| (-0.5..=f64::from(size) - 0.5).contains(&from);
            if !within(x, width) || !within(y, height) {
                continue;
            }
            for (right, below) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
                let weight = share(x, right) * share(y, below);
                let index = |from: f64, step: f64, size: u32| {
                    (from.floor() + step).clamp(0.0, f64::from(size) - 1.0) as u32
                };
                let column = index(x, right, width);
                let row = index(y, below, height);
                if weight > 0.0 {
                    let corner = Corner { place, column: column % wide, row: row % tall, weight };
                    let chunk = row / tall * across + column / wide;
                    wanted.entry(chunk).or_default().push(corner);
                }
            }
        }
        let mut sums = vec![(0.0, 0.0); places.len()];
        for (chunk, corners) in wanted {
            let (columns, _) = self.stored.size(chunk);
            let values = self.chunk(sink, chunk)?;
            for corner in corners {
                let figure = values[(corner.row * columns + corner.column) as usize];
                if figure.is_finite() {
                    let (sum, weight) = &mut sums[corner.place];
                    *sum += corner.weight * figure;
                    *weight += corner.weight;
                }
            }
        }
        let figure = |(sum, weight): (f64, f64)| (weight > 0.0).then(|| sum / weight);
        Some(sums.into_iter().map(figure).collect())
    }

    /// The figures of a strip or tile, NaN where it holds none; none, with an issue, when it cannot be read.
    fn chunk(&mut self, sink: &Sink, chunk: u32) -> Option<Vec<f64>> {
        self.figures(chunk).map_err(|why| damaged(sink, &self.name, why)).ok()
    }

    fn figures(&mut self, chunk: u32) -> Result<Vec<f64>, Text> {
        let Self { stored, band, alpha, mask, meaning, .. } = self;
        let (columns, rows) = stored.size(chunk);
        let (left, top) = stored.first_cell(chunk);
        let cells = columns as usize * rows as usize;
        let left_out = || vec![meaning.left_out(); cells];
        let mut values = stored.chunk(chunk, *band)?.unwrap_or_else(left_out);
        values.iter_mut().for_each(|value| *value = meaning.value(*value));
        let mut hide = |shown: &[f64]| {
            for (value, _) in values.iter_mut().zip(shown).filter(|(_, shown)| **shown == 0.0) {
                *value = f64::NAN;
            }
        };
        if let Some(alpha) = *alpha {
            hide(&stored.chunk(chunk, alpha)?.unwrap_or_else(|| vec![0.0; cells]));
        }
        if let Some(mask) = mask {
            hide(&mask.rectangle(left..left + columns, top..top + rows, 0)?);
        }
        Ok(values)
    }
}

fn short_text(path: &Path) -> Option<String> {
    let mut text = String::new();
    File::open(path).ok()?.take(AUXILIARY_BYTES).read_to_string(&mut text).ok()?;
    Some(text)
}

/// A cell of a strip or tile that counts for a place.
struct Corner {
    place: usize,
    column: u32,
    row: u32,
    weight: f64,
}

/// The weight of the cell before `from` (`step` 0) or after it (1).
fn share(from: f64, step: f64) -> f64 {
    let behind = from - from.floor();
    if step > 0.0 { behind } else { 1.0 - behind }
}

fn meets(a: &Rect<f64>, b: &Rect<f64>) -> bool {
    a.min().x <= b.max().x
        && b.min().x <= a.max().x
        && a.min().y <= b.max().y
        && b.min().y <= a.max().y
}

/// What is recorded of a raster and the files beside it that were read.
fn fingerprint(parts: &[PathBuf], name: &str) -> std::io::Result<InputFile> {
    let mut all: Box<dyn Read> = Box::new(empty());
    for part in parts {
        all = Box::new(all.chain(File::open(part)?));
    }
    let mut hashed = Hashed::new(all);
    copy(&mut hashed, &mut sink())?;
    Ok(hashed.record(Role::Raster, name, 0))
}

/// Corner and size of cells; none where the raster is rotated or has no position.
fn position(scale: &[f64], tie: &[f64], matrix: &[f64]) -> Option<(Coord<f64>, Coord<f64>)> {
    let (corner, cell) = match (scale, tie, matrix) {
        (&[dx, dy, ..], &[i, j, _, x, y, ..], _) => {
            (Coord { x: x - i * dx, y: y + j * dy }, Coord { x: dx, y: -dy })
        }
        (_, _, &[dx, turn_x, _, x, turn_y, dy, _, y, ..]) if turn_x == 0.0 && turn_y == 0.0 => {
            (Coord { x, y }, Coord { x: dx, y: dy })
        }
        _ => return None,
    };
    let sound = |at: Coord<f64>| at.x.is_finite() && at.y.is_finite();
    (sound(corner) && sound(cell) && cell.x != 0.0 && cell.y != 0.0).then_some((corner, cell))
}

fn crs(sink: &Sink, name: &str, keys: &GeoKeys, (asked, option): Asked<'_>) -> Option<Crs> {
    let help = || match option {
        Some(option) => {
            let export = NORTH_UP;
            text!("name it with {option}, or {export}", "用 `{option}` 指定，或{export}"; export)
        }
        None => NORTH_UP.into(),
    };
    let own = keys.crs();
    match (own, asked) {
        (Some(Ok(own)), Some(asked)) if own != asked => {
            let cause = text!(
                "the file names {own}, but {asked} is asked for",
                "文件写明 `{own}`，但要求的是 `{asked}`"
            );
            let action =
                text!("leave the system out, or correct the file", "不指定坐标系，或更正文件");
            refuse(sink, name, cause, action);
            None
        }
        (Some(Ok(own)), _) => Some(own),
        (_, Some(asked)) => Some(asked),
        (Some(Err(error)), None) => {
            refuse(sink, name, &error, help());
            None
        }
        (None, None) => {
            let cause = match keys.of_its_own() {
                Some(words) => text!(
                    "its coordinate system is one of its own, which is not understood: {words}",
                    "其坐标系为自定义，无法识别：“{words}”"
                ),
                None => text!("it names no coordinate system", "没有写明坐标系"),
            };
            refuse(sink, name, cause, help());
            None
        }
    }
}
