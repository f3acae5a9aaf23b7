//! The type of a field to the type of its column.

use syn::{GenericArgument, PathArguments, Type as RustType};

use super::structs::Structs;
use crate::model::Type;
use crate::rust::scalar::Scalar;

/// What a field's type stands for.
pub(super) struct Meaning {
    /// The SQL type that it has without `sql_type`.
    pub(super) ty: Option<Type>,
    /// Whether the type is one that Tablewright knows; otherwise the author chose it.
    pub(super) is_known: bool,
}

/// Reads a field's type; an `Option` around it is the column's business.
pub(super) fn meaning(ty: &RustType, structs: &Structs<'_>) -> Meaning {
    let unknown = Meaning { ty: None, is_known: false };
    let RustType::Path(path) = inner(ty) else { return unknown };
    let Some(last) = path.path.segments.last() else { return unknown };
    match &last.arguments {
        PathArguments::None => {
            if let Some(name) = structs.enumeration(&last.ident) {
                return Meaning { ty: Some(Type::named(name.clone())), is_known: true };
            }
            let name = last.ident.to_string();
            // `Json` is an alias.
            let name = if name == "Value" { "Json" } else { name.as_str() };
            match Scalar::from_name(name) {
                Some(scalar) => Meaning { ty: scalar.default_type(), is_known: true },
                None => unknown,
            }
        }
        PathArguments::AngleBracketed(arguments) if last.ident == "Vec" => match arguments.args.first() {
            Some(GenericArgument::Type(element)) if is_byte(element) => {
                Meaning { ty: Scalar::Bytes.default_type(), is_known: true }
            }
            Some(GenericArgument::Type(element)) => {
                let Meaning { ty, is_known } = meaning(element, structs);
                Meaning { ty: ty.map(Type::array), is_known }
            }
            _ => unknown,
        },
        PathArguments::AngleBracketed(_) | PathArguments::Parenthesized(_) => unknown,
    }
}

/// The `T` of an `Option<T>`, otherwise the type itself.
pub(super) fn inner(ty: &RustType) -> &RustType {
    if let RustType::Path(path) = ty
        && let Some(last) = path.path.segments.last()
        && last.ident == "Option"
        && let PathArguments::AngleBracketed(arguments) = &last.arguments
        && let Some(GenericArgument::Type(inner)) = arguments.args.first()
    {
        return inner;
    }
    ty
}

fn is_byte(ty: &RustType) -> bool {
    matches!(ty, RustType::Path(path) if path.path.is_ident("u8"))
}
