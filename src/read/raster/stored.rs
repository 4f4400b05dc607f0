//! The numbers of an image of a TIFF file as they are stored, which is how GDAL gives them, with one strip or tile in
//! memory.

use crate::domain::said;
use crate::domain::{Text, text};
use std::fs::File;
use std::io::{BufReader, Read, Result as IoResult, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;
use tiff::decoder::{ChunkType, Decoder, DecodingResult, Limits};
use tiff::tags::Tag;
use tiff::{ColorType, TiffError};

/// The most bytes that a strip or tile may have.
const CHUNK_BYTES: usize = 64_000_000;
/// Of `NewSubfileType`: a smaller copy, a mask.
const SMALLER: u32 = 1;
const MASK: u32 = 4;

/// Bytes that stand for those of the file at a place.
type Patch = (u64, Vec<u8>);

/// A TIFF file whose directory says "black is zero", and a size of whole tiles. The crate inverts "white is zero", and
/// refuses masks, palettes and extra bands of colour, though the stored numbers are what is asked for; of a tile at the
/// edge it reads LZW row by row, and misses the end (tiff 0.11.3).
struct Plain {
    file: BufReader<File>,
    at: u64,
    patches: Vec<Patch>,
}

impl Read for Plain {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        let read = self.file.read(buffer)?;
        for (place, byte) in self.patches.iter().flat_map(|(at, bytes)| (*at..).zip(bytes)) {
            if let Some(at) = place.checked_sub(self.at).filter(|at| *at < read as u64) {
                buffer[at as usize] = *byte;
            }
        }
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Plain {
    fn seek(&mut self, to: SeekFrom) -> IoResult<u64> {
        self.at = self.file.seek(to)?;
        Ok(self.at)
    }
}

impl Plain {
    fn open(path: &Path, patches: Vec<Patch>) -> IoResult<Self> {
        Ok(Self { file: BufReader::new(File::open(path)?), at: 0, patches })
    }
}

/// What stands for the directory at `ifd`.
fn patches(path: &Path, ifd: u64) -> IoResult<Vec<Patch>> {
    let mut file = BufReader::new(File::open(path)?);
    let mut head = [0; 4];
    file.read_exact(&mut head)?;
    let little = head.starts_with(b"II");
    let big = head[2..].contains(&43);
    // Numbers of two and four bytes; of a BigTIFF's count the high half is 0.
    let number = |bytes: &[u8]| -> u64 {
        let add = |sum: u64, byte: &u8| sum << 8 | u64::from(*byte);
        if little { bytes.iter().rev().fold(0, add) } else { bytes.iter().fold(0, add) }
    };
    let bytes = |number: u64, size: usize| -> Vec<u8> {
        if little {
            number.to_le_bytes()[..size].to_vec()
        } else {
            number.to_be_bytes()[8 - size..].to_vec()
        }
    };
    file.seek(SeekFrom::Start(ifd))?;
    let mut count = [0; 8];
    let count = &mut count[..if big { 8 } else { 2 }];
    file.read_exact(count)?;
    let (first, size, value) = if big { (ifd + 8, 20, 12) } else { (ifd + 2, 12, 8) };
    let mut entry = vec![0; size];
    // Tag, place and size of the value, and the value.
    let mut entries: Vec<(u16, u64, usize, u64)> = Vec::new();
    for at in 0..number(count).min(65_535) {
        file.read_exact(&mut entry)?;
        let long = match number(&entry[2..4]) {
            3 => 2,
            4 => 4,
            _ => continue,
        };
        let place = first + at * size as u64 + value as u64;
        let tag = number(&entry[..2]) as u16;
        entries.push((tag, place, long, number(&entry[value..][..long])));
    }
    let find = |tag: Tag| entries.iter().copied().find(|(own, ..)| *own == tag.to_u16());
    let mut patches = Vec::new();
    if let Some((_, place, size, _)) = find(Tag::PhotometricInterpretation) {
        patches.push((place, bytes(1, size)));
    }
    for (whole, tile) in [(Tag::ImageWidth, Tag::TileWidth), (Tag::ImageLength, Tag::TileLength)] {
        if let (Some((_, place, size, whole)), Some((.., tile))) = (find(whole), find(tile))
            && let Some(whole) = whole.checked_next_multiple_of(tile)
            && whole >> (8 * size) == 0
        {
            patches.push((place, bytes(whole, size)));
        }
    }
    Ok(patches)
}

/// A block of the file and a band of it.
type Chunk = (u32, u32);

/// An image of a file.
pub(super) struct Stored {
    decoder: Decoder<Plain>,
    pub(super) width: u32,
    pub(super) height: u32,
    /// The numbers of a cell.
    pub(super) samples: u32,
    bits: u8,
    /// Whether each band has strips or tiles of its own.
    planar: bool,
    pub(super) wide: u32,
    pub(super) tall: u32,
    /// Whether a strip or tile is in the file; sparse files leave out those of nothing but nodata.
    there: Vec<bool>,
    /// The one that a rectangle was taken from last.
    last: Option<(Chunk, Option<Vec<f64>>)>,
}

impl Stored {
    /// Opens the image `number` of the file.
    pub(super) fn open(path: &Path, number: usize) -> Result<Self, TiffError> {
        let mut decoder = Decoder::new(Plain::open(path, Vec::new())?)?;
        decoder.seek_to_image(number)?;
        let (width, height) = decoder.dimensions()?;
        let ifd = decoder.ifd_pointer().map_or(0, |pointer| pointer.0);
        let mut limits = Limits::default();
        limits.decoding_buffer_size = CHUNK_BYTES;
        limits.intermediate_buffer_size = CHUNK_BYTES;
        let plain = Plain::open(path, patches(path, ifd)?)?;
        let mut decoder = Decoder::new(plain)?.with_limits(limits);
        decoder.seek_to_image(number)?;
        let (bits, samples) = match decoder.colortype()? {
            ColorType::Multiband { bit_depth, num_samples } => (bit_depth, num_samples),
            colour => (colour.bit_depth(), 1),
        };
        let planar = decoder.find_tag_unsigned::<u16>(Tag::PlanarConfiguration)? == Some(2);
        let (offsets, sizes) = match decoder.get_chunk_type() {
            ChunkType::Strip => (Tag::StripOffsets, Tag::StripByteCounts),
            ChunkType::Tile => (Tag::TileOffsets, Tag::TileByteCounts),
        };
        let mut numbers = |tag| {
            Ok::<_, TiffError>(decoder.find_tag_unsigned_vec::<u64>(tag)?.unwrap_or_default())
        };
        let there = numbers(offsets)?.into_iter().zip(numbers(sizes)?);
        let there = there.map(|(offset, size)| offset > 0 && size > 0).collect();
        let (wide, tall) = decoder.chunk_dimensions();
        let (wide, tall) = (wide.max(1), tall.max(1));
        let samples = samples.into();
        Ok(Self { decoder, width, height, samples, bits, planar, wide, tall, there, last: None })
    }

    /// The image of the file that is a mask of the first one, by its number.
    pub(super) fn mask_of(path: &Path) -> Result<Option<usize>, TiffError> {
        let mut decoder = Decoder::new(Plain::open(path, Vec::new())?)?;
        let size = decoder.dimensions()?;
        let mut number = 0;
        while decoder.more_images() {
            number += 1;
            // One that cannot be read is no mask of ours.
            if decoder.next_image().is_err() || decoder.dimensions()? != size {
                continue;
            }
            let kind = decoder.find_tag_unsigned::<u32>(Tag::NewSubfileType)?.unwrap_or(0);
            if kind & MASK != 0 && kind & SMALLER == 0 {
                return Ok(Some(number));
            }
        }
        Ok(None)
    }

    /// Numbers of a tag of the image.
    pub(super) fn figures(&mut self, tag: Tag) -> Vec<f64> {
        self.decoder.get_tag_f64_vec(tag).unwrap_or_default()
    }

    /// Short numbers of a tag of the image.
    pub(super) fn shorts(&mut self, tag: Tag) -> Vec<u16> {
        self.decoder.get_tag_u16_vec(tag).unwrap_or_default()
    }

    /// The text of a tag of the image.
    pub(super) fn text(&mut self, tag: Tag) -> Option<String> {
        let text = self.decoder.get_tag_ascii_string(tag).ok()?;
        Some(text.trim_matches(['\0', ' ']).to_owned())
    }

    /// The strips or tiles side by side.
    pub(super) fn across(&self) -> u32 {
        self.width.div_ceil(self.wide)
    }

    /// The strips or tiles of a band.
    pub(super) fn chunks(&self) -> u32 {
        self.across().saturating_mul(self.height.div_ceil(self.tall))
    }

    /// Columns and rows of a strip or tile of a band, without padding.
    pub(super) fn size(&self, chunk: u32) -> (u32, u32) {
        let (left, top) = self.first_cell(chunk);
        (self.wide.min(self.width - left), self.tall.min(self.height.saturating_sub(top)))
    }

    /// Column and row of the first cell of a strip or tile.
    pub(super) fn first_cell(&self, chunk: u32) -> (u32, u32) {
        (chunk % self.across() * self.wide, chunk / self.across() * self.tall)
    }

    /// The numbers of a band in a strip or tile, row by row; none where the file leaves it out.
    pub(super) fn chunk(&mut self, chunk: u32, band: u32) -> Result<Option<Vec<f64>>, Text> {
        let (columns, rows) = self.size(chunk);
        let number = chunk + if self.planar { band * self.chunks() } else { 0 };
        if !self.there.get(number as usize).copied().unwrap_or(true) {
            return Ok(None);
        }
        let read = self.decoder.read_chunk(number).map_err(said)?;
        let beside = if self.planar { 1 } else { self.samples as usize };
        // Tiles come with their padding.
        let (wide, _) = self.decoder.chunk_data_dimensions(number);
        let in_row = wide as usize * beside;
        let mut values = figures(read, in_row, self.bits);
        let cells = columns as usize * rows as usize;
        if in_row == columns as usize {
            values.truncate(cells);
        } else {
            let place = if self.planar { 0 } else { band as usize };
            let rows = values.chunks(in_row.max(1)).take(rows as usize);
            let own = |row: &[f64]| -> Vec<f64> {
                row.iter().skip(place).step_by(beside).take(columns as usize).copied().collect()
            };
            values = rows.flat_map(own).collect();
        }
        match values.len() == cells {
            true => Ok(Some(values)),
            false => Err(text!("a strip is shorter than it should be", "有条带短于应有的长度")),
        }
    }

    /// The numbers of a band in a rectangle, row by row; 0 where the file leaves them out.
    pub(super) fn rectangle(
        &mut self,
        columns: Range<u32>,
        rows: Range<u32>,
        band: u32,
    ) -> Result<Vec<f64>, Text> {
        let (wide, tall, across) = (self.wide, self.tall, self.across());
        let width = columns.len();
        let mut out = vec![0.0; width * rows.len()];
        for down in rows.start / tall..rows.end.div_ceil(tall) {
            for right in columns.start / wide..columns.end.div_ceil(wide) {
                let chunk = down * across + right;
                let (own, _) = self.size(chunk);
                let (left, top) = self.first_cell(chunk);
                if self.last.as_ref().is_none_or(|(last, _)| *last != (chunk, band)) {
                    self.last = Some(((chunk, band), self.chunk(chunk, band)?));
                }
                let Some((_, Some(values))) = &self.last else { continue };
                for (row, line) in (top..).zip(values.chunks(own.max(1) as usize)) {
                    for (column, &value) in (left..).zip(line) {
                        if columns.contains(&column) && rows.contains(&row) {
                            let row = (row - rows.start) as usize;
                            out[row * width + (column - columns.start) as usize] = value;
                        }
                    }
                }
            }
        }
        Ok(out)
    }
}

/// The numbers of a strip or tile; those of fewer than eight bits are packed, `in_row` a row.
fn figures(read: DecodingResult, in_row: usize, bits: u8) -> Vec<f64> {
    fn each<T>(list: Vec<T>, figure: impl Fn(T) -> f64) -> Vec<f64> {
        list.into_iter().map(figure).collect()
    }
    match read {
        DecodingResult::U8(list) if bits < 8 => {
            let (bits, row) = (usize::from(bits), (in_row * usize::from(bits)).div_ceil(8).max(1));
            let digit = |row: &[u8], at: usize| {
                let digit = |bit: usize| row[bit / 8] >> (7 - bit % 8) & 1;
                (at * bits..(at + 1) * bits).fold(0, |sum, bit| 2 * sum + digit(bit))
            };
            let rows = list.chunks_exact(row);
            rows.flat_map(|row| (0..in_row).map(move |at| f64::from(digit(row, at)))).collect()
        }
        DecodingResult::U8(list) => each(list, f64::from),
        DecodingResult::U16(list) => each(list, f64::from),
        DecodingResult::U32(list) => each(list, f64::from),
        DecodingResult::U64(list) => each(list, |figure| figure as f64),
        DecodingResult::F16(list) => each(list, |figure| figure.to_f64()),
        DecodingResult::F32(list) => each(list, f64::from),
        DecodingResult::F64(list) => list,
        DecodingResult::I8(list) => each(list, f64::from),
        DecodingResult::I16(list) => each(list, f64::from),
        DecodingResult::I32(list) => each(list, f64::from),
        DecodingResult::I64(list) => each(list, |figure| figure as f64),
    }
}
