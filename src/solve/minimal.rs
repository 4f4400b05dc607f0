//! QuickXplain (Junker 2004): a smallest part of what cannot hold together that still cannot.

/// A part of `members`, which cannot all hold, that cannot hold either while all of it but any one member can; and
/// whether that is proved. Of members that could be in it, those named first are preferred. `possible` says whether some
/// can hold together, none where that is not known: what is not known counts as possible.
pub(crate) fn minimal<M: Clone, E>(
    members: &[M],
    mut possible: impl FnMut(&[M]) -> Result<Option<bool>, E>,
) -> Result<(Vec<M>, bool), E> {
    let mut proved = true;
    let mut holds = |some: &[M]| {
        let known = possible(some)?;
        proved &= known.is_some();
        Ok(known.unwrap_or(true))
    };
    let found = needed(&[], false, members, &mut holds)?;
    Ok((found, proved))
}

/// The members of `some` that are needed besides `given`; `added` says whether `given` has not been tried alone.
fn needed<M: Clone, E>(
    given: &[M],
    added: bool,
    some: &[M],
    holds: &mut impl FnMut(&[M]) -> Result<bool, E>,
) -> Result<Vec<M>, E> {
    if added && !holds(given)? {
        return Ok(Vec::new());
    }
    if some.len() <= 1 {
        return Ok(some.to_vec());
    }
    let (first, second) = some.split_at(some.len() / 2);
    let of_second = needed(&[given, first].concat(), true, second, holds)?;
    let mut of_first =
        needed(&[given, &of_second[..]].concat(), !of_second.is_empty(), first, holds)?;
    of_first.extend(of_second);
    Ok(of_first)
}
