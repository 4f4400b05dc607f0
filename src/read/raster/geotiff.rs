//! GeoTIFF, read strip by strip or tile by tile, with one of them in memory.

use crate::domain::crs::Crs;
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::sink::Sink;
use crate::read::source::{INSTANCE_LIMIT_BYTES, InputFile, Role, find, hex, push_unreadable};
use geo::{Coord, Rect};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use tiff::ColorType;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;

/// The most bytes that a strip or tile may have.
const CHUNK_BYTES: usize = 64_000_000;

/// A raster that is open.
pub(super) struct Raster {
    decoder: Decoder<BufReader<File>>,
    name: String,
    width: u32,
    height: u32,
    /// The corner of the first cell, and the size of cells (north is negative for rasters that begin in the north).
    corner: Coord<f64>,
    cell: Coord<f64>,
    pub(super) crs: Option<Crs>,
    nodata: Option<f64>,
    pub(super) record: InputFile,
}

fn refuse(sink: &Sink, name: &str, cause: String) {
    let action =
        "export it again as a GeoTIFF with one band, north up, in a known coordinate system";
    sink.push(Code::RASTER_REFUSED, Place::file(name), cause, action);
}

fn damaged(sink: &Sink, name: &str, why: impl std::fmt::Display) {
    let cause = format!("this cannot be read as a GeoTIFF: {why}");
    let action = "copy or export the file again; it may be cut off, or compressed in a way that is not read (read: \
                  none, LZW, deflate)";
    sink.push(Code::FORMAT_DAMAGED, Place::file(name), cause, action);
}

impl Raster {
    /// Opens the raster at `path`; `asked` is the system of one that names none.
    pub(super) fn open(sink: &Sink, path: &Path, name: &str, asked: Option<Crs>) -> Option<Self> {
        let file = find(sink, path, name, INSTANCE_LIMIT_BYTES)?;
        let (file, record) =
            fingerprint(file, name).map_err(|error| push_unreadable(sink, name, &error)).ok()?;
        let mut limits = Limits::default();
        limits.decoding_buffer_size = CHUNK_BYTES;
        limits.intermediate_buffer_size = CHUNK_BYTES;
        let opened = Decoder::new(BufReader::new(file)).map(|decoder| decoder.with_limits(limits));
        let mut decoder = opened.map_err(|error| damaged(sink, name, error)).ok()?;
        let shape = decoder.dimensions().and_then(|size| Ok((size, decoder.colortype()?)));
        let ((width, height), colour) = shape.map_err(|error| damaged(sink, name, error)).ok()?;
        if !matches!(colour, ColorType::Gray(_)) {
            refuse(
                sink,
                name,
                "it has several bands, and it is not clear which one to read".into(),
            );
            return None;
        }
        let mut numbers = |tag| decoder.get_tag_f64_vec(tag).unwrap_or_default();
        let (scale, tie) = (numbers(Tag::ModelPixelScaleTag), numbers(Tag::ModelTiepointTag));
        let matrix = numbers(Tag::ModelTransformationTag);
        let keys = decoder.get_tag_u16_vec(Tag::GeoKeyDirectoryTag).unwrap_or_default();
        let Some((mut corner, cell)) = position(&scale, &tie, &matrix) else {
            refuse(sink, name, "it has no position, or is rotated".into());
            return None;
        };
        // The position may be that of the middle of the first cell.
        if key(&keys, 1025) == Some(2) {
            corner = corner - cell * 0.5;
        }
        let crs = crs(sink, name, &keys, asked)?;
        let nodata = decoder.get_tag_ascii_string(Tag::GdalNodata).ok();
        let nodata = nodata.and_then(|text| text.trim_matches(['\0', ' ']).parse().ok());
        let (name, crs) = (name.to_owned(), Some(crs));
        Some(Self { decoder, name, width, height, corner, cell, crs, nodata, record })
    }

