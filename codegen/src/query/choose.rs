//! Which of several functions or operators is meant (manual 10.2, 10.3; `func_select_candidate`).

use super::convert::Context;
use super::model::Model;
use super::polymorphic::bind;
use super::types::Ty;

/// Whether the arguments can be given to something that is declared so.
pub(crate) fn fits(model: &Model, given: &[Ty], declared: &[Ty]) -> bool {
    given.len() == declared.len()
        && given
            .iter()
            .zip(declared)
            .all(|(given, declared)| model.accepts(given, declared, Context::Implicit))
        && (!declared.iter().any(Ty::is_polymorphic) || bind(model, given, declared).is_some())
}

/// The best of the candidates, all of which fit: its place; `None` where none is better than all others.
pub(crate) fn choose(model: &Model, given: &[Ty], candidates: &[Vec<Ty>]) -> Option<usize> {
    let mut left: Vec<usize> = (0..candidates.len()).collect();
    if let [only] = left[..] {
        return Some(only);
    }
    let bases: Vec<Ty> = given.iter().map(|ty| model.base(ty)).collect();
    let known = |at: usize| !bases[at].is_unknown();

    // The most exact matches; then the most exact or preferred ones.
    keep_best(&mut left, |one| {
        (0..bases.len()).filter(|at| known(*at) && candidates[one][*at] == bases[*at]).count()
    });
    if let [only] = left[..] {
        return Some(only);
    }
    let categories: Vec<char> = bases.iter().map(|ty| model.category(ty)).collect();
    let preferred = |ty: &Ty, category: char| model.category(ty) == category && model.is_preferred(ty);
    keep_best(&mut left, |one| {
        let good = |at: &usize| {
            let ty = &candidates[one][*at];
            known(*at) && (*ty == bases[*at] || preferred(ty, categories[*at]))
        };
        (0..bases.len()).filter(good).count()
    });
    if let [only] = left[..] {
        return Some(only);
    }
    if (0..bases.len()).all(known) {
        return None;
    }
    if let Some(kept) = by_category(model, &bases, candidates, &left) {
        left = kept;
    }
    if let [only] = left[..] {
        return Some(only);
    }
    last_resort(model, &bases, candidates, &left)
}

fn keep_best(left: &mut Vec<usize>, score: impl Fn(usize) -> usize) {
    let best = left.iter().map(|one| score(*one)).max().unwrap_or(0);
    left.retain(|one| score(*one) == best);
}

/// Where the type of an argument is not known: candidates of the string category, or of the one category that there is.
fn by_category(model: &Model, bases: &[Ty], candidates: &[Vec<Ty>], left: &[usize]) -> Option<Vec<usize>> {
    let mut slots: Vec<Option<(char, bool)>> = vec![None; bases.len()];
    for (at, slot) in slots.iter_mut().enumerate().filter(|(at, _)| bases[*at].is_unknown()) {
        let mut conflict = false;
        for one in left {
            let ty = &candidates[*one][at];
            let (category, preferred) = (model.category(ty), model.is_preferred(ty));
            match *slot {
                None => *slot = Some((category, preferred)),
                Some((known, had)) if known == category => *slot = Some((known, had | preferred)),
                Some(_) if category == 'S' => *slot = Some(('S', preferred)),
                Some(('S', _)) => {}
                Some(_) => conflict = true,
            }
        }
        if conflict && slot.is_none_or(|(category, _)| category != 'S') {
            return None;
        }
    }
    let keeps = |one: &usize| {
        slots.iter().enumerate().all(|(at, slot)| {
            slot.is_none_or(|(category, wants_preferred)| {
                let ty = &candidates[*one][at];
                model.category(ty) == category && (!wants_preferred || model.is_preferred(ty))
            })
        })
    };
    let kept: Vec<usize> = left.iter().copied().filter(keeps).collect();
    (!kept.is_empty()).then_some(kept)
}

/// If all known arguments have one type, the others are taken to have it too.
fn last_resort(model: &Model, bases: &[Ty], candidates: &[Vec<Ty>], left: &[usize]) -> Option<usize> {
    let mut known = bases.iter().filter(|ty| !ty.is_unknown());
    let first = known.next()?;
    if !known.all(|ty| ty == first) {
        return None;
    }
    let given = vec![first.clone(); bases.len()];
    let mut fitting = left.iter().filter(|one| fits(model, &given, &candidates[**one]));
    let only = fitting.next()?;
    fitting.next().is_none().then_some(*only)
}
