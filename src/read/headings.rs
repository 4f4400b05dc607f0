//! The names that planners give to columns, by the property of the format for which each stands: the one list of them.

use super::heading_words::{HeadingUnit, IN_WORDS, cuts, heading_unit, of_age, plain};
use super::source::Role;
use crate::domain::{Phrase, Text, phrase};

/// The layers whose features are places.
const PLACES: &[Role] = &[Role::Towns, Role::Demand, Role::Sites, Role::Medical];
const OF_TOWNS: &[Role] = &[Role::Demand, Role::Sites, Role::Medical];

/// What the properties for which a planner's column can stand are called.
pub(crate) const CALLED: &[Phrase] = &[
    phrase("id", "编码"),
    phrase("name", "名称"),
    phrase("town", "所属镇街"),
    phrase("longitude", "经度"),
    phrase("latitude", "纬度"),
    phrase("village", "所在村（社区）"),
    phrase("setting", "城乡类型"),
    phrase("population", "常住人口"),
    phrase("persons", "人口"),
    phrase("ageing_rate", "老龄化率"),
    phrase("urban_share", "城镇化率"),
    phrase("aged_60", "60岁及以上人口"),
    phrase("aged_65", "65岁及以上人口"),
    phrase("aged_80", "80岁及以上人口"),
    phrase("kind", "类别"),
    phrase("standing", "是否建成"),
    phrase("operator", "运营方"),
    phrase("beds", "床位数"),
    phrase("nursing_beds", "护理型床位数"),
    phrase("guarantee_beds", "兜底保障床位数"),
    phrase("residents", "入住人数"),
    phrase("running_cost", "年运营费用"),
    phrase("floor_area", "建筑面积"),
];

/// What people call a property: in English its own word.
pub(crate) fn called(property: &str) -> Text {
    let own = CALLED.iter().find(|own| own.english == property);
    own.map_or_else(|| Text::same(property), |own| (*own).into())
}

