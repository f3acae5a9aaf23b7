//! `sql!`.

use proc_macro2::TokenStream;
use tablewright_codegen::rust::expand;

/// The statement, or what is wrong with the text.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    with_schema(input).unwrap_or_else(|error| error.to_compile_error())
}

#[cfg(feature = "checked-sql")]
fn with_schema(input: TokenStream) -> syn::Result<TokenStream> {
    match schema::read() {
        Ok(model) => expand::sql(input, model.as_deref()),
        Err(message) => Err(syn::Error::new(proc_macro2::Span::call_site(), message)),
    }
}

#[cfg(not(feature = "checked-sql"))]
fn with_schema(input: TokenStream) -> syn::Result<TokenStream> {
    expand::sql(input, None)
}

/// The file that `build.rs` wrote.
#[cfg(feature = "checked-sql")]
mod schema {
    use std::cell::RefCell;
    use std::path::PathBuf;
    use std::rc::Rc;
    use std::time::SystemTime;

    use tablewright_codegen::rust::expand::Model;

    /// A file that was read, and when it was last written.
    type Kept = (PathBuf, Option<SystemTime>, Rc<Model>);

    thread_local! {
        static KEPT: RefCell<Option<Kept>> = const { RefCell::new(None) };
    }

    /// The schema, if the crate has a build script that wrote one. A file stays read for as long as it does not change: one
    /// process serves a whole crate, and an editor's serves for hours.
    pub(super) fn read() -> Result<Option<Rc<Model>>, String> {
        let Some(out) = std::env::var_os("OUT_DIR") else { return Ok(None) };
        let path = PathBuf::from(out).join("schema.model");
        let Ok(meta) = std::fs::metadata(&path) else { return Ok(None) };
        let written = meta.modified().ok();
        let kept = KEPT.with_borrow(|kept| {
            kept.as_ref()
                .filter(|(at, when, _)| *at == path && *when == written)
                .map(|(_, _, model)| Rc::clone(model))
        });
        if kept.is_some() {
            return Ok(kept);
        }
        let text = std::fs::read_to_string(&path).map_err(|error| {
            format!("cannot read the schema that `build.rs` wrote, `{}`: {error}", path.display())
        })?;
        let model = Rc::new(Model::new(text)?);
        KEPT.with_borrow_mut(|kept| *kept = Some((path, written, Rc::clone(&model))));
        Ok(Some(model))
    }
}
