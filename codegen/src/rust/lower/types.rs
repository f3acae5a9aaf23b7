//! The type of a field to the type of its column.

use syn::Type as RustType;

use super::structs::Structs;
use crate::model::Type;
use crate::rust::parse::option_of;
use crate::rust::scalar::{Scalar, around};

/// What a field's type stands for.
pub(super) struct Meaning {
    /// The SQL type that it has without `sql_type`.
    pub(super) ty: Option<Type>,
    /// Whether the type is one that Tablewright knows and `build.rs` would choose; otherwise the author chose it.
    pub(super) is_known: bool,
}

/// Reads a field's type; an `Option` around it is the column's business.
pub(super) fn meaning(ty: &RustType, structs: &Structs<'_>) -> Meaning {
    let ty = inner(ty);
    let unknown = Meaning { ty: None, is_known: false };
    let RustType::Path(path) = ty else { return unknown };
    let Some(last) = path.path.segments.last() else { return unknown };
    if last.arguments.is_none()
        && let Some(name) = structs.named_type(&last.ident)
    {
        return Meaning { ty: Some(Type::named(name.clone())), is_known: true };
    }
    if let Some(scalar) = Scalar::from_rust(ty) {
        let is_usual = scalar.usual() == scalar && !is_typed_json(ty, scalar);
        return Meaning { ty: scalar.default_type(), is_known: is_usual };
    }
    let Some((name, element)) = around(ty) else { return unknown };
    match name.to_string().as_str() {
        "Vec" => array(element, structs),
        "Array" => Meaning { is_known: false, ..array(element, structs) },
        // The subtype may be one of your own; which range has it is not known.
        "Range" | "Multirange" => Meaning { ty: None, is_known: meaning(element, structs).is_known },
        _ => unknown,
    }
}

/// Elements can be NULL whatever the type says.
fn array(element: &RustType, structs: &Structs<'_>) -> Meaning {
    let Meaning { ty, is_known } = meaning(element, structs);
    Meaning { ty: ty.map(Type::array), is_known: is_known && option_of(element).is_none() }
}

fn is_typed_json(ty: &RustType, scalar: Scalar) -> bool {
    scalar == Scalar::Json && around(ty).is_some()
}

/// The `T` of an `Option<T>`, otherwise the type itself.
pub(super) fn inner(ty: &RustType) -> &RustType {
    option_of(ty).unwrap_or(ty)
}
