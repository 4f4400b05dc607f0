//! The raw tables in `data/raw`.

use crate::Result;
use std::collections::HashMap;
use std::path::Path;

/// A township of the GeoNames table.
#[derive(Debug)]
pub struct Township {
    pub code: String,
    pub name: String,
    /// GeoNames id, latitude and longitude of the seat, where known.
    pub geoname_id: String,
    pub seat: Option<(f64, f64)>,
    /// Residents of the 2010 census, where GeoNames gives them.
    pub residents_2010: Option<f64>,
}

/// A village or community of the 2023 list.
#[derive(Debug)]
pub struct Village {
    pub town_code: String,
    pub code: String,
    pub name: String,
}

/// The 2020 census of the district.
#[derive(Debug)]
pub struct Census {
    pub urban: u64,
    pub rural: u64,
    pub aged_60: u64,
    pub aged_65: u64,
    pub aged_80: u64,
}

/// All tables, cut to one district.
#[derive(Debug)]
pub struct Tables {
    pub townships: Vec<Township>,
    pub villages: Vec<Village>,
    pub census: Census,
}

/// A row by column name.
type Row = HashMap<String, String>;

/// Reads the tables for the district `code`.
pub fn read(folder: &Path, code: &str) -> Result<Tables> {
    let mut townships = Vec::new();
    for row in rows(&folder.join("geonames/townships.csv"))? {
        if text(&row, "district_code")? != code {
            continue;
        }
        let seat = match (text(&row, "lat")?, text(&row, "lon")?) {
            ("", _) | (_, "") => None,
            (lat, lon) => Some((lon.parse()?, lat.parse()?)),
        };
        townships.push(Township {
            code: text(&row, "town_code")?.into(),
            name: text(&row, "town")?.into(),
            geoname_id: text(&row, "geonameid")?.into(),
            seat,
            residents_2010: match text(&row, "pop2010_geonames")? {
                "" => None,
                number => Some(number.parse()?),
            },
        });
    }
    townships.sort_by(|a, b| a.code.cmp(&b.code));

    let mut villages = Vec::new();
    for row in rows(&folder.join(format!("china-division/villages_{code}.csv")))? {
        villages.push(Village {
            town_code: text(&row, "town_code")?.into(),
            code: text(&row, "village_code")?.into(),
            name: text(&row, "village")?.into(),
        });
    }
    villages.sort_by(|a, b| a.code.cmp(&b.code));

    let path = folder.join("census/census2020_500114_500115.csv");
    let row = rows(&path)?
        .into_iter()
        .find(|row| row.get("区划代码").is_some_and(|value| value == code))
        .ok_or_else(|| format!("{}: no row for {code}", path.display()))?;
    let census = census(&row)?;
    Ok(Tables { townships, villages, census })
}

/// The figures that the model needs, from a row of the 2020 census.
fn census(row: &Row) -> Result<Census> {
    let number = |column: &str| -> Result<u64> { Ok(text(row, column)?.parse()?) };
    let aged = |groups: &[&str]| -> Result<u64> {
        let mut sum = 0;
        for group in groups {
            sum += number(&format!("男_{group}"))? + number(&format!("女_{group}"))?;
        }
        Ok(sum)
    };
    let aged_80 = aged(&["80到84岁", "85岁以上"])?;
    let aged_65 = aged(&["65到69岁", "70到74岁", "75到79岁"])? + aged_80;
    Ok(Census {
        urban: number("城镇人口")?,
        rural: number("乡村人口")?,
        aged_60: aged(&["60到64岁"])? + aged_65,
        aged_65,
        aged_80,
    })
}

/// All rows of a CSV file.
pub fn rows(path: &Path) -> Result<Vec<Row>> {
    let mut reader =
        csv::Reader::from_path(path).map_err(|error| format!("{}: {error}", path.display()))?;
    reader
        .deserialize()
        .map(|row| row.map_err(|error| format!("{}: {error}", path.display()).into()))
        .collect()
}

/// A cell's text.
fn text<'a>(row: &'a Row, column: &str) -> Result<&'a str> {
    row.get(column).map(|value| value.trim()).ok_or_else(|| format!("no column {column}").into())
}
