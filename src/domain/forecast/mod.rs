//! People in years to come: pure methods from counts to counts. Nothing here knows files, layers or the terminal.
//!
//! # Cohort-change ratios (Hamilton–Perry)
//!
//! Two censuses at t₁ and t₂ = t₁ + n, n = 5 or 10, count people P\[s,a\](t) by sex s and five-year age group a, the
//! last one open (85 and over). People aged a at t₁ are aged a + n at t₂, so one ratio holds the deaths and moves of n
//! years:
//!
//! | what | formula |
//! |---|---|
//! | cohort-change ratio | C\[s,a\] = P\[s,a+n\](t₂) / P\[s,a\](t₁) |
//! | the open group A+ | C\[s,A−n+\] = P\[s,A+\](t₂) / Σ P\[s,a ≥ A−n\](t₁) |
//! | children 0–4 (and 5–9 where n = 10), of each sex, to women | K\[s,a\] = P\[s,a\](t₂) / W\[a\](t₂), W\[a\] = women aged 15+a to 44+a |
//! | n years on | P\[s,a+n\](t+n) = C\[s,a\] · P\[s,a\](t), children K\[s,a\] · W\[a\](t+n) |
//!
//! Where a cohort was empty at t₁ there is no ratio: its people at t₂ are added as a number. So the ratios of two
//! censuses always lead from the first to the second.
//!
//! **Half of ten years.** With f(a) the logarithm of a five-year ratio from age a on, the ten-year one is L(a) = f(a) +
//! f(a+5). Taking f as linear over those ages, f(a) = (L(a−5) + L(a)) / 4: the root of the ten-year ratio at the same
//! mean age (from age 0 on, of C\[0\] alone). For open groups L(a+) = f(a+) + f((a+5)+) holds in the same way, and
//! f(A−10+) = L(A−10+)/2 − d/2, f(A−5+) = L(A−10+)/2 + d/2, d = (L(A−10+) − L(A−15+))/2; A−5 to A−1 is their
//! difference, at least 0. So 2025 is 2020 and one five-year step, 2035 is 2020, ten years and one five-year step.
//!
//! **Other years** are interpolated linearly between the five-year marks around them, for each sex and age group.
//!
//! # Other methods
//!
//! | method | formula |
//! |---|---|
//! | growth | G(t) = G(t₂) · (1 + r)^(t − t₂), r given by group or that between the censuses |
//! | ageing trend | residents by growth; the share of 60+ in residents, of 65+ in 60+, of 80+ in 65+ each on a straight line of log-odds through both censuses |
//! | given | figures as a table has them |
//!
//! # Variants and draws
//!
//! A future multiplies every cohort-change ratio by exp(σ (z/√2 + z_c/√2)) for ten years (its root for five) and every
//! child-woman ratio by exp(3σ z_b). z is shared by all cohorts, z_c belongs to one birth cohort and stays with it, z_b
//! belongs to births; all are standard normal and independent. σ is 5 % by default: an assumption of ours, since two
//! censuses cannot show how much ratios vary. *Medium* has z = z_c = z_b = 0. *Low* and *high* have the logarithm of
//! every ratio at ∓1.2816 σ (births ∓1.2816 · 3σ), the 10 % and 90 % points of a ratio's own distribution. With other
//! methods exp(σ z Δt/10) multiplies every group but residents (growth), or the odds of the widest group (trend).
//!
//! # Groups, controls, whole persons
//!
//! Groups are nested: residents ⊇ 60+ ⊇ 65+ ⊇ 80+. A controlled group is scaled to its control by one factor for all
//! its people except those of an older controlled group, which has a factor of its own; people outside every controlled
//! group stay as they are. Figures are rounded, then distributed over units by band (under 60, 60–64, 65–79, 80+) in
//! proportion to the people of that band in each unit today, in whole persons by largest remainders. So the parts
//! always add up, and no unit has more people aged 65+ than 60+.
//!
//! # Sources
//!
//! - H. Hamilton, J. Perry, "A short method for projecting population by age from one decennial census to another",
//!   *Social Forces* 41 (1962), 163–170.
//! - S. K. Smith, J. Tayman, D. A. Swanson, *A Practitioner's Guide to State and Local Population Projections*, Springer
//!   2013, chapter 7: open groups, child-woman ratios, control to totals.
//! - J. Baker, D. A. Swanson, J. Tayman, L. M. Tedrow, *Cohort Change Ratios and Their Applications*, Springer 2017.
//! - M. Balinski, H. P. Young, *Fair Representation*, Yale 1982: largest remainders (Hamilton's method).
//!
//! The split of ten years in halves and the distribution of draws are ours.

mod ages;
mod back;
mod cohort;
mod control;
mod deviation;
mod group;
mod method;
mod outlook;
mod share;

pub use ages::{AgeTable, AgesError, LEAST_OPEN_AGE, Sex};
pub use back::{BackTest, back_test, back_test_ahead};
pub use cohort::CohortChange;
pub use control::{ControlError, control};
pub use deviation::{Deviation, Variant};
pub use group::PeopleGroup;
pub use method::{AreaMethod, Census, Method};
pub use outlook::{AreaOutlook, Outlook, OutlookError, Published, Request, Row};
pub use share::{bands_of, figures_of, share_bands, share_out};
