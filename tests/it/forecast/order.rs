//! The order of rows changes nothing, and no bytes make the reader panic.

use super::{file, source};
use proptest::prelude::*;
use std::path::Path;
use yike::domain::forecast::Method;
use yike::read::forecast::{ForecastSource, read_forecast};

fn shuffled(text: &str, seed: u64) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    fastrand::Rng::with_seed(seed).shuffle(&mut lines[1..]);
    lines.join("\n") + "\n"
}

fn written(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> std::path::PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("written");
    path
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn rows_in_another_order_are_the_same_census(seed in any::<u64>()) {
        let folder = tempfile::tempdir().expect("a folder");
        let censuses = [2010, 2020].map(|year| {
            let name = format!("{year}.csv");
            let text = std::fs::read_to_string(file(&name)).expect("a census");
            (year, written(folder.path(), &name, shuffled(&text, seed)))
        });
        let other = ForecastSource { censuses: censuses.to_vec(), ..source() };
        let read = |source: &ForecastSource| read_forecast(source).expect("good files").request;
        prop_assert_eq!(read(&other), read(&source()));
    }

    #[test]
    fn no_bytes_make_it_panic(
        at in any::<prop::sample::Index>(), junk in prop::collection::vec(any::<u8>(), 0..12),
        cut in any::<bool>(), table in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let good: &[u8] = match table {
            true => b"area,year,variant,group,persons\na,2025,medium,persons,9\na,2025,medium,aged_60,3\n",
            false => include_bytes!("../../../data/census/2020.csv"),
        };
        let at = at.index(good.len());
        let mut bytes = good[..at].to_vec();
        bytes.extend(&junk);
        if !cut {
            bytes.extend(&good[(at + junk.len()).min(good.len())..]);
        }
        let path = written(folder.path(), "table.csv", &bytes);
        let asked = match table {
            true => ForecastSource { method: Method::Given, censuses: Vec::new(), table: Some(path), ..source() },
            false => ForecastSource { censuses: vec![(2010, file("2010.csv")), (2020, path)], ..source() },
        };
        if let Err(problems) = read_forecast(&asked) {
            prop_assert!(problems.issues.iter().all(|issue| issue.code.to_string() != "P1032"), "{problems}");
        }
    }
}
