//! What groups of rows fold to, in one go over the rows: for a fold the numbers of a group need not lie beside each other.
//! They are met in row order all the same.

use crate::bits::Bits;
use crate::column::Column;
use crate::interp::gathered::Kept;
use crate::op::How;
use crate::plan::Kind;
use crate::scalar::{self, Scalar};
use crate::statistic::Statistic;

/// How rows are folded, and the fewest that are enough, of a statistic that is a fold.
pub(crate) fn fold_of((how, least): (Statistic, u32)) -> Option<(How, u32)> {
    match how {
        Statistic::Fold(how) => Some((how, least)),
        Statistic::Distinct
        | Statistic::Median
        | Statistic::Mad
        | Statistic::StdDev
        | Statistic::Percentile(_)
        | Statistic::Rank => None,
    }
}

/// Groups by what their kept rows come to; a list that nobody asks for is empty.
#[derive(Default)]
struct ByGroup {
    kept: Vec<u32>,
    /// How many numbers are given.
    numbers: Vec<u32>,
    sums: Vec<f64>,
    least: Vec<f64>,
    most: Vec<f64>,
    yes: Vec<u32>,
    no: Vec<u32>,
}

/// What each group answers to each fold; `of_value` is whether anything is asked of its rows but how many there are, and
/// `counted` whether it matters how many are kept.
pub(crate) fn answers(of: Kept<'_>, asked: &[(How, u32)], counted: bool, of_value: bool) -> Vec<Column> {
    let folded = ByGroup::new(of, asked, counted);
    let groups = of.groups.count();
    let column = |(how, least): &(How, u32)| {
        let answers = (0..groups).map(|group| folded.answer(group, *how, *least, of_value));
        match how.kind() {
            Kind::Number => Column::numbers(answers.map(Scalar::number)),
            Kind::Truth => Column::truths(answers.map(Scalar::truth)),
        }
    };
    asked.iter().map(column).collect()
}

impl ByGroup {
    fn new(of: Kept<'_>, asked: &[(How, u32)], counted: bool) -> Self {
        let Kept { groups, column, kept, edges } = of;
        let all = 0..groups.codes().len();
        let mut folded = Self::default();
        match column {
            Some(Column::Number { values, given }) => {
                let given = kept.and(given);
                let wanted = |how: How| asked.iter().any(|(asked, _)| *asked == how);
                let those = (values.as_slice(), &given);
                if wanted(How::Sum) {
                    folded.sums = fold(of, those, 0.0, scalar::raw::add);
                }
                if wanted(How::Min) {
                    folded.least = fold(of, those, f64::INFINITY, scalar::raw::min);
                }
                if wanted(How::Max) {
                    folded.most = fold(of, those, f64::NEG_INFINITY, scalar::raw::max);
                }
                folded.numbers = groups.sizes(all.clone(), &given, edges);
            }
            Some(Column::Truth { yes, no }) => {
                folded.yes = groups.sizes(all.clone(), &kept.and(yes), edges);
                folded.no = groups.sizes(all.clone(), &kept.and(no), edges);
            }
            Some(Column::Code { .. }) | None => {}
        }
        if counted {
            folded.kept = groups.sizes(all, kept, edges);
        }
        folded
    }

    fn answer(&self, group: usize, how: How, least: u32, of_value: bool) -> Scalar {
        let count = |counts: &[u32]| counts.get(group).copied().unwrap_or(0);
        let (kept, numbers, yes, no) =
            (count(&self.kept), count(&self.numbers), count(&self.yes), count(&self.no));
        let given = if of_value { numbers + yes + no } else { kept };
        if given < least {
            return match how.kind() {
                Kind::Number => Scalar::Number(None),
                Kind::Truth => Scalar::Truth(None),
            };
        }
        let number = |all: &[f64]| all.get(group).copied().filter(|_| numbers > 0);
        Scalar::Number(match how {
            How::Count => Some(f64::from(kept)),
            How::CountGiven => Some(f64::from(given)),
            // Of no row kept 0, of only missing ones missing.
            How::Sum if numbers == 0 && kept > 0 => None,
            How::Sum => scalar::finite(self.sums.get(group).copied().unwrap_or(0.0)),
            How::Min => number(&self.least),
            How::Max => number(&self.most),
            How::Any => return Scalar::Truth(Some(yes > 0)),
            How::Every => return Scalar::Truth(Some(no == 0)),
        })
    }
}

/// The given numbers of each group, folded in row order.
fn fold(of: Kept<'_>, (values, given): (&[f64], &Bits), seed: f64, f: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    let mut folded = vec![seed; of.groups.count()];
    of.groups.each(0..of.groups.codes().len(), given, of.edges, |group, row| {
        if let (Some(own), Some(number)) = (folded.get_mut(group), values.get(row)) {
            *own = f(*own, *number);
        }
    });
    folded
}
