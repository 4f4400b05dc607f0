//! The names that planners give to columns, by the property of the format for which each stands: the one list of them.

use super::source::Role;

/// The layers whose features are places.
const PLACES: &[Role] = &[Role::Towns, Role::Demand, Role::Sites, Role::Medical];
const OF_TOWNS: &[Role] = &[Role::Demand, Role::Sites, Role::Medical];

/// A property, the layers in which it has other names, and the names, the likeliest first.
pub(super) type Row = (&'static str, &'static [Role], &'static str);

/// The properties for which other names are tried, in this order; and of all the first ten bytes, to which Shapefiles cut
/// them.
pub(super) const PROPERTIES: &[Row] = &[
    (
        "id",
        PLACES,
        "编码 代码 行政区划代码 区划代码 编号 统计用区划代码 code CODE ID adcode pac PAC",
    ),
    ("name", PLACES, "名称 NAME Name"),
    (
        "name",
        &[Role::Towns],
        "乡镇名称 街道名称 镇街名称 街镇名称 乡镇街道名称 乡镇街道 镇街 街镇 乡镇 街道",
    ),
    (
        "name",
        &[Role::Demand],
        "村名 村居名称 社区名称 村社区名称 村名称 村社区 村居 行政村 村 社区 居委会 村委会",
    ),
    (
        "name",
        &[Role::Sites],
        "机构名称 设施名称 养老机构名称 养老服务设施名称 站点名称 单位名称 项目名称",
    ),
    ("name", &[Role::Medical], "机构名称 医疗机构名称 医院名称 单位名称"),
    ("name", PLACES, "乡镇名称 街道名称 镇街名称 村名 村居名称 社区名称 机构名称 mc MC"),
    (
        "town",
        OF_TOWNS,
        "乡镇代码 乡镇编码 所属乡镇代码 街镇代码 所属乡镇 所属街镇 所属镇街 所属街道 所属乡镇街道 所属街道乡镇 所在乡镇 所在街镇 所在镇街 所在乡镇街道 乡镇 街镇 镇街 乡镇街道 街道乡镇 街道 镇 town_id",
    ),
    ("population", &[Role::Towns], "常住人口 人口 总人口 人口数 常住人口数 居民人口 pop POP"),
    (
        "ageing_rate",
        &[Role::Towns],
        "老龄化率 老龄化程度 老龄化 60岁及以上人口占比 60岁及以上占比 60岁以上占比 60岁以上人口占比",
    ),
    ("urban_share", &[Role::Towns], "城镇化率"),
    ("setting", &[Role::Towns, Role::Demand], "城乡类型 城乡分类 城乡"),
    (
        "persons",
        &[Role::Demand],
        "常住人口 人口 总人口 人口数 常住人口数 总人数 户籍人口 population residents pop POP",
    ),
    ("kind", &[Role::Sites], "类型 类别 机构类型 设施类型 机构类别 设施类别"),
    ("beds", &[Role::Sites], "床位数 床位 总床位数 总床位 床位总数 核定床位 核定床位数"),
    ("nursing_beds", &[Role::Sites], "护理型床位数 护理型床位 护理床位数 护理床位"),
    ("guarantee_beds", &[Role::Sites], "兜底保障床位数 兜底保障床位 兜底床位数 兜底床位"),
    ("residents", &[Role::Sites], "入住人数 在住人数 现入住人数 入住老人数 入住老年人数"),
    ("running_cost", &[Role::Sites], ""),
    ("position_origin", PLACES, ""),
];

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
    ("standing", &[Role::Sites], "是否建成 建成情况 建设状态 现状 状态 运营状态"),
    (
        "operator",
        &[Role::Sites],
        "运营主体 运营方 运营方式 运营性质 机构性质 经营性质 兴办主体 举办主体 公办民办 性质",
    ),
];

/// A heading as names are compared: without blanks, units in brackets and capital letters.
pub(super) fn plain(heading: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for letter in heading.chars() {
        match letter {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth > 0 || letter.is_whitespace() => {}
            _ => kept.extend(letter.to_lowercase()),
        }
    }
    match kept.is_empty() {
        true => heading.trim().to_lowercase(),
        false => kept.replace("周岁", "岁").replace(['/', '、', '·'], ""),
    }
}

/// What the unit in brackets of a heading makes of the column's figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum HeadingUnit {
    /// Each figure stands for so many: 万人 for ten thousand.
    Times(f64),
    /// The figures are percent.
    Percent,
}

/// The unit in brackets of a heading, where it changes what the figures say.
pub(crate) fn heading_unit(heading: &str) -> Option<HeadingUnit> {
    let (_, unit) = heading.split_once(['(', '（', '[', '【'])?;
    match unit {
        _ if unit.contains(['%', '％']) || unit.contains("百分") => Some(HeadingUnit::Percent),
        _ if unit.starts_with('万') || unit.contains("：万") => {
            Some(HeadingUnit::Times(10_000.0))
        }
        _ if unit.starts_with('千') => Some(HeadingUnit::Times(1_000.0)),
        _ => None,
    }
}

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
/// stands in brackets behind it. `taken` are columns that are not to be had.
pub fn name_columns(role: Role, columns: &[String], taken: &[&str]) -> Vec<NamedColumn> {
    let all = || PROPERTIES.iter().chain(GROUPS).chain(IN_OTHER_WORDS);
    let mut named: Vec<NamedColumn> = Vec::new();
    for (property, ..) in all().filter(|(_, roles, _)| roles.contains(&role)) {
        if named.iter().any(|known| known.property == *property) {
            continue;
        }
        let others = all().filter(|(own, roles, _)| own == property && roles.contains(&role));
        let mut words = std::iter::once(*property)
            .chain(others.flat_map(|(.., names)| names.split_whitespace()));
        let free = |column: &&String| {
            !taken.contains(&column.as_str()) && named.iter().all(|known| known.column != **column)
        };
        let found = words.find_map(|word| {
            let is_it = |column: &&String| {
                free(column) && plain(column) == plain(word) && can_be(property, column)
            };
            columns.iter().find(is_it)
        });
        if let Some(column) = found {
            named.push(NamedColumn { property, column: column.clone() });
        }
    }
    named
}

fn can_be(property: &str, column: &str) -> bool {
    heading_unit(column) != Some(HeadingUnit::Percent) || IN_PERCENT.contains(&property)
}

/// The first of the headings that any layer knows, where at least two are known: then they may be a table's header.
pub(super) fn known_heading(row: &[String]) -> Option<usize> {
    let all = || PROPERTIES.iter().chain(GROUPS).chain(IN_OTHER_WORDS);
    let is_known = |cell: &String| {
        let cell = plain(cell);
        let mut words =
            all().flat_map(|(own, _, names)| std::iter::once(*own).chain(names.split_whitespace()));
        !cell.is_empty() && words.any(|word| plain(word) == cell)
    };
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
