//! Plans that fall apart, solved part by part (docs/model.md, "Large plans").
//!
//! Without the few rows that [couple](crate::solve::milp::Milp::overall) (money, targets of the whole plan, what earlier stages keep)
//! the model of a stage is many components k, most of a few binaries. Each is enumerated once: for the rest of the model a pattern
//! p ∈ P_k of it is a vector, its use u_p of the coupling rows and its aim f_p. With m the columns in coupling rows alone, the stage is
//!
//! ```text
//! (31) min Σ_k Σ_{p ∈ P_k} f_p·x_p + c·m
//!      Σ u_p·x_p + A·m ≤ b,   Σ_{p ∈ P_k} x_p = 1,   l ≤ m ≤ h,   x_p ∈ {0, 1}
//! (32) L(y) = Σ_k min_{p ∈ P_k} (f_p + y·u_p) + Σ_j min_{l_j ≤ m_j ≤ h_j} (c_j + y·a_j)·m_j − y·b ≤ (31) for every y ≥ 0
//! (33) a plan with p costs at least L(y) + r_p,   r_p = f_p + y·u_p − min_{q ∈ P_k} (f_q + y·u_q)
//! ```
//!
//! `coupling` has the rows, `split` the components, `part` and `patterns` the enumeration, `dual` (32), `bundle` its greatest value,
//! `core` (31) over the patterns of least r_p, `stage` what of them is tried until value and bound meet.

mod bundle;
mod core;
mod coupling;
mod dual;
mod part;
mod patterns;
mod plan;
mod stage;
mod store;
mod wide;

pub(super) use stage::{Taking, minimise};
