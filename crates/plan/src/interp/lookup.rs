//! Look-ups: the row that keys find, and what stands in it. Both read the frame alone, whatever window is computed.

use crate::bits::{Bits, WORD, words_for};
use crate::column::Column;
use crate::frame::Frame;
use crate::interp::codes::Coded;
use crate::interp::slot::{Numbers, Slot, Slots};
use crate::interp::window::Window;
use crate::op::{Fetched, OfOutline};
use crate::plan::{InputId, Kind, OutlinesId, Plan, SearchId, ValueId};
use crate::scalar::{self, Scalar};
use crate::search::Keys;
use crate::search_classes::Finder;
use crate::verify::typing;

/// The place of the row that these keys find.
pub(crate) fn found(frame: &Frame, search: SearchId, keys: &[Option<f64>]) -> Option<f64> {
    let row = frame.searches.get(search.index())?.find(keys)?;
    Some(scalar::count(row as usize))
}

/// What stands in the row of a place.
pub(crate) fn fetched(plan: &Plan, frame: &Frame, place: Option<f64>, what: Fetched) -> Scalar {
    let row = place.and_then(row_of);
    let code = |id: InputId| frame.columns.get(id.index())?.code(row?);
    match what {
        Fetched::Cell(id) => read(frame.columns.get(id.index()), row, kind(plan, what)),
        Fetched::Entry(id) => {
            let entry = plan.lookup(id).and_then(|lookup| code(lookup.input)).map(|code| code as usize);
            read(frame.lookups.get(id.index()), entry, kind(plan, what))
        }
        Fetched::GivenCode(id) => {
            let there = row.filter(|row| frame.columns.get(id.index()).is_some_and(|all| *row < all.len()));
            Scalar::Truth(there.map(|_| code(id).is_some()))
        }
    }
}

/// What is asked of the outline in the row of a place, and of an east and a north.
pub(crate) fn outlined(
    plan: &Plan,
    frame: &Frame,
    asked: OfOutline,
    outlines: OutlinesId,
    place: Option<f64>,
    point: (Option<f64>, Option<f64>),
) -> Scalar {
    let outline = || {
        let column = frame.columns.get(plan.outlines.get(outlines.index())?.input.index())?;
        let entry = column.code(row_of(place?)?)?;
        let outline = frame.outlines.get(outlines.index())?.get(entry as usize)?;
        Some((outline, [point.0?, point.1?])).filter(|(outline, _)| !outline.is_empty())
    };
    let asked_of = outline();
    match asked {
        OfOutline::Inside => Scalar::Truth(asked_of.map(|(outline, point)| outline.holds(point))),
        OfOutline::Distance(radius) => {
            let distance = asked_of.and_then(|(outline, point)| outline.distance(point, radius.get()));
            Scalar::Number(distance.and_then(scalar::finite))
        }
    }
}

/// [`TableStep::Outline`](crate::TableStep::Outline) over a window of `rows` rows: place of the row, east, north.
pub(crate) fn outline<'f>(
    asked: OfOutline,
    outlines: OutlinesId,
    [places, east, north]: &[Numbers<'_>; 3],
    plan: &Plan,
    frame: &Frame,
    rows: usize,
) -> Slot<'f> {
    let each = (0..rows)
        .map(|row| outlined(plan, frame, asked, outlines, places.at(row), (east.at(row), north.at(row))));
    Slot::from(match asked {
        OfOutline::Inside => Column::truths(each.map(Scalar::truth)),
        OfOutline::Distance(_) => Column::numbers(each.map(Scalar::number)),
    })
}

/// [`TableStep::Find`](crate::TableStep::Find) over a window of `rows` rows.
pub(crate) fn find<'f>(
    search: SearchId,
    keys: Keys,
    frame: &Frame,
    rows: usize,
    slots: &Slots<'_>,
) -> Slot<'f> {
    let Some(index) = frame.searches.get(search.index()) else { return Slot::Empty };
    let columns: Vec<Numbers<'_>> = keys.iter().map(|key| slots.numbers(key)).collect();
    Slot::from(Column::numbers(Finder::new(index).find_all(&columns, rows).map(|row| row.map(f64::from))))
}

