//! Arrays, and parts of values: casts and constructors, elements and fields.

use super::ast::{Expr, ExprKind, Index, Name, TypeName};
use super::convert::Context;
use super::expr::keys;
use super::mistake::{Mistake, Result, Span};
use super::model::TypeKind;
use super::resolve::Resolver;
use super::scope::{Null, Typed};
use super::types::Ty;

impl Resolver<'_> {
    pub(crate) fn cast(&mut self, value: &Expr, name: &TypeName) -> Result<Typed> {
        let ty = self.type_name(name)?;
        // The elements of a constructor are cast one by one (`transformArrayExpr`).
        if let (ExprKind::Array(items), Some(element)) = (&value.kind, self.model.base(&ty).element()) {
            return self.cast_array(items, &ty, &element, value.span);
        }
        let value = self.expr(value)?;
        let mut typed = self.convert(value, &ty, Context::Explicit)?;
        typed.key = format!("cast({},{})", ty.name(), typed.key);
        Ok(typed)
    }

    fn cast_array(&mut self, items: &[Expr], ty: &Ty, element: &Ty, span: Span) -> Result<Typed> {
        let mut typed = Typed::new(ty.clone(), Null::NEVER, String::new(), span);
        let mut all = Vec::new();
        for item in items {
            let value = if let ExprKind::Array(inner) = &item.kind {
                let mut inner = self.cast_array(inner, ty, element, item.span)?;
                inner.null = if inner.elements { Null::MAYBE } else { Null::NEVER };
                inner
            } else {
                let value = self.expr(item)?;
                self.convert(value, element, Context::Explicit)?
            };
            all.push(value);
        }
        typed.key = format!("array({},{})", ty.name(), keys(&all));
        typed.elements = all.iter().any(|item| item.null.maybe || item.null.given != 0);
        Ok(typed.with_all(&all))
    }

    pub(crate) fn array(&mut self, items: &[Expr], span: Span) -> Result<Typed> {
        if items.is_empty() {
            return Err(Mistake::new(span, "an empty array has no type").help("say which: `ARRAY[]::text[]`"));
        }
        let items = self.exprs(items)?;
        let items = self.alike(items, "an array")?;
        let element = items[0].ty.clone();
        let mut typed = Typed::new(element.array(), Null::NEVER, format!("array({})", keys(&items)), span)
            .with_all(&items);
        // An element that is an array brings its own.
        typed.elements = items.iter().any(|item| {
            if element.is_array() { item.elements } else { item.null.maybe || item.null.given != 0 }
        });
        Ok(typed)
    }

    pub(crate) fn subscript(&mut self, value: &Expr, indexes: &[Index], span: Span) -> Result<Typed> {
        let value = self.expr(value)?;
        let value = self.settle(value)?;
        let base = self.model.base(&value.ty);
        let mut read = Vec::new();
        for index in indexes {
            let parts: Vec<&Expr> = match index {
                Index::At(at) => vec![at],
                Index::Slice(low, high) => low.iter().chain(high).collect(),
            };
            for part in parts {
                let part = self.expr(part)?;
                read.push(if matches!(base.name(), "jsonb" | "hstore") {
                    self.settle(part)?
                } else {
                    self.convert(part, &Ty::new("int4"), Context::Assignment)?
                });
            }
        }
        let is_slice = indexes.iter().any(|index| matches!(index, Index::Slice(..)));
        let ty = match (base.name(), base.element()) {
            ("jsonb", _) => Ty::new("jsonb"),
            ("hstore", _) => Ty::new("text"),
            ("point" | "line" | "lseg" | "box", _) => {
                Ty::new(if base.is("point") || base.is("line") { "float8" } else { "point" })
            }
            (_, Some(_)) if is_slice => base.clone(),
            (_, Some(element)) => element,
            (_, None) => {
                let message = format!("a value of type {} has no elements to pick by `[..]`", value.ty);
                return Err(Mistake::new(span, message));
            }
        };
        let mut null = if is_slice { value.null } else { Null::MAYBE };
        for part in &read {
            null = null.or(part.null);
        }
        let key = format!("at({},{},{is_slice})", value.key, keys(&read));
        let mut typed = Typed::new(ty, null, key, span).with(&value).with_all(&read);
        typed.elements = value.elements;
        Ok(typed)
    }

    pub(crate) fn field(&mut self, value: &Expr, name: &Name) -> Result<Typed> {
        let value = self.expr(value)?;
        let span = value.span.to(name.span);
        let key = format!("field({},{})", value.key, name.text);
        if let Some(fields) = &value.fields {
            let Some(field) = fields.iter().find(|field| field.name == name.text) else {
                return Err(super::resolve::no_column(
                    "it",
                    name,
                    fields.iter().map(|field| field.name.as_str()),
                ));
            };
            let mut typed = Typed::new(field.ty.clone(), field.null.or(value.null), key, span).with(&value);
            typed.elements = field.elements;
            return Ok(typed);
        }
        let base = self.model.base(&value.ty);
        let Some(TypeKind::Composite { fields, .. }) = self.model.type_kind(&base) else {
            let message = format!("a value of type {} has no fields", value.ty);
            return Err(Mistake::new(name.span, message));
        };
        let Some((_, ty)) = fields.iter().find(|(field, _)| *field == name.text) else {
            return Err(super::resolve::no_column(
                &format!("the type {base}"),
                name,
                fields.iter().map(|(name, _)| name.as_str()),
            ));
        };
        let mut typed = Typed::new(ty.clone(), Null::MAYBE, key, span).with(&value);
        typed.elements = true;
        Ok(typed)
    }
}
