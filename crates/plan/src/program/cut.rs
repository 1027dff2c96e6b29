//! From a plan and what is wanted of it to a pass.
//!
//! A value's *stage* says how many times what it reads left the sections and came back: values made beside sections of a
//! stage stand before those sections. Within a stage and a table, roots (judgements, and values read elsewhere) that
//! read the same columns come into one section. A value that two sections need is made twice if that is cheap, and else
//! stored by the first.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::section::Section;
use super::task::Task;
use super::{Part, Pass, is_fused};
use crate::op::{RowOp, Step};
use crate::plan::{InputId, JudgementId, LookupId, Output, Plan, TableId, ValueId};

/// So many judgements share a section: more hold too many masks at a time, fewer share too little.
const JUDGEMENTS: usize = 8;
/// A section takes no further root from so many ops on.
const OPS: usize = 64;
/// What costs more ops than this is not made twice.
const CHEAP: usize = 6;
/// A value that needs more ops than this is stored, so that no section grows without bound.
const LARGE: usize = 256;

/// Whole columns: of a value in a table.
pub(crate) type Held = BTreeSet<Output>;

/// The values that are needed for judgements and outputs; what is held needs nothing.
pub(crate) fn needed(plan: &Plan, judgements: &[JudgementId], outputs: &[Output], held: &Held) -> Vec<bool> {
    let mut needed = vec![false; plan.values.len()];
    let judged = judgements.iter().filter_map(|id| plan.judgement(*id)).flat_map(|all| all.operands());
    let mark = |needed: &mut Vec<bool>, id: ValueId| {
        if let Some(needed) = needed.get_mut(id.index()) {
            *needed = true;
        }
    };
    judged.chain(outputs.iter().map(|output| output.value)).for_each(|id| mark(&mut needed, id));
    for index in (0..plan.values.len()).rev() {
        let id = ValueId::at(index);
        if needed.get(index) != Some(&true) || is_held(plan, held, id) {
            continue;
        }
        if let Some(value) = plan.value(id) {
            value.step.operands().for_each(|operand| mark(&mut needed, operand));
        }
    }
    needed
}

pub(super) fn is_held(plan: &Plan, held: &Held, value: ValueId) -> bool {
    let table = plan.value(value).and_then(|value| value.table);
    table.is_some_and(|table| held.contains(&Output { table, value }))
}

/// The pass that does a task.
pub(super) fn pass(plan: &Plan, task: Task) -> Pass {
    let Task { judgements, outputs, held, then } = task;
    let cut = Cut::new(plan, &judgements, &outputs, &held);
    let parts = cut.parts(&judgements);
    let frees = frees(plan, &parts, &outputs);
    let tables = cut.made.iter().enumerate().filter(|(_, made)| made.is_some());
    let tables = tables.filter_map(|(index, _)| plan.values.get(index)?.table);
    let judged = judgements.iter().filter_map(|id| Some(plan.judgement(*id)?.table));
    let all = tables.chain(judged).chain(outputs.iter().map(|output| output.table));
    let tops: BTreeSet<TableId> = all.map(|table| plan.top(table)).collect();
    Pass { judgements, outputs, parts, frees, tops: tops.into_iter().collect(), then }
}

/// Where a column is made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Made {
    Beside { stage: usize },
    Fused { stage: usize },
}

impl Made {
    fn stage(self) -> usize {
        match self {
            Self::Beside { stage } | Self::Fused { stage } => stage,
        }
    }
}

struct Cut<'p> {
    plan: &'p Plan,
    held: &'p Held,
    /// By value: nothing for what is not needed, and for constants.
    made: Vec<Option<Made>>,
    /// By value: whether somebody outside its section reads it.
    stored: Vec<bool>,
}

