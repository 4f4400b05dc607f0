//! `[[funding]]`, `[[commitment]]` and mixes of sources.

use super::areas::Areas;
use super::catalogue::Code;
use super::fields::Fields;
use super::register::{Kind, Register, read_ids, register_ids};
use crate::domain::{
    AreaIdx, Commitment, Funding, FundingIdx, Name, PaysFor, TownIdx, WorkKind, phrase, text,
};
use crate::units::Yuan;

const FUNDING_KEYS: &[&str] =
    &["id", "name", "amount", "amount_origin", "pays_for", "periods", "carry_over"];
const PAYS_FOR_KEYS: &[&str] = &["works", "tiers", "kinds", "operators", "towns", "areas"];

/// The sources of money that were read.
#[derive(Debug)]
pub(super) struct Sources<'s> {
    pub(super) register: Register,
    pub(super) list: Vec<Option<Funding>>,
    /// The income of each source.
    pub(super) incomes: Vec<ReadIncome>,
    /// Their tables, for later checks.
    pub(super) tables: Vec<Fields<'s>>,
}

/// The income of a source by period.
#[derive(Debug)]
pub(super) struct ReadIncome {
    /// Amounts by year as written; none if the whole amount is available from the first period on.
    pub(super) by_year: Option<Vec<(String, Yuan)>>,
    pub(super) carries_over: bool,
}

/// What sources refer to.
#[derive(Debug, Clone, Copy)]
struct Registers<'a> {
    tiers: &'a Register,
    towns: &'a Register,
    areas: &'a Areas,
}

/// Reads all sources.
pub(super) fn read_sources<'s>(
    root: &Fields<'s>,
    tiers: &Register,
    towns: &Register,
    areas: &Areas,
) -> Sources<'s> {
    let registers = Registers { tiers, towns, areas };
    let mut tables = root.tables("funding", FUNDING_KEYS);
    let register = register_ids(Kind::SOURCE, &mut tables);
    let (list, incomes) = tables
        .iter()
        .map(|table| {
            let income = read_income(table);
            (read_source(table, registers, &income), income)
        })
        .unzip();
    Sources { register, list, incomes, tables }
}

/// `periods` and `carry_over`.
fn read_income(table: &Fields<'_>) -> ReadIncome {
    let by_year = table.table_by("periods").map(|(amounts, years)| {
        let amount = |year: String| {
            let amount =
                amounts.required(&year, |table, year| table.quantity(year, Yuan::parse))?;
            Some((year, amount))
        };
        years.into_iter().filter_map(amount).collect()
    });
    if by_year.is_some() && table.has("amount") {
        let cause = text!(
            "`amount` and `periods` are both given: each states the money of the source",
            "同时给出了 `amount` 和 `periods`：两者都说明该来源的资金"
        );
        let action = text!(
            "keep `amount` for money that is available at once, or `periods`",
            "资金一次到位的保留 `amount`，否则保留 `periods`"
        );
        table.push(Code::PERIOD_SAID_TWICE, "amount", cause, action);
    }
    ReadIncome { by_year, carries_over: table.flag("carry_over").unwrap_or(true) }
}

fn read_source(
    table: &Fields<'_>,
    registers: Registers<'_>,
    income: &ReadIncome,
) -> Option<Funding> {
    let id = table.id("id");
    let name = table.name("name").or_else(|| id.clone().map(Name::plain));
    let amount = match &income.by_year {
        Some(amounts) => Some(amounts.iter().map(|&(_, amount)| amount).sum()),
        None => table.required("amount", |table, field| table.quantity(field, Yuan::parse)),
    };
    let amount_origin = table.origin("amount_origin");
    let pays_for =
        table.table("pays_for", PAYS_FOR_KEYS).map(|fields| read_pays_for(&fields, registers));
    table.refuse_unknown();
    let source = Funding {
        id: id?,
        name: name?,
        amount: amount?,
        amount_origin,
        pays_for: pays_for.unwrap_or_default(),
    };
    table.if_sound(source)
}

fn read_pays_for(fields: &Fields<'_>, registers: Registers<'_>) -> PaysFor {
    fields.refuse_unknown();
    let works = fields.words("works").unwrap_or_default();
    PaysFor {
        works: works
            .iter()
            .filter_map(|word| fields.known_word("works", word, &WorkKind::WORDS))
            .collect(),
        tiers: fields.references("tiers", registers.tiers).unwrap_or_default(),
        kinds: fields.words("kinds").unwrap_or_default(),
        operators: fields.words("operators").unwrap_or_default(),
        towns: read_towns(fields, registers),
    }
}

/// The towns of `towns` and of `areas`, each once.
fn read_towns(fields: &Fields<'_>, registers: Registers<'_>) -> Vec<TownIdx> {
    let mut towns: Vec<TownIdx> = fields.references("towns", registers.towns).unwrap_or_default();
    let areas: Vec<AreaIdx> =
        fields.references("areas", &registers.areas.register).unwrap_or_default();
    for area in areas.into_iter().filter_map(|area| registers.areas.list[area].as_ref()) {
        towns.extend(&area.towns);
    }
    towns.sort_unstable();
    towns.dedup();
    towns
}

/// Reads all commitments and checks them against the money of the sources.
pub(super) fn read_commitments(root: &Fields<'_>, sources: &Sources<'_>) -> Vec<Commitment> {
    let mut tables = root.tables("commitment", &["id", "name", "funding", "period"]);
    read_ids(phrase("commitment", "已定支出"), &mut tables);
    let commitments = tables
        .iter()
        .filter_map(|table| {
            let id = table.id("id");
            let name = table.name("name").or_else(|| id.clone().map(Name::plain));
            let funding =
                table.required("funding", |table, field| table.mix(field, &sources.register));
            table.refuse_unknown();
            let commitment = Commitment { id: id?, name: name?, funding: funding? };
            table.if_sound(commitment)
        })
        .collect::<Vec<_>>();
    check_p4012_commitments(&commitments, sources);
    commitments
}

fn check_p4012_commitments(commitments: &[Commitment], sources: &Sources<'_>) {
    for (position, (source, table)) in sources.list.iter().zip(&sources.tables).enumerate() {
        let Some(source) = source else { continue };
        let taken = taken(commitments, FundingIdx::from(position));
        if taken > source.amount {
            let has = source.amount;
            let cause = text!(
                "commitments take {taken} from this source, which has {has}",
                "已定支出占用该来源 {taken}，而该来源只有 {has}"
            );
            let action = text!("correct the amount or the commitments", "更正金额或已定支出");
            table.push(Code::COMMITMENTS_EXCEED, "amount", cause, action);
        }
    }
}

/// What commitments take from `source`.
pub(super) fn taken<'c>(
    commitments: impl IntoIterator<Item = &'c Commitment>,
    source: FundingIdx,
) -> Yuan {
    let parts = commitments.into_iter().flat_map(|commitment| &commitment.funding);
    parts.filter(|(from, _)| *from == source).map(|&(_, amount)| amount).sum()
}

impl Fields<'_> {
    /// Amounts of money by source, in the order of the file.
    pub(super) fn mix(&self, field: &str, sources: &Register) -> Option<Vec<(FundingIdx, Yuan)>> {
        let (mix, ids) = self.table_by(field)?;
        let parts: Vec<_> = ids
            .iter()
            .map(|id| {
                let source = mix.look_up(id, id, sources);
                let amount = mix.required(id, |mix, id| mix.quantity(id, Yuan::parse));
                Some((source?, amount?))
            })
            .collect();
        parts.into_iter().collect()
    }
}
