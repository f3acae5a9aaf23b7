//! The sections below the picture: one for every table, view, enum and domain.

use super::data::{DomainDocs, EnumDocs, FieldDocs, KeyDocs, RelationDocs, RelationKind, RuleDocs, Target};
use super::html::Html;

/// A table or view.
pub(super) fn relation(html: &mut Html, of: &RelationDocs) {
    html.raw("<section class=\"card\" id=\"").text(&of.anchor).raw("\" data-kind=\"").text(word(of.kind));
    html.raw("\" data-name=\"").text(&of.name).raw("\" tabindex=\"-1\">\n");
    html.raw("<h3><a class=\"self\" href=\"#").text(&of.anchor).raw("\">").text(&of.name).raw("</a>");
    if of.kind != RelationKind::Table {
        html.element(" <span class=\"tag\">", word(of.kind), "</span>");
    }
    html.raw(if of.private {
        " <span class=\"tag private\" title=\"only the server may see it\">private</span>"
    } else {
        " <span class=\"tag public\" title=\"clients may see it\">public</span>"
    });
    of.remarks.iter().for_each(|remark| {
        html.element(" <span class=\"tag\">", remark, "</span>");
    });
    html.raw("</h3>\n");
    comment(html, of.comment.as_deref());
    html.raw("<p class=\"facts\">");
    migration(html, of.migration.as_deref());
    if matches!(of.kind, RelationKind::Table | RelationKind::ForeignTable) {
        html.raw(" <button type=\"button\" class=\"show\" data-show=\"").text(&of.anchor);
        html.raw("\">Show in the picture</button>");
    }
    html.raw("</p>\n");
    columns(html, of);
    rules(html, "Keys", &of.keys);
    keys(html, of);
    rules(html, "Checks", &of.checks);
    rules(html, "Indexes", &of.indexes);
    rules(html, "Triggers, policies and rules", &of.definitions);
    partitions(html, of);
    if let Some(query) = &of.query {
        html.raw("<h4>Query</h4>\n").element("<pre tabindex=\"0\"><code>", query, "</code></pre>\n");
    }
    html.raw("</section>\n");
}

fn word(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Table => "table",
        RelationKind::ForeignTable => "foreign table",
        RelationKind::View => "view",
        RelationKind::MaterializedView => "materialized view",
    }
}

fn comment(html: &mut Html, text: Option<&str>) {
    if let Some(text) = text {
        html.element("<p class=\"comment\">", text, "</p>\n");
    }
}

fn migration(html: &mut Html, file: Option<&str>) {
    match file {
        Some(file) => html.element("Last touched by <code class=\"file\">", file, "</code>"),
        None => html.raw("No migration makes it yet"),
    };
}

fn columns(html: &mut Html, of: &RelationDocs) {
    if of.columns.is_empty() {
        return;
    }
    html.raw("<table class=\"columns\"><caption class=\"hidden\">Columns of ").text(&of.name);
    html.raw("</caption><thead><tr><th scope=\"col\">Column</th><th scope=\"col\">Type</th><th scope=\"col\">Details</th></tr></thead><tbody>\n");
    of.columns.iter().for_each(|field| column(html, of, field));
    html.raw("</tbody></table>\n");
}

fn column(html: &mut Html, of: &RelationDocs, field: &FieldDocs) {
    html.raw("<tr id=\"")
        .text(&field.anchor)
        .raw("\" data-column=\"")
        .text(&field.name)
        .raw("\" tabindex=\"-1\">");
    html.element("<th scope=\"row\"><code>", &field.name, "</code></th><td>");
    match &field.type_anchor {
        Some(anchor) => {
            html.raw("<a href=\"#").text(anchor).raw("\"><code>").text(&field.ty).raw("</code></a>")
        }
        None if field.ty.is_empty() => html.raw("<span class=\"quiet\">by the query</span>"),
        None => html.element("<code>", &field.ty, "</code>"),
    };
    html.raw("</td><td>");
    let tags = [
        (field.primary, "<span class=\"tag key\">primary key</span> "),
        (field.unique && !field.primary, "<span class=\"tag\">unique</span> "),
        (field.nullable && !field.ty.is_empty(), "<span class=\"tag null\">may be NULL</span> "),
        (field.private && !of.private, "<span class=\"tag private\">private</span> "),
    ];
    tags.into_iter().filter(|(is, _)| *is).for_each(|(_, tag)| {
        html.raw(tag);
    });
    if let Some(mode) = field.identity {
        html.element("<span class=\"tag\">identity, ", mode, "</span> ");
    }
    for to in &field.references {
        html.raw("<span class=\"ref\">→ ");
        link(html, to);
        html.raw("</span> ");
    }
    if let Some(default) = &field.default {
        html.element("<span class=\"expr\">default <code>", default, "</code></span> ");
    }
    if let Some((expr, kind)) = &field.generated {
        html.element("<span class=\"expr\">generated <code>", expr, "</code> ").text(kind).raw("</span> ");
    }
    if let Some(text) = &field.comment {
        html.element("<p class=\"comment\">", text, "</p>");
    }
    html.raw("</td></tr>\n");
}

