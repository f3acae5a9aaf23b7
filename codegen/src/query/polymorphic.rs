//! `anyelement`, `anyarray`, `anycompatible` and their like (manual 36.2.5).

use super::convert::Context;
use super::model::Model;
use super::types::Ty;

/// What the polymorphic types of a call stand for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bound {
    element: Option<Ty>,
    array: Option<Ty>,
    range: Option<Ty>,
    multirange: Option<Ty>,
    compatible: Option<Ty>,
    compatible_range: Option<Ty>,
}

/// What the polymorphic types among the declared ones stand for; `None` where the arguments do not go together.
pub(crate) fn bind(model: &Model, given: &[Ty], declared: &[Ty]) -> Option<Bound> {
    let mut bound = Bound::default();
    let mut compatible: Vec<Ty> = Vec::new();
    let mut asks_compatible = false;
    for (given, declared) in given.iter().zip(declared) {
        asks_compatible |= declared.name().starts_with("anycompatible");
        if given.is_unknown() {
            if declared.is("anycompatible") {
                compatible.push(given.clone());
            }
            continue;
        }
        let base = || model.base(given);
        match declared.name() {
            "anyelement" | "anynonarray" | "anyenum" => same(&mut bound.element, given.clone())?,
            "anyarray" => same(&mut bound.array, base())?,
            "anyrange" => same(&mut bound.range, base())?,
            "anymultirange" => same(&mut bound.multirange, base())?,
            "anycompatible" | "anycompatiblenonarray" => compatible.push(given.clone()),
            "anycompatiblearray" => compatible.push(base().element()?),
            "anycompatiblerange" => {
                compatible.push(model.subtype(&base())?);
                same(&mut bound.compatible_range, base())?;
            }
            "anycompatiblemultirange" => {
                let range = model.range(&base())?;
                compatible.push(model.subtype(&range)?);
                same(&mut bound.compatible_range, range)?;
            }
            _ => {}
        }
    }
    if let Some(array) = &bound.array {
        same(&mut bound.element, array.element()?)?;
    }
    if let Some(multirange) = &bound.multirange {
        same(&mut bound.range, model.range(multirange)?)?;
    }
    if let Some(range) = &bound.range {
        same(&mut bound.element, model.subtype(range)?)?;
    }
    let has = |name: &str| declared.iter().any(|ty| ty.is(name));
    if let Some(element) = &bound.element {
        if (has("anynonarray") && element.is_array()) || (has("anyenum") && !model.is_enum(element)) {
            return None;
        }
        // An array needs an array type, a range a range type.
        if has("anyrange") && bound.range.is_none() && !given_unknown(given, declared, "anyrange") {
            return None;
        }
    }
    if asks_compatible {
        let common = model.common(&compatible).ok()?;
        let fits = compatible.iter().all(|ty| model.accepts(ty, &common, Context::Implicit));
        if !fits || (has("anycompatiblenonarray") && common.is_array()) {
            return None;
        }
        bound.compatible = Some(common);
    }
    Some(bound)
}

fn given_unknown(given: &[Ty], declared: &[Ty], name: &str) -> bool {
    given.iter().zip(declared).any(|(given, declared)| declared.is(name) && given.is_unknown())
}

fn same(slot: &mut Option<Ty>, ty: Ty) -> Option<()> {
    match slot {
        Some(there) => (*there == ty).then_some(()),
        None => {
            *slot = Some(ty);
            Some(())
        }
    }
}

impl Bound {
    /// What a declared type stands for; `None` where nothing says.
    pub(crate) fn resolve(&self, model: &Model, declared: &Ty) -> Option<Ty> {
        match declared.name() {
            "anyelement" | "anynonarray" | "anyenum" => self.element.clone(),
            "anyarray" => self.array.clone().or_else(|| self.element.as_ref().map(Ty::array)),
            "anyrange" => self.range.clone(),
            "anymultirange" => self.multirange.clone().or_else(|| model.multirange(self.range.as_ref()?)),
            "anycompatible" | "anycompatiblenonarray" => self.compatible.clone(),
            "anycompatiblearray" => self.compatible.as_ref().map(Ty::array),
            "anycompatiblerange" => self.compatible_range.clone(),
            "anycompatiblemultirange" => model.multirange(self.compatible_range.as_ref()?),
            _ => Some(declared.clone()),
        }
    }
}
