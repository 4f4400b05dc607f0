//! Numbers by which programs mark what they do not know.

/// The largest numbers of the types that rasters have.
const LARGEST: [f64; 6] =
    [255.0, 32_767.0, 65_535.0, 2_147_483_647.0, 2_147_483_648.0, 4_294_967_295.0];

/// Whether a number is written with nines alone, three at least: 999, 9999, 9999.99.
pub(super) fn is_nines(value: f64) -> bool {
    let text = value.to_string();
    let digits = || text.chars().filter(|letter| *letter != '.');
    digits().count() >= 3 && digits().all(|digit| digit == '9') && value >= 99.0
}

/// Whether the cells of a raster that have its largest number look like cells without one: it is written with nines, or
/// the largest of its type, and at least twice the next.
pub(super) fn is_mark(largest: f64, next: f64) -> bool {
    largest >= 2.0 * next && (is_nines(largest) || LARGEST.contains(&largest))
}
