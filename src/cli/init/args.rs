//! The arguments of `yike init`, and what they mean.

use crate::cli::crs::crs;
use crate::cli::failure::{Failure, refuse};
use crate::cli::package::languages;
use crate::domain::{Text, text};
use crate::read::CALLED;
use crate::run::Language;
use crate::setup::{Asked, Candidates, Part, Template};
use crate::units::Metres;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::path::PathBuf;

/// Of `yike init`.
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// Folders and files: towns as polygons, people, facilities, medical facilities, roads; layers, workbooks and tables, each
    /// recognised by columns, names and geometry
    #[arg(value_name = "FOLDER|FILE")]
    sources: Vec<PathBuf>,
    /// Folder for the plan and its layers; made when missing. Of a plan that init made before, what was edited stays
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// The file of the towns, whatever it looks like (FILE.gpkg#LAYER, FILE.xlsx#SHEET, as of the next four)
    #[arg(long, value_name = "FILE")]
    towns: Option<PathBuf>,
    /// A file of people; may be repeated
    #[arg(long, value_name = "FILE")]
    people: Vec<PathBuf>,
    /// A file of care facilities and places for them; may be repeated
    #[arg(long, value_name = "FILE")]
    facilities: Vec<PathBuf>,
    /// A file of hospitals and clinics; may be repeated
    #[arg(long, value_name = "FILE")]
    medical: Vec<PathBuf>,
    /// The file of roads: an extract of OpenStreetMap, or lines
    #[arg(long, value_name = "FILE")]
    roads: Option<PathBuf>,
    /// Which column stands for a property, for instance people.population=常住人口; may be repeated
    #[arg(long = "column", value_name = "PART.PROPERTY=COLUMN")]
    pub(super) columns: Vec<String>,
    /// The coordinate system of a file that names none, for instance people=EPSG:4547; may be repeated
    #[arg(long, value_name = "PART=CRS")]
    pub(super) crs: Vec<String>,
    /// What facilities of a category are, for instance 长者食堂=station; may be repeated
    #[arg(long = "category", value_name = "WORD=TIER")]
    pub(super) categories: Vec<String>,
    /// Tiers, reaches, sizes, costs and targets: chongqing has those of two districts' plans, plain a few that are assumed
    /// [default: that of the last time, else chongqing]
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(Template::WORDS))]
    pub(super) template: Option<String>,
    /// Places to build: units is one in each village and community, grid:1km one in each square where people live, osm the
    /// public buildings of the extract of OpenStreetMap, none no others than the tables give [default: those of the last
    /// time; else those of the tables, else units]
    #[arg(long, value_name = "WHERE")]
    pub(super) candidates: Option<String>,
    /// The plan's name [default: that of the last time, else the folder's]
    #[arg(long, value_name = "TEXT")]
    pub(super) name: Option<String>,
    /// The year that the plan is for [default: that of the last time, else the template's]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1900..=2200))]
    pub(super) period: Option<i32>,
    /// Leave out rows that belong to no town, instead of refusing them
    #[arg(long)]
    leave_out: bool,
    /// The language of what is said and of the plan's comments
    #[arg(long, value_parser = languages(), value_name = "LANG")]
    pub(crate) lang: Option<Language>,
}

impl InitArgs {
    /// What is asked for.
    pub(crate) fn asked(&self, language: Language) -> Result<Asked, Failure> {
        let one = |part, path: &Option<PathBuf>| {
            path.iter().map(move |path| (part, path.clone())).collect::<Vec<_>>()
        };
        let many =
            |part, paths: &[PathBuf]| paths.iter().map(move |path| (part, path.clone())).collect();
        let named = [
            one(Part::Towns, &self.towns),
            many(Part::People, &self.people),
            many(Part::Facilities, &self.facilities),
            many(Part::Medical, &self.medical),
            one(Part::Roads, &self.roads),
        ]
        .concat();
        if named.is_empty() && self.sources.is_empty() {
            return refuse(
                text!("no files are named", "没有指明文件"),
                text!(
                    "name a folder with the tables, or the files: yike init tables/ --out plan",
                    "请指明放表格的文件夹或各文件：`yike init tables/ --out plan`"
                ),
            );
        }
        let word = self.template.as_deref().unwrap_or(Template::WORDS[0]);
        let template = Template::named(word).ok_or_else(|| {
            Failure::usage(
                text!("--template: there is no `{word}`", "--template：没有模板“{word}”"),
                text!("see --help", "见 --help"),
            )
        })?;
        let columns: Vec<(Part, String, String)> =
            self.columns.iter().map(|text| column(text)).collect::<Result<_, _>>()?;
        for (part, property, _) in &columns {
            let other = match property.as_str() {
                "longitude" => "latitude",
                "latitude" => "longitude",
                _ => continue,
            };
            if !columns.iter().any(|(of, own, _)| of == part && own == other) {
                return refuse(
                    text!(
                        "--column: {part}.{property} is named without {part}.{other}",
                        "--column：指明了 {part}.{property}，未指明 {part}.{other}"
                    ),
                    text!(
                        "name both; where one column has both, name it twice",
                        "请同时指明两者；若同在一列，请两次都指明该列"
                    ),
                );
            }
        }
        Ok(Asked {
            sources: self.sources.clone(),
            named,
            columns,
            crs: self.crs.iter().map(|text| system(text)).collect::<Result<_, _>>()?,
            categories: self
                .categories
                .iter()
                .map(|text| category(text))
                .collect::<Result<_, _>>()?,
            template,
            candidates: self.candidates.as_deref().map(candidates).transpose()?,
            name: self.name.clone(),
            period: self.period,
            leave_out: self.leave_out,
            language,
            ..Asked::new(&self.out)
        })
    }

