//! `sql!` with a schema: the statement is checked, and its rows get a type.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::Expr;

use super::TUPLE;
use crate::name::snake;
use crate::query::rust::Bound;
use crate::query::{Checked, Mistake, Model, ResultColumn, Span, check, rust};

/// A field of the row.
struct Field {
    ident: Ident,
    /// What it is read as.
    ty: TokenStream,
    private: bool,
    /// Whether the author wrote the type, of which it is not known what can be derived for it.
    written: bool,
}

/// The statement with its checked parameters and the type of its rows; `None` for statements that are not checked.
pub(super) fn expand(sql: &str, values: &[Expr], model: &Model) -> Result<Option<TokenStream>, Mistake> {
    let checked = check(sql, model)?;
    if !checked.known {
        return Ok(None);
    }
    let params = checked.params.iter().zip(values).map(|(param, value)| {
        // ::tablewright::private::bind_required::<bigint, _>(&(id))
        match (rust::bound_type(model, &param.ty), &param.not_null) {
            (Bound::Type(ty), Some(_)) => quote!(::tablewright::private::bind_required::<#ty, _>(&(#value))),
            (Bound::Type(ty), None) => quote!(::tablewright::private::bind::<#ty, _>(&(#value))),
            (Bound::Enum(ty), Some(_)) => {
                quote!(::tablewright::private::bind_enum_required::<#ty, _>(&(#value)))
            }
            (Bound::Enum(ty), None) => quote!(::tablewright::private::bind_enum::<#ty, _>(&(#value))),
            (Bound::Anything, _) => quote!((&(#value) as ::tablewright::private::Param<'_>)),
        }
    });
    let params: Vec<TokenStream> = params.collect();
    let row = row(&checked, model)?;
    // Sql::from_check("SELECT ..", vec![bind::<bigint, _>(&(id))], { struct Row { .. } PhantomData::<Row> })
    Ok(Some(quote! {
        ::tablewright::Sql::from_check(#sql, ::std::vec![#(#params),*], #row)
    }))
}

/// A block that declares the row's type and names it. Values stand outside of it: they live as long as the statement.
fn row(checked: &Checked, model: &Model) -> Result<TokenStream, Mistake> {
    if checked.columns.is_empty() {
        return Ok(quote!(::core::marker::PhantomData::<::tablewright::private::NoRows>));
    }
    let fields = fields(checked, model)?;
    let written: Vec<Ident> = fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.written)
        .map(|(at, _)| format_ident!("T{at}"))
        .collect();
    let declared = fields.iter().enumerate().map(|(at, field)| {
        let (ident, ty) = (&field.ident, &field.ty);
        let generic = format_ident!("T{at}");
        if field.written { quote!(pub #ident: #generic) } else { quote!(pub #ident: #ty) }
    });
    let given = fields.iter().filter(|field| field.written).map(|field| &field.ty);
    let given = quote!(<#(#given),*>);
    let idents: Vec<&Ident> = fields.iter().map(|field| &field.ident).collect();
    let reads =
        idents.chunks(TUPLE).map(|chunk| quote!(let (#(#chunk,)*) = ::tablewright::private::row(cells)?;));
    let debug = debug(&fields);
    let derive = if debug.is_some() { quote!(#[derive(Clone)]) } else { quote!(#[derive(Clone, Debug)]) };
    let single = match &fields[..] {
        [only] => {
            let ty = &only.ty;
            Some(quote!(impl ::tablewright::private::SingleColumn for Row #given { type Value = #ty; }))
        }
        _ => None,
    };
    // {
    //     #[derive(Clone, Debug)]
    //     pub struct Row<> { pub id: i64, pub name: Option<String> }
    //     impl FromRow for Row<> { fn from_row(cells) -> Result<Self> { let (id, name,) = row(cells)?; Ok(Self { id, name }) } }
    //     impl CheckedRow for Row<> {}
    //     PhantomData::<Row<>>
    // }
    Ok(quote! {{
        #[allow(dead_code, missing_docs, unreachable_pub)]
        #derive
        pub struct Row<#(#written),*> { #(#declared),* }
        #debug
        #[automatically_derived]
        impl ::tablewright::FromRow for Row #given {
            fn from_row(cells: &mut ::tablewright::private::Cells<'_>) -> ::tablewright::Result<Self> {
                #(#reads)*
                Ok(Self { #(#idents),* })
            }
        }
        impl ::tablewright::private::CheckedRow for Row #given {}
        #single
        ::core::marker::PhantomData::<Row #given>
    }})
}

/// `Debug` that shows no private value; `None` where there is none.
fn debug(fields: &[Field]) -> Option<TokenStream> {
    if !fields.iter().any(|field| field.private) {
        return None;
    }
    let written: Vec<Ident> = fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.written)
        .map(|(at, _)| format_ident!("T{at}"))
        .collect();
    let shown = fields.iter().map(|field| {
        let (ident, name) = (&field.ident, field.ident.to_string());
        if field.private { quote!((#name, None)) } else { quote!((#name, Some(&self.#ident))) }
    });
    Some(quote! {
        #[automatically_derived]
        impl<#(#written: ::core::fmt::Debug),*> ::core::fmt::Debug for Row<#(#written),*> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::tablewright::private::redacted(f, "Row", &[#(#shown),*])
            }
        }
    })
}

fn fields(checked: &Checked, model: &Model) -> Result<Vec<Field>, Mistake> {
    let mut taken: BTreeMap<String, Span> = BTreeMap::new();
    let mut fields = Vec::new();
    let is_single = checked.columns.len() == 1;
    for (at, column) in checked.columns.iter().enumerate() {
        let name = match &column.name {
            Some(name) => snake(name),
            None if is_single => "value".to_owned(),
            None => {
                let message = format!("column {} of the result has no name", at + 1);
                return Err(mistake(column, message, "give it one: `.. AS total`"));
            }
        };
        if taken.insert(name.clone(), column.span).is_some() {
            let message = format!("two columns of the result are called `{name}`");
            return Err(mistake(
                column,
                message,
                &format!("give one of them another name: `.. AS other_{name}`"),
            ));
        }
        fields.push(field(column, &name, model)?);
    }
    Ok(fields)
}

fn mistake(column: &ResultColumn, message: String, help: &str) -> Mistake {
    Mistake { span: column.span, message, help: Some(help.to_owned()) }
}

fn field(column: &ResultColumn, name: &str, model: &Model) -> Result<Field, Mistake> {
    let ty = match &column.rust {
        Some(written) => {
            let parsed: syn::Type = syn::parse_str(written).map_err(|error| {
                mistake(
                    column,
                    format!("`{written}` is not a type of Rust: {error}"),
                    "write it as `AS \"name: Type\"`",
                )
            })?;
            quote!(#parsed)
        }
        None => {
            let ty = rust::read_type(model, &column.declared, column.elements);
            if column.nullable { quote!(::core::option::Option<#ty>) } else { ty }
        }
    };
    Ok(Field {
        ident: crate::name::field_ident(name),
        ty,
        private: column.private,
        written: column.rust.is_some(),
    })
}
