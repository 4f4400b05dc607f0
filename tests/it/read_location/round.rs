//! What is written in a format is read back the same, and its format is recognised.

use super::row;
use proptest::prelude::*;
use std::fmt::Write;
use yike::domain::location::{Instance, Metric, Unit};
use yike::read::location::{
    Format, InstanceFile, InstanceFiles, InstanceSource, MatrixFile, read_instance,
};

fn read_text(text: &str, format: Option<Format>) -> InstanceFiles {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("instance.txt");
    std::fs::write(&path, text).expect("written");
    let file = InstanceFile { path, format, ..InstanceFile::default() };
    read_instance(&InstanceSource::File(file))
        .unwrap_or_else(|problems| panic!("{text}\n{problems}"))
}

/// The format that a text is recognised as.
fn recognised(text: &str) -> Option<Format> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("instance.txt");
    std::fs::write(&path, text).expect("written");
    let file = InstanceFile { path, ..InstanceFile::default() };
    Some(read_instance(&InstanceSource::File(file)).ok()?.format)
}

/// A figure as files have them: whole, with decimals, or any.
fn figure() -> impl Strategy<Value = f64> {
    prop_oneof![
        (0_u32..1000).prop_map(f64::from),
        (0_u32..100_000_000).prop_map(|number| f64::from(number) / 1e6),
        0.0..1e12,
    ]
}

fn point() -> impl Strategy<Value = [f64; 3]> {
    [figure(), figure(), figure()]
}

/// Rows of costs: customers × sites.
fn costs() -> impl Strategy<Value = Vec<Vec<f64>>> {
    (2_usize..5, 2_usize..6).prop_flat_map(|(sites, customers)| {
        proptest::collection::vec(proptest::collection::vec(figure(), sites), customers)
    })
}

/// The costs of an instance by demand point, all pairs being there.
fn all_costs(instance: &Instance) -> Vec<Vec<f64>> {
    let cost = |demand| {
        let mut row = row(instance, demand);
        row.sort_by_key(|&(site, _)| site);
        row.into_iter().map(|(_, cost)| cost).collect()
    };
    (0..instance.points()).map(cost).collect()
}