    /// Passes the centre and figure of each cell with people to `take`, in the raster's own system. `window` bounds the
    /// relevant centres. False, with an issue, when the raster cannot be read completely.
    pub(super) fn cells(
        &mut self,
        sink: &Sink,
        window: Option<Rect<f64>>,
        mut take: impl FnMut(Coord<f64>, f64),
    ) -> bool {
        let (wide, tall) = self.decoder.chunk_dimensions();
        let across = self.width.div_ceil(wide.max(1));
        let down = self.height.div_ceil(tall.max(1));
        let (corner, cell, nodata) = (self.corner, self.cell, self.nodata);
        let centre = |column: u32, row: u32| Coord {
            x: corner.x + (f64::from(column) + 0.5) * cell.x,
            y: corner.y + (f64::from(row) + 0.5) * cell.y,
        };
        let mut below = 0_usize;
        for chunk in 0..across.saturating_mul(down) {
            let (left, top) = (chunk % across * wide, chunk / across * tall);
            let (a, b) =
                (centre(left, top), centre(left.saturating_add(wide), top.saturating_add(tall)));
            if window.is_some_and(|window| !meets(&window, &Rect::new(a, b))) {
                continue;
            }
            let Some((columns, rows, values)) = self.chunk(sink, chunk) else {
                return false;
            };
            for (position, &people) in
                values.iter().enumerate().take(columns as usize * rows as usize)
            {
                if is_empty(people, nodata) || people == 0.0 {
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
        if below > 0 {
            let cause = format!("{below} cells are below 0 and not marked as nodata");
            refuse(sink, &self.name, cause);
        }
        below == 0
    }

    /// The figure at each place in the raster's own system, interpolated bilinearly between the middles of the four
    /// cells around it. Cells without a figure do not count; none where all four have none. Returns none, with an
    /// issue, when the raster cannot be read. Memory: about 200 bytes a place (its four corners, by strip), and a strip
    /// or tile.
    pub(super) fn at(&mut self, sink: &Sink, places: &[Coord<f64>]) -> Option<Vec<Option<f64>>> {
        let (wide, tall) = self.decoder.chunk_dimensions();
        let (wide, tall) = (wide.max(1), tall.max(1));
        let across = self.width.div_ceil(wide);
        let mut wanted: BTreeMap<u32, Vec<Corner>> = BTreeMap::new();
        for (place, at) in places.iter().enumerate() {
            let x = (at.x - self.corner.x) / self.cell.x - 0.5;
            let y = (at.y - self.corner.y) / self.cell.y - 0.5;
            let within = |from: f64, size: u32| (-0.5..=f64::from(size) - 0.5).contains(&from);
            if !within(x, self.width) || !within(y, self.height) {
                continue;
            }
            for (right, below) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
                let weight = share(x, right) * share(y, below);
                let index = |from: f64, step: f64, size: u32| {
                    (from.floor() + step).clamp(0.0, f64::from(size) - 1.0) as u32
                };
                let column = index(x, right, self.width);
                let row = index(y, below, self.height);
                if weight > 0.0 {
                    let corner = Corner { place, column: column % wide, row: row % tall, weight };
                    let chunk = row / tall * across + column / wide;
                    wanted.entry(chunk).or_default().push(corner);
                }
            }
        }
        let mut sums = vec![(0.0, 0.0); places.len()];
        for (chunk, corners) in wanted {
            let (columns, _, values) = self.chunk(sink, chunk)?;
            for corner in corners {
                let figure = values[(corner.row * columns + corner.column) as usize];
                if !is_empty(figure, self.nodata) {
                    let (sum, weight) = &mut sums[corner.place];
                    *sum += corner.weight * figure;
                    *weight += corner.weight;
                }
            }
        }
        let figure = |(sum, weight): (f64, f64)| (weight > 0.0).then(|| sum / weight);
        Some(sums.into_iter().map(figure).collect())
    }

    /// Columns, rows and figures of a strip or tile; none, with an issue, when it cannot be read.
    fn chunk(&mut self, sink: &Sink, chunk: u32) -> Option<(u32, u32, Vec<f64>)> {
        let (columns, rows) = self.decoder.chunk_data_dimensions(chunk);
        let values = match self.decoder.read_chunk(chunk).map(figures) {
            Ok(Some(values)) => values,
            Ok(None) => {
                let cause = "its cells are of a kind that is not read (half floats)";
                refuse(sink, &self.name, cause.into());
                return None;
            }
            Err(error) => {
                damaged(sink, &self.name, error);
                return None;
            }
        };
        if (values.len() as u64) < u64::from(columns) * u64::from(rows) {
            damaged(sink, &self.name, "a strip is shorter than it should be");
            return None;
        }
        Some((columns, rows, values))
    }
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

fn is_empty(figure: f64, nodata: Option<f64>) -> bool {
    let same = |nodata: f64| figure == nodata || figure as f32 == nodata as f32;
    !figure.is_finite() || nodata.is_some_and(same)
}

fn meets(a: &Rect<f64>, b: &Rect<f64>) -> bool {
    a.min().x <= b.max().x
        && b.min().x <= a.max().x
        && a.min().y <= b.max().y
        && b.min().y <= a.max().y
}

fn fingerprint(mut file: File, name: &str) -> std::io::Result<(File, InputFile)> {
    let (mut digest, mut buffer, mut bytes) = (Sha256::new(), vec![0; 1 << 16], 0_u64);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        digest.update(&buffer[..read]);
        bytes += read as u64;
    }
    file.seek(SeekFrom::Start(0))?;
    let sha256 = hex(&digest.finalize());
    Ok((file, InputFile { role: Role::Raster, path: name.into(), bytes, sha256, features: 0 }))
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

/// The short value of a key of the GeoKey directory.
fn key(keys: &[u16], wanted: u16) -> Option<u16> {
    keys.chunks_exact(4)
        .skip(1)
        .find(|entry| entry[0] == wanted && entry[1] == 0)
        .map(|entry| entry[3])
}

fn crs(sink: &Sink, name: &str, keys: &[u16], asked: Option<Crs>) -> Option<Crs> {
    let code = match key(keys, 1024) {
        Some(1) => key(keys, 3072),
        Some(2) => key(keys, 2048),
        _ => None,
    };
    let own = match code {
        // 0 and 32767 stand for "undefined" and "user-defined".
        None | Some(0 | 32767) => None,
        Some(code) => Some(Crs::from_epsg(code.into())),
    };
    match (own, asked) {
        (Some(Ok(own)), Some(asked)) if own != asked => {
            refuse(sink, name, format!("the file names {own}, but {asked} is asked for"));
            None
        }
        (Some(Ok(own)), _) => Some(own),
        (_, Some(asked)) => Some(asked),
        (Some(Err(error)), None) => {
            refuse(sink, name, error.to_string());
            None
        }
        (None, None) => {
            refuse(sink, name, "it names no coordinate system".into());
            None
        }
    }
}

/// The cells of a chunk as figures; none for kinds that are not read.
fn figures(read: DecodingResult) -> Option<Vec<f64>> {
    fn each<T: Copy>(list: Vec<T>, figure: impl Fn(T) -> f64) -> Option<Vec<f64>> {
        Some(list.into_iter().map(figure).collect())
    }
    match read {
        DecodingResult::U8(list) => each(list, f64::from),
        DecodingResult::U16(list) => each(list, f64::from),
        DecodingResult::U32(list) => each(list, f64::from),
        DecodingResult::U64(list) => each(list, |figure| figure as f64),
        DecodingResult::F32(list) => each(list, f64::from),
        DecodingResult::F64(list) => Some(list),
        DecodingResult::I8(list) => each(list, f64::from),
        DecodingResult::I16(list) => each(list, f64::from),
        DecodingResult::I32(list) => each(list, f64::from),
        DecodingResult::I64(list) => each(list, |figure| figure as f64),
        DecodingResult::F16(_) => None,
    }
}
