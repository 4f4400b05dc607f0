//! Damage to a file: bytes, words and lengths of any, and what its format is made of.

mod packed;

use fastrand::Rng;
use serde_json::Value;

/// Numbers at the edges of what anything holds.
const EXTREMES: [&str; 15] = [
    "0",
    "-1",
    "1e308",
    "-1e308",
    "1e999",
    "5e-324",
    "2147483647",
    "2147483648",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "18446744073709551616",
    "0.1",
    "NaN",
    "99999999999999999999999999999999999999999999",
];

const WORDS: [u32; 10] =
    [0, 1, 2, 255, 65_535, 65_536, 0x7fff_ffff, 0x8000_0000, 0xffff_fff0, u32::MAX];

const DOUBLES: [f64; 6] = [f64::NAN, f64::INFINITY, f64::MIN, f64::MAX, 5e-324, 1e16];

/// Damages the bytes of a file of this name, and says how.
pub(super) fn damage(bytes: &mut Vec<u8>, name: &str, rng: &mut Rng) -> &'static str {
    if bytes.is_empty() {
        return "nothing";
    }
    let own = match name.rsplit('.').next().unwrap_or_default() {
        "geojson" | "json" => Some(of_json as fn(&[u8], &mut Rng) -> Option<Vec<u8>>),
        "toml" | "csv" | "txt" | "dat" | "tsp" | "pmed" | "md" | "html" => Some(of_lines as _),
        "kml" => Some(of_elements as _),
        "xlsx" | "zip" | "kmz" => Some(packed::of_archive as _),
        "gpkg" => Some(packed::of_database as _),
        "pbf" => Some(packed::of_blocks as _),
        _ => None,
    };
    if let (Some(own), true) = (own, rng.u8(..4) > 0)
        && let Some(made) = own(bytes, rng)
    {
        *bytes = made;
        return "its own parts";
    }
    match rng.u8(..3) {
        0 => number(bytes, rng),
        _ => of_bytes(bytes, rng),
    }
}

/// Bytes changed, lost, doubled or cut off; words and lengths of two, four and eight bytes.
pub(super) fn of_bytes(bytes: &mut Vec<u8>, rng: &mut Rng) -> &'static str {
    if bytes.is_empty() {
        return "nothing";
    }
    let at = rng.usize(..bytes.len());
    let end = (at + rng.usize(1..40)).min(bytes.len());
    let mut set = |word: &[u8]| {
        let end = (at + word.len()).min(bytes.len());
        bytes[at..end].copy_from_slice(&word[..end - at]);
    };
    match rng.u8(..9) {
        0 => {
            bytes[at] ^= 1 << rng.u8(..8);
            "a bit"
        }
        1 => {
            bytes[at] = rng.u8(..);
            "a byte"
        }
        2 => {
            bytes.truncate(at);
            "cut off"
        }
        3 => {
            bytes.drain(at..end);
            "bytes lost"
        }
        4 => {
            let part = bytes[at..end].to_vec();
            bytes.splice(at..at, part);
            "bytes twice"
        }
        5 => {
            let word = WORDS[rng.usize(..WORDS.len())];
            set(&if rng.bool() { word.to_le_bytes() } else { word.to_be_bytes() });
            "a word"
        }
        6 => {
            set(&(WORDS[rng.usize(..WORDS.len())] as u16).to_le_bytes());
            "a short"
        }
        7 => {
            let number = DOUBLES[rng.usize(..DOUBLES.len())];
            set(&if rng.bool() { number.to_le_bytes() } else { number.to_be_bytes() });
            "a double"
        }
        _ => length(bytes, rng),
    }
}

/// A word that may be a length, since it is below that of the file, is another.
fn length(bytes: &mut [u8], rng: &mut Rng) -> &'static str {
    let read = |at: usize| -> Option<u32> {
        Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
    };
    let may_be =
        |&at: &usize| read(at).is_some_and(|word| word > 0 && (word as usize) < bytes.len());
    let places: Vec<usize> = (0..bytes.len()).filter(may_be).collect();
    let Some(&at) = rng.choice(&places) else { return "nothing" };
    let word = read(at).unwrap_or_default();
    let other = match rng.u8(..5) {
        0 => word.wrapping_add(1),
        1 => word.wrapping_sub(1),
        2 => word.wrapping_mul(2),
        3 => word << 16,
        _ => word | 0x8000_0000,
    };
    bytes[at..at + 4].copy_from_slice(&other.to_le_bytes());
    "a length"
}

/// A number of a text is an extreme.
fn number(bytes: &mut Vec<u8>, rng: &mut Rng) -> &'static str {
    let is_part = |byte: u8| byte.is_ascii_digit() || b"-+.eE".contains(&byte);
    let begins = |&at: &usize| bytes[at].is_ascii_digit() && (at == 0 || !is_part(bytes[at - 1]));
    let places: Vec<usize> = (0..bytes.len()).filter(begins).collect();
    let Some(&start) = rng.choice(&places) else { return "nothing" };
    let end = (start..bytes.len()).find(|&at| !is_part(bytes[at])).unwrap_or(bytes.len());
    bytes.splice(start..end, EXTREMES[rng.usize(..EXTREMES.len())].bytes());
    "a number"
}

