//! The steps that read everything, said once more as plainly as can be: one row, from all the others.

use crate::op::{How, TableStep};
use crate::plan::{Kind, TableId};
use crate::scalar::{self, Scalar};
use crate::statistic::{self, Places, Statistic};

/// Where the rows stand.
pub(crate) trait Rows {
    /// A row of a value.
    fn read(&self, value: crate::plan::ValueId, row: usize) -> Scalar;
    /// How many rows a table has.
    fn count(&self, table: TableId) -> usize;
    /// The rows of a table below a row of one above; the row itself in its own table.
    fn below(&self, from: TableId, row: usize, to: TableId) -> std::ops::Range<usize>;
}

/// What a step that reads everything gives a row; nothing for another step.
pub(crate) fn evaluate(step: TableStep, rows: &impl Rows, row: usize) -> Option<Scalar> {
    match step {
        TableStep::Lift { .. }
        | TableStep::Fold { .. }
        | TableStep::Find { .. }
        | TableStep::Fetch { .. }
        | TableStep::Outline { .. } => None,
        TableStep::Pair { first, second, to } => {
            let key = |row| {
                let (first, second) = (rows.read(first, row).number()?, rows.read(second, row).number()?);
                Some((first + 0.0, second + 0.0))
            };
            let own = key(row);
            let place = (0..rows.count(to)).find(|other| key(*other) == own).filter(|_| own.is_some());
            Some(Scalar::Number(place.map(scalar::count)))
        }
        TableStep::Group { how, least, from, value, keep, by, to } => {
            let nothing = match how.kind() {
                Kind::Number => Scalar::Number(None),
                Kind::Truth => Scalar::Truth(None),
            };
            let Some(group) = group(rows, by, to, row) else { return Some(nothing) };
            let is_kept = |row: &usize| keep.is_none_or(|keep| rows.read(keep, *row).truth() == Some(true));
            let of = |row| value.map_or(Scalar::Number(None), |value| rows.read(value, row));
            let kept: Vec<Scalar> = group
                .into_iter()
                .flat_map(|member| rows.below(from, member, to))
                .filter(is_kept)
                .map(of)
                .collect();
            let known = |scalar: &&Scalar| scalar.number().is_some() || scalar.truth().is_some();
            let given = if value.is_some() { kept.iter().filter(known).count() } else { kept.len() };
            if given < least as usize {
                return Some(nothing);
            }
            let own = value.filter(|_| is_kept(&row)).and_then(|value| rows.read(value, row).number());
            Some(answer(how, &kept, own))
        }
        TableStep::Common { value, keep, by, share, least, from, to } => {
            let is_kept = |row: &usize| keep.is_none_or(|keep| rows.read(keep, *row).truth() == Some(true));
            let list = |row| -> Vec<Option<f64>> {
                let kept = rows.below(from, row, to).filter(is_kept);
                kept.map(|below| rows.read(value, below).number()).collect()
            };
            let Some(group) = group(rows, by, to, row) else { return Some(Scalar::Truth(None)) };
            let lists: Vec<Vec<Option<f64>>> = group.into_iter().map(list).collect();
            if lists.iter().filter(|list| list.iter().any(Option::is_some)).count() < least as usize {
                return Some(Scalar::Truth(None));
            }
            let is_common = |number: &f64| {
                let having = lists.iter().filter(|list| list.contains(&Some(*number))).count();
                super::listing::is_share(having, lists.len(), share.get())
            };
            let own = list(row);
            let mut common = lists.iter().flatten().flatten().filter(|number| is_common(number));
            let all = common.all(|number| own.contains(&Some(*number)));
            let whole = own.iter().all(Option::is_some);
            Some(Scalar::Truth(if all { Some(true) } else { whole.then_some(false) }))
        }
    }
}

/// The rows of a row's group; none where its key is missing.
fn group(rows: &impl Rows, by: Option<crate::plan::ValueId>, to: TableId, row: usize) -> Option<Vec<usize>> {
    let Some(by) = by else { return Some((0..rows.count(to)).collect()) };
    let own = rows.read(by, row).number()?;
    // 0 and −0 are equal; no key is NaN.
    Some((0..rows.count(to)).filter(|other| rows.read(by, *other).number() == Some(own)).collect())
}

fn answer(how: Statistic, kept: &[Scalar], own: Option<f64>) -> Scalar {
    let numbers: Vec<f64> = kept.iter().filter_map(|scalar| scalar.number()).collect();
    match how {
        Statistic::Fold(how) => fold(how, kept),
        Statistic::Distinct => {
            let first = |(place, number): &(usize, &f64)| !numbers.iter().take(*place).any(|n| n == *number);
            Scalar::Number(Some(scalar::count(numbers.iter().enumerate().filter(first).count())))
        }
        Statistic::Median => Scalar::Number(statistic::median(&mut Places::new(&numbers))),
        Statistic::Mad => Scalar::Number(statistic::mad(&numbers, &mut Places::new(&numbers))),
        Statistic::StdDev => Scalar::Number(statistic::standard_deviation(&numbers)),
        Statistic::Percentile(share) => {
            Scalar::Number(statistic::percentile(&mut Places::new(&numbers), share.get()))
        }
        Statistic::Rank => Scalar::Number(
            own.map(|own| scalar::count(numbers.iter().filter(|number| **number > own).count() + 1)),
        ),
    }
}

/// A fold of the kept rows.
pub(crate) fn fold(how: How, kept: &[Scalar]) -> Scalar {
    let numbers: Vec<f64> = kept.iter().filter_map(|scalar| scalar.number()).collect();
    let truths: Vec<bool> = kept.iter().filter_map(|scalar| scalar.truth()).collect();
    match how {
        How::Count => Scalar::Number(Some(scalar::count(kept.len()))),
        How::CountGiven => Scalar::Number(Some(scalar::count(numbers.len() + truths.len()))),
        How::Sum if numbers.is_empty() && !kept.is_empty() => Scalar::Number(None),
        How::Sum => Scalar::Number(scalar::finite(numbers.into_iter().fold(0.0, scalar::raw::add))),
        How::Min => Scalar::Number(numbers.into_iter().reduce(scalar::raw::min)),
        How::Max => Scalar::Number(numbers.into_iter().reduce(scalar::raw::max)),
        How::Any => Scalar::Truth(Some(truths.contains(&true))),
        How::Every => Scalar::Truth(Some(!truths.contains(&false))),
    }
}