proptest! {
    #[test]
    fn grid(sites in proptest::collection::vec(point(), 1..5), demand in proptest::collection::vec(point(), 1..40)) {
        let mut text = format!("{}\t{}\t\n", sites.len(), demand.len());
        for (letter, points) in [('F', &sites), ('C', &demand)] {
            for (id, [x, y, value]) in points.iter().enumerate() {
                writeln!(text, "{letter}\t{id}\t{x}\t{y}\t{value}").expect("text");
            }
        }
        let files = read_text(&text, None);
        prop_assert_eq!(files.format, Format::Grid);
        let Metric::Plane { demand: at, sites: site_at, .. } = files.instance.metric() else {
            panic!("a plane");
        };
        let third = |points: &[[f64; 3]]| points.iter().map(|point| point[2]).collect::<Vec<_>>();
        let place = |points: &[[f64; 3]]| points.iter().map(|&[x, y, _]| [x, y]).collect::<Vec<_>>();
        prop_assert_eq!(at, &place(&demand));
        prop_assert_eq!(site_at, &place(&sites));
        prop_assert_eq!(files.instance.weights(), third(&demand));
        prop_assert_eq!(files.instance.fixed_costs(), third(&sites));
    }

    #[test]
    fn cap_and_holmberg(costs in costs(), sites in proptest::collection::vec([figure(), figure()], 5), demand in proptest::collection::vec(figure(), 6)) {
        let (customers, count) = (costs.len(), costs[0].len());
        let head = sites[..count].iter().fold(format!("{count} {customers}\n"), |text, [capacity, cost]| {
            format!("{text}{capacity} {cost}\n")
        });
        let line = |figures: &mut dyn Iterator<Item = f64>| {
            let words: Vec<String> = figures.map(|figure| figure.to_string()).collect();
            words.join(" ") + "\n"
        };
        let rows: String = costs.iter().zip(&demand).map(|(row, demand)| format!("{demand}\n{}", line(&mut row.iter().copied()))).collect();
        let columns: String = (0..count).map(|site| line(&mut costs.iter().map(|row| row[site]))).collect();
        let demands = line(&mut demand[..customers].iter().copied());
        let (cap, holmberg) = (format!("{head}{rows}"), format!("{head}{demands}{columns}"));
        for (text, format) in [(&cap, Format::Cap), (&holmberg, Format::Holmberg)] {
            // Not every such file can be told apart; none is taken for the other.
            if let Some(recognised) = recognised(text) {
                prop_assert_eq!(recognised, format);
            }
        }
        let cap = read_text(&cap, Some(Format::Cap));
        let holmberg = read_text(&holmberg, Some(Format::Holmberg));
        for instance in [&cap.instance, &holmberg.instance] {
            prop_assert_eq!(all_costs(instance), costs.clone());
            prop_assert_eq!(instance.weights(), &demand[..customers]);
            let capacities: Vec<f64> = sites[..count].iter().map(|site| site[0]).collect();
            prop_assert_eq!(instance.capacities(), Some(&capacities[..]));
        }
    }

    #[test]
    fn tsplib_and_sjc(points in proptest::collection::vec(point(), 2..20)) {
        let mut sjc = format!("{}\n", points.len());
        let mut tsp = format!("NAME: t\nDIMENSION: {}\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n", points.len());
        for (id, [x, y, demand]) in points.iter().enumerate() {
            writeln!(sjc, "{x} {y} {demand}").expect("text");
            writeln!(tsp, "{} {x:e} {y:e}", id + 1).expect("text");
        }
        let sjc = read_text(&sjc, Some(Format::Sjc));
        let tsp = read_text(&tsp, None);
        prop_assert_eq!(tsp.format, Format::Tsplib);
        let place: Vec<[f64; 2]> = points.iter().map(|&[x, y, _]| [x, y]).collect();
        for files in [&sjc, &tsp] {
            let Metric::Plane { demand, sites, .. } = files.instance.metric() else {
                panic!("a plane");
            };
            prop_assert_eq!((demand, sites), (&place, &place));
        }
        let weights: Vec<f64> = points.iter().map(|point| point[2]).collect();
        prop_assert_eq!(sjc.instance.weights(), weights);
    }

    /// Against Floyd's method.
    #[test]
    fn pmed(nodes in 1_usize..8, edges in proptest::collection::vec((0_usize..8, 0_usize..8, 0_u32..20), 0..30)) {
        let mut text = format!(" {nodes} {} 1\n", edges.len());
        let mut wanted = vec![vec![f64::INFINITY; nodes]; nodes];
        for (a, b, length) in edges {
            let (a, b) = (a % nodes, b % nodes);
            writeln!(text, " {} {} {length}", a + 1, b + 1).expect("text");
            wanted[a][b] = f64::from(length);
            wanted[b][a] = f64::from(length);
        }
        for (node, row) in wanted.iter_mut().enumerate() {
            row[node] = 0.0;
        }
        for through in 0..nodes {
            for from in 0..nodes {
                for to in 0..nodes {
                    wanted[from][to] = wanted[from][to].min(wanted[from][through] + wanted[through][to]);
                }
            }
        }
        let files = read_text(&text, None);
        prop_assert_eq!(files.format, Format::Pmed);
        for (from, wanted) in wanted.iter().enumerate() {
            let mut found = vec![f64::INFINITY; nodes];
            for (to, distance) in row(&files.instance, from) {
                found[to as usize] = distance;
            }
            prop_assert_eq!(&found, wanted);
        }
    }

    #[test]
    fn matrices(costs in costs()) {
        let mut long = "from,to,minutes\n".to_owned();
        let mut wide = "id".to_owned();
        for site in 0..costs[0].len() {
            write!(wide, ",S{site}").expect("text");
        }
        for (demand, row) in costs.iter().enumerate() {
            write!(wide, "\nU{demand}").expect("text");
            for (site, cost) in row.iter().enumerate() {
                writeln!(long, "U{demand},S{site},{cost}").expect("text");
                write!(wide, ",{cost}").expect("text");
            }
        }
        for (text, unit) in [(long, None), (wide, Some(Unit::Minutes))] {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("matrix.csv");
            std::fs::write(&path, &text).expect("written");
            let file = MatrixFile { path, unit: unit.map(Into::into), ..MatrixFile::default() };
            let files = read_instance(&InstanceSource::Matrix(file)).unwrap_or_else(|problems| panic!("{problems}"));
            prop_assert_eq!(all_costs(&files.instance), costs.clone());
            prop_assert_eq!(files.instance.unit(), Unit::Minutes);
        }
    }

    /// No bytes make the reader fail otherwise than by issues.
    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300), words in "([0-9FC.e-]{1,4}[ \n]){0,60}", format in 0_usize..8) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("instance.txt");
        for content in [bytes, words.into_bytes()] {
            std::fs::write(&path, content).expect("written");
            let format = Format::OF_FILES.get(format).copied();
            let file = InstanceFile { path: path.clone(), format, ..InstanceFile::default() };
            let _ = read_instance(&InstanceSource::File(file));
            let file = MatrixFile { path: path.clone(), unit: Some(Unit::Plain.into()), ..MatrixFile::default() };
            let _ = read_instance(&InstanceSource::Matrix(file));
        }
    }
}