/// A property, the layers in which it has other names, and the names, the likeliest first.
pub(super) type Row = (&'static str, &'static [Role], &'static str);

/// The properties for which other names are tried, in this order; and of all the first ten bytes, to which Shapefiles cut
/// them.
pub(super) const PROPERTIES: &[Row] = &[
    (
        "id",
        PLACES,
        "编码 代码 行政区划代码 区划代码 编号 统计用区划代码 code CODE ID adcode pac PAC XZQDM",
    ),
    (
        "id",
        &[Role::Towns],
        "乡镇代码 乡镇编码 街道代码 镇街代码 街镇代码 乡镇街道代码 TOWN_CODE TOWNCODE XZDM GID_4 GID_3",
    ),
    (
        "id",
        &[Role::Demand],
        "行政村代码 行政村编码 村代码 村编码 村级代码 社区代码 村社区代码 村居代码 VILL_CODE VILLCODE XZCDM GID_5 GID_4",
    ),
    ("name", PLACES, "名称 NAME Name"),
    (
        "name",
        &[Role::Towns],
        "乡镇名称 街道名称 镇街名称 街镇名称 镇乡名称 乡镇街道名称 街道乡镇名称 乡镇街道 街道乡镇 镇街 街镇 镇乡 乡镇 街道 镇街名 街镇名 乡镇名 街道名 行政区 行政区名称 行政区划名称 区划名称 行政区域 行政区划 XZQMC XZMC TOWN_NAME TOWNNAME",
    ),
    (
        "name",
        &[Role::Demand],
        "村名 村居名称 社区名称 村社区名称 村名称 村社区 村居 行政村 村 社区 居委会 村委会 村（居） 村居委会 村居委 行政村名称 村（居）名称 村（居）委会 行政村社区 建制村 XZCMC CMC VILL_NAME VILLNAME",
    ),
    (
        "name",
        &[Role::Sites],
        "机构名称 设施名称 机构名 设施名 养老机构名称 养老服务设施名称 站点名称 单位名称 项目名称 养老设施名称 点位名称 中心名称 服务站名称 站点 机构 设施",
    ),
    ("name", &[Role::Medical], "机构名称 医疗机构名称 医院名称 单位名称"),
    (
        "name",
        PLACES,
        "NAME_4 NAME_3 乡镇名称 街道名称 镇街名称 村名 村居名称 社区名称 机构名称 mc MC 街镇名称 行政区名称 XZQMC",
    ),
    (
        "town",
        OF_TOWNS,
        "乡镇代码 乡镇编码 所属乡镇代码 街镇代码 所属乡镇 所属街镇 所属镇街 所属街道 所属乡镇街道 所属街道乡镇 所在乡镇 所在街镇 所在镇街 所在乡镇街道 乡镇 街镇 镇街 乡镇街道 街道乡镇 街道 镇 town_id 镇乡 所属镇 所在镇 所在街道 所在街道乡镇 镇街名称 乡镇名称 街镇名称 街道名称 乡镇街道名称 镇街名 乡镇名 所属行政区 行政区 XZQMC TOWN_CODE TOWNCODE TOWN_NAME TOWNNAME",
    ),
    (
        "population",
        &[Role::Towns],
        "常住人口 人口 总人口 人口数 常住人口数 总人口数 居民人口 户籍人口 户籍人口数 人口总数 pop POP",
    ),
    (
        "ageing_rate",
        &[Role::Towns],
        "老龄化率 老龄化程度 老龄化 60岁及以上人口占比 60岁及以上占比 60岁以上占比 60岁以上人口占比",
    ),
    ("urban_share", &[Role::Towns], "城镇化率"),
    (
        "setting",
        &[Role::Towns, Role::Demand],
        "城乡类型 城乡分类 城乡 城乡属性 城乡类别 城乡划分 城乡分类代码",
    ),
    (
        "persons",
        &[Role::Demand],
        "常住人口 人口 总人口 人口数 常住人口数 总人数 户籍人口 population 户籍人口数 总人口数 人口总数 居民人口 实有人口 人数 residents pop POP",
    ),
    (
        "kind",
        &[Role::Sites],
        "类型 类别 机构类型 设施类型 机构类别 设施类别 服务类型 站点类型 设施种类 种类 养老机构类型 养老设施类型",
    ),
    (
        "beds",
        &[Role::Sites],
        "床位数 床位 总床位数 总床位 床位总数 核定床位 核定床位数 养老床位数 养老床位 床位数量 现有床位数 现有床位 设计床位数 设计床位 规划床位数 规划床位 建设床位数",
    ),
    (
        "nursing_beds",
        &[Role::Sites],
        "护理型床位数 护理型床位 护理床位数 护理床位 护理型床位数量 护理型",
    ),
    ("guarantee_beds", &[Role::Sites], "兜底保障床位数 兜底保障床位 兜底床位数 兜底床位"),
    (
        "residents",
        &[Role::Sites],
        "入住人数 在住人数 现入住人数 入住老人数 入住老年人数 入住老人 入住老年人 收住人数 现有入住人数 在院老人数",
    ),
    ("running_cost", &[Role::Sites], ""),
    ("position_origin", PLACES, ""),
];

/// Columns with names in Chinese beside `NAME` in other letters, of Esri's programs and of GADM: they come before all others.
const IN_CHINESE: &str = "NAME_CHN NAME_ZH NAME_CN NL_NAME_4 NL_NAME_3";

/// What programs of Esri number and measure their features by: nothing of the planner's.
const OF_PROGRAMS: [&str; 14] = [
    "fid",
    "fid_1",
    "objectid",
    "objectid_1",
    "oid",
    "shape",
    "shape_area",
    "shape_leng",
    "shape_length",
    "shape_le_1",
    "shape__are",
    "shape__len",
    "join_count",
    "target_fid",
];

/// Whether a column is of a program's making.
pub(crate) fn is_of_program(column: &str) -> bool {
    OF_PROGRAMS.contains(&column.to_lowercase().as_str())
}

/// Likewise of groups of people, which are tried where the plan names them.
const GROUPS: &[Row] = &[
    (
        "aged_60",
        &[Role::Demand],
        "60岁及以上人口 60岁以上人口 60岁及以上 60岁以上 60岁及以上人口数 60岁以上人口数 60岁及以上老年人口 60岁以上老年人口 60岁及以上老人 60岁以上老人 60岁及以上常住人口 60岁以上常住人口 老年人口 老年人口数 老年人数 老人数 老年人",
    ),
    (
        "aged_65",
        &[Role::Demand],
        "65岁及以上人口 65岁以上人口 65岁及以上 65岁以上 65岁及以上人口数 65岁以上人口数",
    ),
    (
        "aged_80",
        &[Role::Demand],
        "80岁及以上人口 80岁以上人口 80岁及以上 80岁以上 80岁及以上人口数 80岁以上人口数 高龄人口 高龄老人 高龄老年人",
    ),
];

/// Likewise of properties whose values a table writes in other words than the format: `yike init` alone takes them.
const IN_OTHER_WORDS: &[Row] = &[
    (
        "ageing_rate",
        &[Role::Demand],
        "老龄化率 老龄化程度 老龄化 60岁及以上人口占比 60岁及以上占比 60岁以上占比 60岁以上人口占比",
    ),
    (
        "aged_60",
        &[Role::Towns],
        "60岁及以上人口 60岁以上人口 60岁及以上 60岁以上 60岁及以上人口数 60岁以上人口数 老年人口 老年人口数",
    ),
    (
        "standing",
        &[Role::Sites],
        "是否建成 建成情况 建设状态 现状 状态 运营状态 建设情况 运营情况 使用状态 使用情况 启用情况 启用状态 投用情况 项目状态",
    ),
    (
        "village",
        &[Role::Sites],
        "所在村（社区） 所在村社区 所在村居 所在村 所在社区 所属村（社区） 所属村社区 所属村 所属社区 村（社区） 村(社区) 村/社区 社区/村 村社区 社区（村） 社区(村) 村居",
    ),
    (
        "operator",
        &[Role::Sites],
        "运营主体 运营方 运营方式 运营模式 运营单位 运营机构 运营性质 机构性质 经营性质 经营方式 兴办主体 举办主体 公办民办 性质",
    ),
    ("running_cost", &[Role::Sites], "年运营经费 年运营成本 年运营费用 运营经费 运营成本"),
    ("floor_area", &[Role::Sites], "建筑面积 总建筑面积"),
];

/// The properties that a column of percent can stand for; all others are counts and words.
const IN_PERCENT: [&str; 5] = ["ageing_rate", "urban_share", "aged_60", "aged_65", "aged_80"];

/// A column of a table and the property of the format for which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedColumn {
    /// The property.
    pub property: &'static str,
    /// The column.
    pub column: String,
}