/// [`TableStep::Fetch`](crate::TableStep::Fetch) over a window of `rows` rows.
pub(crate) fn fetch<'f>(
    (place, places): (ValueId, &Numbers<'_>),
    what: Fetched,
    plan: &Plan,
    frame: &Frame,
    (rows, window): (usize, &Window<'_>),
) -> Slot<'f> {
    let column = |id: InputId| frame.columns.get(id.index());
    let input = match what {
        Fetched::Cell(id) | Fetched::GivenCode(id) => Some(id),
        Fetched::Entry(id) => plan.lookup(id).map(|lookup| lookup.input),
    };
    // What all rows of a short table hold is asked once, and not by each row that looks there.
    if let Some(all) = input.and_then(column).map(Column::len).filter(|all| *all <= rows) {
        let places = window.places(place, all, || Places::of(places, rows, all));
        return fetch_of_few(&places, what, plan, frame, all);
    }
    let found = (0..rows).map(|row| places.at(row).and_then(row_of));
    match what {
        Fetched::Cell(id) => read_all(column(id), kind(plan, what), found),
        Fetched::Entry(id) => {
            let codes = plan.lookup(id).and_then(|lookup| column(lookup.input));
            let entry = |row: usize| codes?.code(row).map(|code| code as usize);
            read_all(frame.lookups.get(id.index()), kind(plan, what), found.map(|row| entry(row?)))
        }
        Fetched::GivenCode(id) => {
            let given = |row: usize| match column(id)? {
                Column::Code { index, given, .. } => (row < index.len()).then(|| given.get(row)),
                other @ (Column::Number { .. } | Column::Truth { .. }) => {
                    (row < other.len()).then_some(false)
                }
            };
            Slot::from(Column::truths(found.map(|row| given(row?))))
        }
    }
}

/// The rows elsewhere that rows look at.
pub(crate) struct Places {
    /// By row; 0 where it looks at none.
    codes: Vec<u32>,
    given: Bits,
}

impl Places {
    /// Those of numbers, of places among so many rows; a number that is no such place is none.
    fn of(places: &Numbers<'_>, rows: usize, among: usize) -> Self {
        let (mut codes, mut all) = (Vec::with_capacity(rows), Vec::with_capacity(words_for(rows)));
        for index in 0..words_for(rows) {
            let (block, given) = places.block(index);
            let mut word = 0_u64;
            for (at, place) in block.iter().take(rows - index * WORD).enumerate() {
                let code = row_of(*place).filter(|row| *row < among && given >> at & 1 == 1);
                word |= u64::from(code.is_some()) << at;
                codes.push(code.and_then(|code| u32::try_from(code).ok()).unwrap_or(0));
            }
            all.push(word);
        }
        Self { codes, given: Bits::from_words(all, rows) }
    }
}

/// The same, where the table has so many rows, not more than look there.
fn fetch_of_few<'f>(places: &Places, what: Fetched, plan: &Plan, frame: &Frame, all: usize) -> Slot<'f> {
    let answers = (0..all).map(|row| fetched(plan, frame, Some(scalar::count(row)), what));
    let answers = match kind(plan, what) {
        Kind::Number => Column::numbers(answers.map(Scalar::number)),
        Kind::Truth => Column::truths(answers.map(Scalar::truth)),
    };
    let mut coded = Coded::among(&places.codes, &places.given);
    coded.add(&answers);
    coded.slots(0..places.codes.len()).pop().unwrap_or(Slot::Empty)
}

/// What a column has in some rows.
fn read_all<'f>(column: Option<&Column>, kind: Kind, rows: impl Iterator<Item = Option<usize>>) -> Slot<'f> {
    Slot::from(match (kind, column) {
        (Kind::Number, Some(Column::Number { values, given })) => {
            let number = |row: usize| values.get(row).copied().filter(|_| given.get(row));
            Column::numbers(rows.map(|row| number(row?)))
        }
        (Kind::Truth, Some(Column::Truth { yes, no })) => {
            let truth = |row: usize| if yes.get(row) { Some(true) } else { no.get(row).then_some(false) };
            Column::truths(rows.map(|row| truth(row?)))
        }
        (Kind::Number, _) => Column::numbers(rows.map(|_| None)),
        (Kind::Truth, _) => Column::truths(rows.map(|_| None)),
    })
}

fn kind(plan: &Plan, what: Fetched) -> Kind {
    typing::fetched(plan, what)
}

/// The row of a place; none for a number that is no place.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is compared with what it was"
)]
pub(crate) fn row_of(place: f64) -> Option<usize> {
    // A number that is none of these becomes another one.
    let row = place as u32;
    (f64::from(row) == place && row < u32::MAX).then_some(row as usize)
}

fn read(column: Option<&Column>, row: Option<usize>, kind: Kind) -> Scalar {
    match kind {
        Kind::Number => Scalar::Number(row.and_then(|row| column?.number(row))),
        Kind::Truth => Scalar::Truth(row.and_then(|row| column?.truth(row))),
    }
}
