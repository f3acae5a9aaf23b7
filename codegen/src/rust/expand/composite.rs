//! `impl PgComposite` and `impl PgDomain`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use crate::name::quoted;
use crate::rust::decl::{CompositeDecl, DomainDecl, Text};

/// `PgType`, `PgComposite`, `ToSql`, `FromSql`.
pub(super) fn composite(composite: &CompositeDecl) -> TokenStream {
    let ident = &composite.ident;
    let ty = pg_type(ident, composite.namespace.as_ref(), &composite.name);
    let name = &composite.name.value;
    let names: Vec<&str> = composite.fields.iter().map(|field| field.name.value.as_str()).collect();
    let fields: Vec<&Ident> = composite.fields.iter().map(|field| &field.ident).collect();
    let conversions = conversions(
        ident,
        &quote!(::tablewright::private::write_composite(self, ty, out)),
        &quote!(::tablewright::private::read_composite(ty, raw)),
        &quote!(::tablewright::private::composite_is_sent_as::<Self>(ty)),
        &quote!(::tablewright::private::composite_is_read_as::<Self>(ty)),
    );
    // impl PgComposite for Address {
    //     const NAME: &'static str = "address";
    //     const FIELDS: &'static [&'static str] = &["street", "zipCode"];
    //     fn values(&self) -> Vec<&(dyn ToSql + Sync)> { vec![&self.street, &self.zip_code] }
    //     fn decode(attributes: &mut Attributes<'_>) -> Converted<Self> {
    //         Ok(Self { street: attributes.get("street")?, zip_code: attributes.get("zipCode")? })
    //     }
    // }
    quote! {
        #ty
        #[automatically_derived]
        impl ::tablewright::PgComposite for #ident {
            const NAME: &'static str = #name;
            const FIELDS: &'static [&'static str] = &[#(#names),*];
            fn values(&self) -> ::std::vec::Vec<&(dyn ::tablewright::private::ToSql + ::core::marker::Sync)> {
                ::std::vec![#(&self.#fields),*]
            }
            fn decode(
                attributes: &mut ::tablewright::private::Attributes<'_>,
            ) -> ::tablewright::private::Converted<Self> {
                let _ = &attributes;
                Ok(Self { #(#fields: attributes.get(#names)?),* })
            }
        }
        #conversions
    }
}

/// `PgType`, `PgDomain`, `ToSql`, `FromSql`.
pub(super) fn domain(domain: &DomainDecl) -> TokenStream {
    let DomainDecl { ident, base, .. } = domain;
    let ty = pg_type(ident, domain.namespace.as_ref(), &domain.name);
    let conversions = conversions(
        ident,
        &quote!(::tablewright::private::write_domain(self, ty, out)),
        &quote!(::tablewright::private::read_domain(ty, raw)),
        &quote!(::tablewright::private::domain_is_sent_as::<Self>(ty)),
        &quote!(::tablewright::private::domain_is_read_as::<Self>(ty)),
    );
    // impl PgDomain for Email {
    //     type Base = String;
    //     fn base(&self) -> &String { &self.0 }
    //     fn of_base(base: String) -> Self { Self(base) }
    // }
    quote! {
        #ty
        #[automatically_derived]
        impl ::tablewright::PgDomain for #ident {
            type Base = #base;
            fn base(&self) -> &#base { &self.0 }
            fn of_base(base: #base) -> Self { Self(base) }
        }
        // In `sql!` it stands for what its base type stands for.
        #[automatically_derived]
        impl<S: ?Sized> ::tablewright::bind::Bind<S> for #ident where #base: ::tablewright::bind::Bind<S> {}
        #[automatically_derived]
        impl<S: ?Sized> ::tablewright::bind::BindOrNull<S> for #ident where #base: ::tablewright::bind::Bind<S> {}
        #conversions
    }
}

/// `impl PgType`.
pub(super) fn pg_type(ident: &Ident, namespace: Option<&Text>, name: &Text) -> TokenStream {
    let ty = type_name(namespace, name);
    let (array, nested) = (format!("{ty}[]"), format!("{ty}[][]"));
    quote! {
        #[automatically_derived]
        impl ::tablewright::types::PgType for #ident {
            const TYPE: &'static str = #ty;
            const ARRAY: &'static str = #array;
            const NESTED: &'static str = #nested;
        }
    }
}

/// `"status"`, `"app"."status"`.
pub(super) fn type_name(namespace: Option<&Text>, name: &Text) -> String {
    let name = quoted(&name.value);
    match namespace.map(|namespace| namespace.value.as_str()) {
        None | Some("public") => name,
        Some(namespace) => format!("{}.{name}", quoted(namespace)),
    }
}

/// `ToSql` and `FromSql` by what is to be done with `self`, `ty`, `out` and `raw`.
fn conversions(
    ident: &Ident,
    write: &TokenStream,
    read: &TokenStream,
    is_sent_as: &TokenStream,
    is_read_as: &TokenStream,
) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::tablewright::private::ToSql for #ident {
            fn to_sql(
                &self,
                ty: &::tablewright::private::Type,
                out: &mut ::tablewright::private::BytesMut,
            ) -> ::tablewright::private::Converted<::tablewright::private::IsNull> {
                #write
            }
            fn accepts(ty: &::tablewright::private::Type) -> bool { #is_sent_as }
            ::tablewright::private::to_sql_checked!();
        }
        #[automatically_derived]
        impl<'a> ::tablewright::private::FromSql<'a> for #ident {
            fn from_sql(
                ty: &::tablewright::private::Type,
                raw: &'a [u8],
            ) -> ::tablewright::private::Converted<Self> {
                #read
            }
            fn accepts(ty: &::tablewright::private::Type) -> bool { #is_read_as }
        }
    }
}
