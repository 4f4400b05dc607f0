//! The two censuses by sex and age of both districts, as small tables for `yike forecast`.

use crate::Result;
use crate::output::{Layer, table};
use crate::raw::rows;
use std::path::Path;

/// Year, file, names of an age group's column from and to an age, and of the area's name.
const CENSUSES: [(&str, &str, &str); 2] =
    [("2010", "2010.csv", "地区"), ("2020", "2020.csv", "区县")];

/// Writes the tables, or compares them. Returns the counts.
pub fn prepare(data: &Path, check: bool) -> Result<String> {
    let folder = data.join("census");
    for (year, file, name) in CENSUSES {
        let path = data.join(format!("raw/census/census{year}_500114_500115.csv"));
        let mut text = String::from("area,name,age,male,female\n");
        let mut found = rows(&path)?;
        found.sort_by(|a, b| a.get("区划代码").cmp(&b.get("区划代码")));
        for row in found {
            // Headers of 2010 mix brackets of both widths.
            let count = |header: &str, other: &str| {
                let plain = |key: &str| key.replace(['（', '('], "(").replace(['）', ')'], ")");
                let cell =
                    row.iter().find(|(key, _)| [header, other].contains(&plain(key).as_str()));
                let number = cell.and_then(|(_, cell)| cell.parse::<u64>().ok());
                number.ok_or_else(|| format!("{}: no count in {header}", path.display()))
            };
            let area = row.get("区划代码").map_or("", |cell| cell.trim());
            let named = row.get(name).map_or("", |cell| cell.trim());
            for (age, of_2010, of_2020) in ages() {
                let men = count(&format!("{of_2010}(男)"), &format!("男_{of_2020}"))?;
                let women = count(&format!("{of_2010}(女)"), &format!("女_{of_2020}"))?;
                text += &format!("{area},{named},{age},{men},{women}\n");
            }
        }
        let layer: Layer = table(file, text);
        match check {
            true => layer.compare(&folder)?,
            false => layer.write(&folder)?,
        }
    }
    Ok(format!("2 tables{}", if check { ": files agree" } else { "" }))
}

/// Each age group as it is written, and as the headers of 2010 and of 2020 say it.
fn ages() -> Vec<(String, String, String)> {
    let mut ages = vec![
        ("0".into(), "0岁".into(), "0岁".into()),
        ("1-4".into(), "1-4岁".into(), "1到4岁".into()),
    ];
    for from in (5..85).step_by(5) {
        let to = from + 4;
        ages.push((format!("{from}-{to}"), format!("{from}-{to}岁"), format!("{from}到{to}岁")));
    }
    ages.push(("85+".into(), "85岁及以上".into(), "85岁以上".into()));
    ages
}