fn link(html: &mut Html, to: &Target) {
    html.raw("<a href=\"#").text(&to.anchor).raw("\"><code>").text(&to.name).raw("</code></a>");
}

fn rules(html: &mut Html, title: &'static str, rules: &[RuleDocs]) {
    if rules.is_empty() {
        return;
    }
    html.raw("<h4>").raw(title).raw("</h4>\n<ul class=\"rules\">\n");
    for rule in rules {
        html.element("<li><b>", &rule.name, "</b> ").element("<code>", &rule.sql, "</code>");
        comment(html, rule.comment.as_deref());
        html.raw("</li>\n");
    }
    html.raw("</ul>\n");
}

fn keys(html: &mut Html, of: &RelationDocs) {
    if !of.references.is_empty() {
        html.raw("<h4>Foreign keys</h4>\n<ul class=\"rules\">\n");
        for key in &of.references {
            html.element("<li><b>", &key.name, "</b> <code>").text(&key.columns.0.join(", "));
            html.raw("</code> → ")
                .raw("<a href=\"#")
                .text(&key.anchors.1)
                .raw("\"><code>")
                .text(&key.tables.1);
            html.raw("</code></a> ");
            sides(html, &key.columns.1, key);
        }
        html.raw("</ul>\n");
    }
    if !of.referenced_by.is_empty() {
        html.raw("<h4>Referenced by</h4>\n<ul class=\"rules\">\n");
        for key in &of.referenced_by {
            html.raw("<li><a href=\"#").text(&key.anchors.0).raw("\"><code>").text(&key.tables.0);
            html.raw("</code></a> ");
            sides(html, &key.columns.0, key);
        }
        html.raw("</ul>\n");
    }
}

fn sides(html: &mut Html, columns: &[String], key: &KeyDocs) {
    html.element("(<code>", &columns.join(", "), "</code>)");
    if !key.actions.is_empty() {
        html.element(" <code class=\"quiet\">", &key.actions, "</code>");
    }
    comment(html, key.comment.as_deref());
    html.raw("</li>\n");
}

fn partitions(html: &mut Html, of: &RelationDocs) {
    let Some(key) = &of.partitioned else { return };
    html.raw("<h4>Partitions</h4>\n").element("<p>Partitioned by <code>", key, "</code>.</p>\n");
    if of.partitions.is_empty() {
        return;
    }
    html.raw("<ul class=\"rules\">\n");
    for part in &of.partitions {
        html.raw("<li id=\"").text(&part.anchor).raw("\" tabindex=\"-1\"><b>").text(&part.name);
        html.raw("</b> ").element("<code>", &part.bound, "</code>");
        if let Some(key) = &part.partitioned {
            html.element(" partitioned by <code>", key, "</code>");
        }
        comment(html, part.comment.as_deref());
        html.raw("</li>\n");
    }
    html.raw("</ul>\n");
}

/// An enum.
pub(super) fn enumeration(html: &mut Html, of: &EnumDocs) {
    open_type(html, &of.anchor, &of.name, "enum", of.comment.as_deref(), of.migration.as_deref());
    html.raw("<ol class=\"values\">\n");
    of.values.iter().for_each(|value| {
        html.element("<li><code>", value, "</code></li>\n");
    });
    html.raw("</ol>\n");
    used_by(html, &of.used_by);
    html.raw("</section>\n");
}

/// A domain.
pub(super) fn domain(html: &mut Html, of: &DomainDocs) {
    open_type(html, &of.anchor, &of.name, "domain", of.comment.as_deref(), of.migration.as_deref());
    html.element("<p><code>", &of.ty, "</code>");
    html.raw(if of.nullable { "" } else { ", never NULL" });
    if let Some(default) = &of.default {
        html.element(", default <code>", default, "</code>");
    }
    html.raw("</p>\n");
    rules(html, "Checks", &of.checks);
    used_by(html, &of.used_by);
    html.raw("</section>\n");
}

fn open_type(
    html: &mut Html,
    anchor: &str,
    name: &str,
    kind: &'static str,
    said: Option<&str>,
    file: Option<&str>,
) {
    html.raw("<section class=\"card\" id=\"").text(anchor).raw("\" data-kind=\"").raw(kind);
    html.raw("\" data-name=\"")
        .text(name)
        .raw("\" tabindex=\"-1\">\n<h3><a class=\"self\" href=\"#")
        .text(anchor);
    html.raw("\">").text(name).raw("</a> <span class=\"tag\">").raw(kind).raw("</span></h3>\n");
    comment(html, said);
    html.raw("<p class=\"facts\">");
    migration(html, file);
    html.raw("</p>\n");
}

fn used_by(html: &mut Html, columns: &[Target]) {
    if columns.is_empty() {
        return;
    }
    html.raw("<h4>Used by</h4>\n<ul class=\"rules\">\n");
    for to in columns {
        html.raw("<li>");
        link(html, to);
        html.raw("</li>\n");
    }
    html.raw("</ul>\n");
}