    /// All files that are named one by one.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let one = self.towns.iter().chain(&self.roads).chain(&self.people);
        let all = one.chain(&self.facilities).chain(&self.medical).chain(&self.sources);
        all.filter(|path| !path.is_dir()).cloned().collect()
    }
}

fn pair<'a>(option: &str, text: &'a str, help: &Text) -> Result<(&'a str, &'a str), Failure> {
    match text.split_once('=').map(|(a, b)| (a.trim(), b.trim())) {
        Some((a, b)) if !a.is_empty() && !b.is_empty() => Ok((a, b)),
        _ => refuse(not_understood(option, text), help),
    }
}

fn not_understood(option: &str, text: &str) -> Text {
    text!("{option}: `{text}` is not understood", "{option}：无法识别“{text}”")
}

fn one_of(words: &[&str]) -> Text {
    let words = words.join(", ");
    text!("write one of {words}", "请填写其中之一：{words}")
}

fn part(option: &str, word: &str) -> Result<Part, Failure> {
    Part::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = Part::ALL.into_iter().map(Part::word).collect();
        Failure::usage(
            text!("{option}: `{word}` is no part of a plan", "{option}：规划没有“{word}”这一部分"),
            one_of(&words),
        )
    })
}

fn column(text: &str) -> Result<(Part, String, String), Failure> {
    let help = text!(
        "write for instance --column people.population=常住人口",
        "请按此填写：--column people.population=常住人口"
    );
    let (left, column) = pair("--column", text, &help)?;
    let Some((word, property)) = left.split_once('.') else {
        let cause = text!("--column: `{left}` names no property", "--column：“{left}”未指明属性");
        return refuse(cause, help);
    };
    let part = part("--column", word)?;
    let known: Vec<&str> = CALLED.iter().map(|own| own.english).collect();
    if !known.contains(&property) {
        return refuse(
            text!("--column: there is no property `{property}`", "--column：没有属性“{property}”"),
            one_of(&known),
        );
    }
    // People of a town and of a village are one thing to planners.
    let property = match (part, property) {
        (Part::People, "population") => "persons",
        (Part::Towns, "persons") => "population",
        _ => property,
    };
    Ok((part, property.into(), column.into()))
}

fn system(text: &str) -> Result<(Part, crate::domain::crs::Crs), Failure> {
    let help =
        text!("write for instance --crs people=EPSG:4547", "请按此填写：--crs people=EPSG:4547");
    let (word, system) = pair("--crs", text, &help)?;
    let part = part("--crs", word)?;
    if part == Part::Roads {
        return refuse(
            text!(
                "--crs: roads are read by the plan, which takes their system from their file",
                "--crs：道路由规划读取，坐标系以其文件为准"
            ),
            text!(
                "write the roads with their system, for instance with yike convert",
                "请在道路文件中写明坐标系，例如用 yike convert"
            ),
        );
    }
    match crs("--crs", Some(system))? {
        Some(crs) => Ok((part, crs)),
        None => refuse(not_understood("--crs", text), help),
    }
}

fn category(text: &str) -> Result<(String, String), Failure> {
    let help = text!(
        "write for instance --category 长者食堂=station; the others are centre, point and institution",
        "请按此填写：--category 长者食堂=station；其他为 centre、point、institution"
    );
    let (word, tier) = pair("--category", text, &help)?;
    if !crate::setup::CATEGORIES.iter().any(|own| own.tier == tier || own.kind == tier) {
        let cause = text!(
            "--category: `{tier}` is no tier of the templates",
            "--category：模板中没有层级“{tier}”"
        );
        return refuse(cause, help);
    }
    Ok((word.into(), tier.into()))
}

fn candidates(text: &str) -> Result<Candidates, Failure> {
    let help =
        text!("write units, none, or for instance grid:1km", "请填写 units、none，或例如 grid:1km");
    match text {
        "units" => Ok(Candidates::Units),
        "osm" => Ok(Candidates::Osm),
        "none" => Ok(Candidates::None),
        _ => {
            let Some(side) = text.strip_prefix("grid:") else {
                return refuse(not_understood("--candidates", text), help);
            };
            let split = side.find(|letter: char| letter.is_alphabetic()).unwrap_or(side.len());
            let (number, unit) = side.split_at(split);
            let side = Metres::parse(&format!("{} {unit}", number.trim())).map_err(|error| {
                let error = Text::from(&error);
                Failure::usage(text!("--candidates: {error}", "--candidates：{error}"; error), help)
            })?;
            match (100.0..=50_000.0).contains(&side.metres()) {
                true => Ok(Candidates::Grid(side)),
                false => refuse(
                    text!(
                        "--candidates: {text} is no side of a square",
                        "--candidates：{text} 不能作为格网边长"
                    ),
                    text!("choose from 100 m to 50 km", "请取 100 米至 50 千米"),
                ),
            }
        }
    }
}