impl<'p> Cut<'p> {
    fn new(plan: &'p Plan, judgements: &[JudgementId], outputs: &[Output], held: &'p Held) -> Self {
        let needed = needed(plan, judgements, outputs, held);
        let mut cut =
            Self { plan, held, made: vec![None; plan.values.len()], stored: vec![false; plan.values.len()] };
        for (id, value) in plan.values_with_ids() {
            if needed.get(id.index()) != Some(&true) || value.table.is_none() {
                continue;
            }
            let read = || value.step.operands().filter_map(|operand| cut.made(operand));
            let made = match value.step {
                _ if is_held(plan, held, id) => Made::Beside { stage: 0 },
                Step::Row(op) if is_fused(op) => {
                    Made::Fused { stage: read().map(Made::stage).max().unwrap_or(0) }
                }
                Step::Row(_) | Step::Table(_) => {
                    let before = |made| match made {
                        Made::Beside { stage } => stage,
                        Made::Fused { stage } => stage + 1,
                    };
                    Made::Beside { stage: read().map(before).max().unwrap_or(0) }
                }
            };
            if let Some(place) = cut.made.get_mut(id.index()) {
                *place = Some(made);
            }
            if is_held(plan, held, id) {
                continue;
            }
            for operand in value.step.operands() {
                let apart = match (made, cut.made(operand)) {
                    (Made::Fused { stage }, Some(Made::Fused { stage: other })) => stage != other,
                    (Made::Beside { .. } | Made::Fused { .. }, _) => true,
                };
                cut.store(operand, apart);
            }
        }
        for output in outputs {
            cut.store(output.value, true);
        }
        for id in judgements {
            let stage = cut.judged_at(*id);
            let operands: Vec<ValueId> =
                plan.judgement(*id).into_iter().flat_map(|judgement| judgement.operands()).collect();
            for operand in operands {
                let apart = cut.made(operand).is_some_and(|made| made.stage() != stage);
                cut.store(operand, apart);
            }
        }
        cut
    }

    fn made(&self, id: ValueId) -> Option<Made> {
        self.made.get(id.index()).copied().flatten()
    }

    fn is_fused(&self, id: ValueId) -> bool {
        matches!(self.made(id), Some(Made::Fused { .. }))
    }

    fn store(&mut self, id: ValueId, apart: bool) {
        if apart
            && self.is_fused(id)
            && let Some(stored) = self.stored.get_mut(id.index())
        {
            *stored = true;
        }
    }

    /// The stage in which all operands of a judgement are there.
    fn judged_at(&self, id: JudgementId) -> usize {
        let operands = self.plan.judgement(id).into_iter().flat_map(|judgement| judgement.operands());
        operands.filter_map(|operand| Some(self.made(operand)?.stage())).max().unwrap_or(0)
    }

    fn parts(&self, judgements: &[JudgementId]) -> Vec<Part> {
        let mut beside: BTreeMap<usize, Vec<ValueId>> = BTreeMap::new();
        let mut fused: BTreeMap<(usize, TableId), Group> = BTreeMap::new();
        for (id, value) in self.plan.values_with_ids() {
            match (self.made(id), value.table) {
                (Some(Made::Beside { stage }), _) => beside.entry(stage).or_default().push(id),
                (Some(Made::Fused { stage }), Some(table)) => {
                    fused.entry((stage, table)).or_default().values.push(id);
                }
                (Some(Made::Fused { .. }) | None, _) => {}
            }
        }
        for (place, id) in judgements.iter().enumerate() {
            if let Some(judgement) = self.plan.judgement(*id) {
                let group = fused.entry((self.judged_at(*id), judgement.table)).or_default();
                group.judgements.push((place, *id));
            }
        }
        let last = fused.keys().map(|(stage, _)| *stage).chain(beside.keys().copied()).max();
        let mut parts = Vec::new();
        for stage in last.into_iter().flat_map(|last| 0..=last) {
            let beside = beside.remove(&stage).unwrap_or_default();
            parts.extend(self.entries(&beside));
            parts.extend(beside.into_iter().filter(|id| self.entry(*id).is_none()).map(Part::Beside));
            for ((_, table), group) in fused.range((stage, TableId(0))..(stage + 1, TableId(0))) {
                parts.extend(self.sections(*table, group).into_iter().map(Part::Section));
            }
        }
        parts
    }

    /// Where a value is an entry that the codes of an input name, and is not held already.
    fn entry(&self, id: ValueId) -> Option<(InputId, LookupId)> {
        match self.plan.value(id)?.step {
            Step::Row(RowOp::Gather(lookup)) if !is_held(self.plan, self.held, id) => {
                Some((self.plan.lookup(lookup)?.input, lookup))
            }
            Step::Row(_) | Step::Table(_) => None,
        }
    }

