//! `impl PgEnum`.

use proc_macro2::TokenStream;
use quote::quote;

use super::composite::{pg_type, type_name};
use crate::rust::decl::EnumDecl;

/// `PgEnum`, `ToSql`, `FromSql`.
pub(super) fn expand(enumeration: &EnumDecl) -> TokenStream {
    let ident = &enumeration.ident;
    let name = &enumeration.name.value;
    let ty = type_name(enumeration.namespace.as_ref(), &enumeration.name);
    let pg_type = pg_type(ident, enumeration.namespace.as_ref(), &enumeration.name);
    let array = format!("{ty}[]");
    let values: Vec<&str> = enumeration.variants.iter().map(|variant| variant.value.value.as_str()).collect();
    let variants: Vec<_> = enumeration.variants.iter().map(|variant| &variant.ident).collect();
    // impl PgEnum for Status {
    //     const TYPE: &'static str = "\"status\"";
    //     ..
    //     fn as_str(&self) -> &'static str { match *self { Self::Open => "open", .. } }
    //     fn from_value(value: &str) -> Option<Self> { Some(match value { "open" => Self::Open, .., _ => return None }) }
    // }
    quote! {
        #pg_type
        #[automatically_derived]
        impl ::tablewright::PgEnum for #ident {
            const TYPE: &'static str = #ty;
            const ARRAY: &'static str = #array;
            const NAME: &'static str = #name;
            const VALUES: &'static [&'static str] = &[#(#values),*];
            fn as_str(&self) -> &'static str { match *self { #(Self::#variants => #values),* } }
            fn from_value(value: &str) -> Option<Self> {
                Some(match value { #(#values => Self::#variants,)* _ => return None })
            }
        }
        #[automatically_derived]
        impl ::tablewright::private::ToSql for #ident {
            fn to_sql(
                &self,
                _: &::tablewright::private::Type,
                out: &mut ::tablewright::private::BytesMut,
            ) -> ::tablewright::private::Converted<::tablewright::private::IsNull> {
                ::tablewright::private::enum_write(self, out)
            }
            fn accepts(ty: &::tablewright::private::Type) -> bool { ::tablewright::private::enum_accepts::<Self>(ty) }
            fn to_sql_checked(
                &self,
                ty: &::tablewright::private::Type,
                out: &mut ::tablewright::private::BytesMut,
            ) -> ::tablewright::private::Converted<::tablewright::private::IsNull> {
                ::tablewright::private::enum_write_checked(self, ty, out)
            }
        }
        #[automatically_derived]
        impl<'a> ::tablewright::private::FromSql<'a> for #ident {
            fn from_sql(
                _: &::tablewright::private::Type,
                raw: &'a [u8],
            ) -> ::tablewright::private::Converted<Self> {
                ::tablewright::private::enum_read(raw)
            }
            fn accepts(ty: &::tablewright::private::Type) -> bool { ::tablewright::private::enum_accepts::<Self>(ty) }
        }
    }
}