/// The columns that stand for properties of a layer, each by the property's own name or by a well-known one, whatever unit
/// stands in brackets behind it; what is left by what it says of age; and then by what ten bytes hold of a name. `taken` are
/// columns that are not to be had.
pub fn name_columns(role: Role, columns: &[String], taken: &[&str]) -> Vec<NamedColumn> {
    let own = || all().filter(|(_, roles, _)| roles.contains(&role));
    let mut named: Vec<NamedColumn> = Vec::new();
    let is_cut = |column: &String, word: &str| {
        let in_words =
            IN_WORDS.iter().fold(word.to_owned(), |own, (age, digits)| own.replace(digits, age));
        let years = |word: &str| word.replace('岁', "周岁");
        let ways = [years(word), years(&in_words), in_words];
        let all = ways.iter().map(String::as_str).chain([word]);
        column != word && all.flat_map(cuts).any(|cut| cut == column.as_str())
    };
    let of_word = |column: &String, word: &str| plain(column) == plain(word);
    let ways: [Way<'_>; 3] = [
        &|_, column, word| of_word(column, word),
        &|property, column, _| of_age(column) == Some(property),
        &|_, column, word| is_cut(column, word),
    ];
    for is_it in ways {
        for (property, ..) in own() {
            if named.iter().any(|known| known.property == *property) {
                continue;
            }
            let mut words = words_of(role, property);
            let free = |column: &&String| {
                !taken.contains(&column.as_str())
                    && named.iter().all(|known| known.column != **column)
                    && can_be(property, column)
            };
            // Of 常住 and 户籍 the groups are those of which people are counted.
            let people = named.iter().find(|own| ["persons", "population"].contains(&own.property));
            let kind = ["常住", "户籍"]
                .into_iter()
                .find(|own| people.is_some_and(|people| people.column.contains(own)));
            let found = words.find_map(|word| {
                let own =
                    columns.iter().filter(free).filter(|column| is_it(property, column, word));
                own.min_by_key(|column| kind.is_some_and(|kind| !column.contains(kind)))
            });
            if let Some(column) = found {
                named.push(NamedColumn { property, column: column.clone() });
            }
        }
    }
    named
}