    /// The entries among some values, those of an input together.
    fn entries(&self, values: &[ValueId]) -> impl Iterator<Item = Part> + use<> {
        let mut entries: BTreeMap<InputId, Vec<(ValueId, LookupId)>> = BTreeMap::new();
        for id in values {
            if let Some((input, lookup)) = self.entry(*id) {
                entries.entry(input).or_default().push((*id, lookup));
            }
        }
        entries.into_iter().map(|(input, values)| Part::Entries { input, values })
    }

    /// The sections of one stage and table.
    fn sections(&self, table: TableId, group: &Group) -> Vec<Section> {
        let mut stored: HashSet<ValueId> =
            group.values.iter().copied().filter(|id| self.stored.get(id.index()) == Some(&true)).collect();
        let size = self.sizes(group, &mut stored);
        // What a judgement of very many checks needs comes into sections as any other roots; it reads what they store.
        for (place, id) in &group.judgements {
            let cone = self.cone(Root::Judged(*place, *id), |id| stored.contains(&id));
            if cone.values.len() > LARGE {
                let judgement = self.plan.judgement(*id);
                let operands = judgement.into_iter().flat_map(|judgement| judgement.operands());
                stored.extend(operands.filter(|operand| cone.values.contains(operand)));
            }
        }
        let sections = self.fill(table, group, &stored);
        let mut times: BTreeMap<ValueId, usize> = BTreeMap::new();
        sections
            .iter()
            .flat_map(|section| &section.values)
            .for_each(|id| *times.entry(*id).or_default() += 1);
        let dear = |id: &ValueId| size.get(id).is_some_and(|size| *size > CHEAP);
        let shared: Vec<ValueId> =
            times.into_iter().filter(|(id, times)| *times > 1 && dear(id)).map(|(id, _)| id).collect();
        if shared.is_empty() {
            return sections;
        }
        stored.extend(shared);
        self.fill(table, group, &stored)
    }

    /// How many ops each value needs from what is stored and read, stored values being added where there are too many.
    fn sizes(&self, group: &Group, stored: &mut HashSet<ValueId>) -> BTreeMap<ValueId, usize> {
        let mut sizes: BTreeMap<ValueId, usize> = BTreeMap::new();
        for id in &group.values {
            let below = self.operands(*id).filter(|operand| !stored.contains(operand));
            let size = 1 + below.filter_map(|operand| sizes.get(&operand)).sum::<usize>();
            if size > LARGE {
                stored.insert(*id);
            }
            sizes.insert(*id, size);
        }
        sizes
    }

    /// Sections filled with roots, those that read the same beside each other.
    fn fill(&self, table: TableId, group: &Group, stored: &HashSet<ValueId>) -> Vec<Section> {
        let values = group.values.iter().filter(|id| stored.contains(id)).map(|id| Root::Stored(*id));
        let mut judged: Vec<(Cone, Root)> = group
            .judgements
            .iter()
            .map(|(place, id)| Root::Judged(*place, *id))
            .map(|root| (self.cone(root, |id| stored.contains(&id)), root))
            .collect();
        judged.sort_by(|(a, _), (b, _)| a.reads.cmp(&b.reads));
        let mut sections = Vec::new();
        let mut filling = Filling::default();
        let mut made: HashSet<ValueId> = HashSet::new();
        // Stored values first, in their order: judgements and later ones of them need them.
        for root in values.chain(judged.into_iter().map(|(_, root)| root)) {
            if let Root::Stored(id) = root
                && (filling.values.contains(&id) || made.contains(&id))
            {
                continue;
            }
            let mut cone = self.cone(root, |id| made.contains(&id));
            let full = filling.judgements.len() >= JUDGEMENTS
                || (!filling.is_empty() && filling.values.union(&cone.values).count() > OPS);
            if full {
                made.extend(filling.values.iter().filter(|id| stored.contains(id)));
                sections.push(self.close(table, std::mem::take(&mut filling), stored));
                // What has just been stored need not be made again.
                cone = self.cone(root, |id| made.contains(&id));
            }
            filling.take(root, cone);
        }
        if !filling.is_empty() {
            sections.push(self.close(table, filling, stored));
        }
        sections
    }