/// Lines of a text lost, doubled, exchanged or cut, and cells of them.
fn of_lines(bytes: &[u8], rng: &mut Rng) -> Option<Vec<u8>> {
    let mut lines: Vec<Vec<u8>> = bytes.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    let (at, other) = (rng.usize(..lines.len()), rng.usize(..lines.len()));
    match rng.u8(..7) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(other, lines[at].clone()),
        2 => lines.swap(at, other),
        3 => {
            let length = lines[at].len();
            lines[at].truncate(rng.usize(..=length));
        }
        4 => {
            let mark = *rng.choice(b",= \t")?;
            let mut cells: Vec<&[u8]> = lines[at].split(|&byte| byte == mark).collect();
            let cell = rng.usize(..cells.len());
            match rng.u8(..3) {
                0 => drop(cells.remove(cell)),
                1 => cells.insert(cell, cells[cell]),
                _ => cells[cell] = EXTREMES[rng.usize(..EXTREMES.len())].as_bytes(),
            }
            lines[at] = cells.join(&mark);
        }
        _ => number(&mut lines[at], rng).clone_into(&mut String::new()),
    }
    Some(lines.join(&b'\n'))
}

/// Elements of a marked-up text lost or twice, and extremes among its numbers.
fn of_elements(bytes: &[u8], rng: &mut Rng) -> Option<Vec<u8>> {
    let mut content = bytes.to_vec();
    match rng.u8(..3) {
        0 => number(&mut content, rng),
        _ => element(&mut content, rng),
    };
    Some(content)
}

/// A tag lost, or all from it to another one lost or twice.
fn element(content: &mut Vec<u8>, rng: &mut Rng) -> &'static str {
    let places: Vec<usize> = (0..content.len()).filter(|&at| content[at] == b'<').collect();
    let Some(&start) = rng.choice(&places) else { return "nothing" };
    let closed = content[start..].iter().position(|&byte| byte == b'>');
    let later = places.iter().copied().filter(|&at| at > start).take(8).collect::<Vec<_>>();
    let end = match rng.choice(&later) {
        Some(&later) if rng.bool() => later,
        _ => closed.map_or(content.len(), |end| start + end + 1),
    };
    match rng.bool() {
        true => drop(content.drain(start..end)),
        false => {
            let part = content[start..end].to_vec();
            content.splice(start..start, part);
        }
    }
    "an element"
}

/// Members of JSON lost, doubled or of another kind, and extremes among its numbers.
fn of_json(bytes: &[u8], rng: &mut Rng) -> Option<Vec<u8>> {
    let mut root: Value = serde_json::from_slice(bytes).ok()?;
    let mut count = 0;
    walk(&mut root, &mut |_| count += 1);
    let wanted = rng.usize(..count);
    let mut number = 0;
    let mut twice = None;
    walk(&mut root, &mut |value| {
        if number == wanted {
            twice = change(value, rng);
        }
        number += 1;
    });
    let text = root.to_string();
    // A member twice is no value, only a text.
    Some(
        match twice {
            Some(name) => {
                text.replacen(&format!("\"{name}\":"), &format!("\"{name}\":1,\"{name}\":"), 1)
            }
            None => text,
        }
        .into_bytes(),
    )
}

fn walk(value: &mut Value, each: &mut impl FnMut(&mut Value)) {
    each(value);
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, each)),
        Value::Object(members) => members.values_mut().for_each(|member| walk(member, each)),
        _ => {}
    }
}

/// Changes a value; gives the name of a member that is to be there twice.
fn change(value: &mut Value, rng: &mut Rng) -> Option<String> {
    let others = ["null", "true", "\"\"", "[]", "{}", "[[[]]]", "\"1\"", "-0.0", "1e300", "181"];
    match (value, rng.u8(..4)) {
        (Value::Array(items), 0..=2) if !items.is_empty() => {
            let at = rng.usize(..items.len());
            match rng.bool() {
                true => drop(items.remove(at)),
                false => items.insert(at, items[at].clone()),
            }
            None
        }
        (Value::Object(members), 0..=2) if !members.is_empty() => {
            let name = members.keys().nth(rng.usize(..members.len()))?.clone();
            match rng.u8(..3) {
                0 => return Some(name),
                1 => drop(members.remove(&name)),
                _ => {
                    let moved = members.remove(&name)?;
                    members.insert(format!("{name}_"), moved);
                }
            }
            None
        }
        (Value::Number(number), 0..=2) => {
            let extreme = EXTREMES[rng.usize(..EXTREMES.len())];
            *number = extreme.parse().ok().and_then(serde_json::Number::from_f64)?;
            None
        }
        (value, _) => {
            *value = serde_json::from_str(others[rng.usize(..others.len())]).expect("JSON");
            None
        }
    }
}
