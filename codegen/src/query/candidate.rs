//! A function as a call can mean it.

use super::ast::Call;
use super::catalog::Function;
use super::types::Ty;

/// A function as one call sees it: its arguments are those that the call gives.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) function: Function,
    pub(crate) args: Vec<Ty>,
    /// Whether defaults or repeated arguments made it fit.
    pub(crate) expanded: bool,
}

/// A function as a call can mean it: with names in order, defaults left out, a variadic argument repeated.
pub(crate) fn candidate(
    function: &Function,
    names: &[Option<&str>],
    given: &[Ty],
    call: &Call,
) -> Option<Candidate> {
    let count = given.len();
    let declared = function.args.len();
    let with = |args: Vec<Ty>, expanded: bool| Some(Candidate { function: function.clone(), args, expanded });
    if function.kind == 'o' && function.direct != call.args.len() {
        return None;
    }
    if call.star {
        return (declared == 0 && function.is_aggregate()).then(|| with(Vec::new(), false)).flatten();
    }
    if names.iter().any(Option::is_some) {
        return by_name(function, names).and_then(|args| with(args, true));
    }
    if function.variadic && !call.variadic {
        let last = function.args.last()?;
        let element = if last.is("any") { last.clone() } else { element_of_declared(last)? };
        let fixed = declared - 1;
        // Of a hypothetical-set aggregate, nothing but direct arguments may be there.
        if count < declared.saturating_sub(usize::from(function.kind == 'h')) {
            return None;
        }
        let mut args = function.args[..fixed].to_vec();
        args.resize(count, element);
        return with(args, true);
    }
    if count > declared || count + function.defaults < declared {
        return None;
    }
    with(function.args[..count].to_vec(), count < declared)
}

fn element_of_declared(array: &Ty) -> Option<Ty> {
    Some(match array.name() {
        "anyarray" => Ty::new("anyelement"),
        "anycompatiblearray" => Ty::new("anycompatible"),
        _ => return array.element(),
    })
}

/// The types of the arguments as they are given, some by name; the ones left out need defaults.
fn by_name(function: &Function, names: &[Option<&str>]) -> Option<Vec<Ty>> {
    let mut taken = vec![false; function.args.len()];
    let mut args = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let place = match name {
            None => at,
            Some(name) => function.names.iter().position(|known| known == name)?,
        };
        if *taken.get(place)? {
            return None;
        }
        taken[place] = true;
        args.push(function.args[place].clone());
    }
    let first_default = function.args.len() - function.defaults.min(function.args.len());
    let left_out_needed = taken.iter().take(first_default).any(|taken| !taken);
    (!left_out_needed).then_some(args)
}