    /// What a root needs: values down to a border, and to what is made elsewhere. It does not lie on the border itself.
    fn cone(&self, root: Root, border: impl Fn(ValueId) -> bool) -> Cone {
        let mut cone = Cone::default();
        let (mut open, stage) = match root {
            Root::Stored(id) => {
                cone.values.insert(id);
                (self.operands(id).collect(), self.made(id).map_or(0, Made::stage))
            }
            Root::Judged(_, id) => {
                let judgement = self.plan.judgement(id);
                let operands: Vec<ValueId> =
                    judgement.into_iter().flat_map(|judgement| judgement.operands()).collect();
                (operands, self.judged_at(id))
            }
        };
        while let Some(id) = open.pop() {
            if self.made(id) == Some(Made::Fused { stage }) && !border(id) {
                if cone.values.insert(id) {
                    open.extend(self.operands(id));
                }
            } else if self.made(id).is_some() {
                cone.reads.insert(id);
            }
        }
        cone
    }

    fn operands(&self, id: ValueId) -> impl Iterator<Item = ValueId> + use<'p> {
        self.plan.value(id).into_iter().flat_map(|value| value.step.operands())
    }

    fn close(&self, table: TableId, filling: Filling, stored: &HashSet<ValueId>) -> Section {
        let values: Vec<ValueId> = filling.values.into_iter().collect();
        let stores: Vec<ValueId> = values.iter().copied().filter(|id| stored.contains(id)).collect();
        let judged = filling.judgements.iter().filter_map(|(_, id)| self.plan.judgement(*id));
        let mut kept: HashSet<ValueId> = judged.flat_map(|judgement| judgement.operands()).collect();
        kept.extend(&stores);
        let mut frees = vec![Vec::new(); values.len()];
        for (id, frees) in values.iter().zip(&mut frees).rev() {
            for operand in self.operands(*id) {
                if values.binary_search(&operand).is_ok() && kept.insert(operand) {
                    frees.push(operand);
                }
            }
        }
        let reads = filling.reads.into_iter().collect();
        Section { table, reads, values, stores, judgements: filling.judgements, frees }
    }
}

/// The fused values and the judgements of one stage and table.
#[derive(Default)]
struct Group {
    values: Vec<ValueId>,
    judgements: Vec<(usize, JudgementId)>,
}

/// What a section is made for.
#[derive(Clone, Copy)]
enum Root {
    Stored(ValueId),
    Judged(usize, JudgementId),
}

#[derive(Default)]
struct Cone {
    values: BTreeSet<ValueId>,
    reads: BTreeSet<ValueId>,
}

/// A section that is not closed yet.
#[derive(Default)]
struct Filling {
    values: BTreeSet<ValueId>,
    reads: BTreeSet<ValueId>,
    judgements: Vec<(usize, JudgementId)>,
}

impl Filling {
    fn is_empty(&self) -> bool {
        self.values.is_empty() && self.judgements.is_empty()
    }

    fn take(&mut self, root: Root, cone: Cone) {
        self.values.extend(cone.values);
        self.reads.extend(cone.reads);
        if let Root::Judged(place, id) = root {
            self.judgements.push((place, id));
        }
    }
}

/// By part: the values that are read there for the last time and not handed out.
fn frees(plan: &Plan, parts: &[Part], outputs: &[Output]) -> Vec<Vec<ValueId>> {
    let mut kept: HashSet<ValueId> = outputs.iter().map(|output| output.value).collect();
    let mut frees = vec![Vec::new(); parts.len()];
    for (part, frees) in parts.iter().zip(&mut frees).rev() {
        let mut free = |id: ValueId| {
            let constant = plan.value(id).is_none_or(|value| value.table.is_none());
            if !constant && kept.insert(id) {
                frees.push(id);
            }
        };
        match part {
            Part::Beside(id) => {
                plan.value(*id).into_iter().flat_map(|value| value.step.operands()).for_each(&mut free);
            }
            // They read the frame alone.
            Part::Entries { .. } => {}
            Part::Section(section) => {
                section.reads.iter().chain(&section.stores).copied().for_each(&mut free)
            }
        }
    }
    frees
}