/// The words for a property, the likeliest first: those in Chinese, its own, all others.
fn words_of(role: Role, property: &str) -> impl Iterator<Item = &str> {
    let first = if property == "name" { IN_CHINESE } else { "" };
    let others = all().filter(move |(other, roles, _)| *other == property && roles.contains(&role));
    let others = others.flat_map(|(.., names)| names.split_whitespace());
    first.split_whitespace().chain(std::iter::once(property)).chain(others)
}

/// All columns that can stand for a property by one of its words, the likeliest first.
pub(crate) fn columns_for<'a>(
    role: Role,
    property: &str,
    columns: &'a [String],
) -> impl Iterator<Item = &'a String> {
    let is_it = |word: &str| columns.iter().find(|column| plain(column) == plain(word));
    words_of(role, property).filter_map(is_it).collect::<Vec<_>>().into_iter()
}

/// Whether a column stands for a property, by a word for it: property, column, word.
type Way<'a> = &'a dyn Fn(&str, &String, &str) -> bool;

/// All rows.
fn all() -> impl Iterator<Item = &'static Row> {
    PROPERTIES.iter().chain(GROUPS).chain(IN_OTHER_WORDS)
}

fn can_be(property: &str, column: &str) -> bool {
    heading_unit(column) != Some(HeadingUnit::Percent) || IN_PERCENT.contains(&property)
}

/// The properties for which a heading stands, in whatever layer.
fn properties_of(heading: &str) -> impl Iterator<Item = &'static str> {
    let own = plain(heading);
    let aged = of_age(heading);
    let is_it = move |(property, _, names): &&Row| {
        let mut words = std::iter::once(*property).chain(names.split_whitespace());
        !own.is_empty() && words.any(|word| plain(word) == own)
    };
    all().filter(is_it).map(|(property, ..)| *property).chain(aged)
}

/// Whether any layer knows a heading.
pub(super) fn is_known(heading: &str) -> bool {
    properties_of(heading).next().is_some()
}

const PEOPLE: [&str; 6] = ["population", "persons", "aged_60", "aged_65", "aged_80", "residents"];

/// Whether a heading is of something that is counted: people or beds.
pub(super) fn counts(heading: &str) -> bool {
    properties_of(heading).any(|own| PEOPLE.contains(&own) || own.ends_with("beds"))
}

/// Whether what a heading counts can be in this unit: people, money or floors.
pub(super) fn counts_in(heading: &str, unit: &str) -> bool {
    properties_of(heading).any(|own| match own {
        "running_cost" => unit.ends_with('元'),
        "floor_area" => unit.ends_with(['米', '㎡', '亩', '顷', '²', '2']),
        own => PEOPLE.contains(&own) && unit.ends_with('人'),
    })
}

/// The first of the headings that any layer knows, where at least two are known: then they may be a table's header.
pub(super) fn known_heading(row: &[String]) -> Option<usize> {
    let mut known = row.iter().enumerate().filter(|(_, cell)| is_known(cell));
    let first = known.next()?.0;
    known.next().map(|_| first)
}

/// Other names of a property, the likeliest first.
pub(super) fn aliases(role: Role, field: &str) -> impl Iterator<Item = &'static str> {
    let rows = PROPERTIES.iter().chain(GROUPS);
    let names = rows.filter(move |(own, roles, _)| *own == field && roles.contains(&role));
    names.flat_map(|(.., names)| names.split_whitespace())
}
