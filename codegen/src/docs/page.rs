//! The page as a whole: head, contents, picture, sections. Styles and script are in it.

use super::data::{Docs, RelationDocs, RelationKind};
use super::html::Html;
use super::{picture, section};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page that shows a schema.
pub fn page(docs: &Docs) -> String {
    let mut html = Html::default();
    html.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    // Nothing is loaded from anywhere, and what might be taken for a script in a text would not run.
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>").text(&docs.title);
    html.raw("</title>\n<style>\n").raw(STYLE).raw("</style>\n</head>\n<body>\n");
    html.raw("<a class=\"skip\" href=\"#sections\">Skip to the tables</a>\n");
    bar(&mut html, docs);
    html.raw("<div class=\"sides\">\n");
    contents(&mut html, docs);
    html.raw("<main>\n");
    frame(&mut html, docs);
    html.raw("<div id=\"sections\" tabindex=\"-1\">\n");
    for name in &docs.namespaces {
        let own = || docs.relations.iter().filter(|relation| relation.namespace == *name);
        if docs.namespaces.len() > 1 {
            html.element("<h2>", name, "</h2>\n");
        } else {
            html.raw("<h2>Tables and views</h2>\n");
        }
        own().for_each(|relation| section::relation(&mut html, relation));
    }
    if !docs.enums.is_empty() || !docs.domains.is_empty() {
        html.raw("<h2>Types</h2>\n");
        docs.enums.iter().for_each(|one| section::enumeration(&mut html, one));
        docs.domains.iter().for_each(|one| section::domain(&mut html, one));
    }
    html.raw("</div>\n</main>\n</div>\n<script>\n").raw(SCRIPT).raw("</script>\n</body>\n</html>\n");
    html.finish()
}

/// The bar on top: title, search, light or dark.
fn bar(html: &mut Html, docs: &Docs) {
    html.raw("<header class=\"bar\">\n").element("<h1>", &docs.title, "</h1>\n");
    html.raw(
        "<div class=\"search\" role=\"search\">\n\
         <label class=\"hidden\" for=\"search\">Search tables, columns and types</label>\n\
         <input id=\"search\" type=\"search\" placeholder=\"Search tables and columns  /\" autocomplete=\"off\" spellcheck=\"false\" \
         role=\"combobox\" aria-expanded=\"false\" aria-controls=\"found\" aria-autocomplete=\"list\">\n\
         <ul id=\"found\" role=\"listbox\" aria-label=\"What was found\" hidden></ul>\n</div>\n\
         <button id=\"theme\" type=\"button\" aria-label=\"Switch between light and dark\" title=\"Light or dark\">\
         <svg viewBox=\"0 0 20 20\" width=\"18\" height=\"18\" aria-hidden=\"true\"><circle cx=\"10\" cy=\"10\" r=\"7\" fill=\"none\" \
         stroke=\"currentColor\" stroke-width=\"2\"/><path d=\"M10 3a7 7 0 0 1 0 14z\" fill=\"currentColor\"/></svg></button>\n\
         </header>\n",
    );
}

/// Everything by name, at the side.
fn contents(html: &mut Html, docs: &Docs) {
    html.raw("<nav aria-label=\"Contents\">\n<details id=\"contents\" open><summary>Contents</summary>\n");
    for (name, at) in docs.namespaces.iter().zip(0..) {
        let own: Vec<&RelationDocs> = docs.relations.iter().filter(|r| r.namespace == *name).collect();
        html.raw("<h2 class=\"ns").number(at % 8).raw("\"><i></i>").text(name).raw("</h2>\n<ul>\n");
        for relation in own {
            entry(
                html,
                &relation.anchor,
                &relation.name,
                match relation.kind {
                    RelationKind::Table | RelationKind::ForeignTable => "",
                    RelationKind::View | RelationKind::MaterializedView => " class=\"view\"",
                },
            );
        }
        html.raw("</ul>\n");
    }
    if !docs.enums.is_empty() || !docs.domains.is_empty() {
        html.raw("<h2>Types</h2>\n<ul>\n");
        docs.enums.iter().for_each(|one| entry(html, &one.anchor, &one.name, ""));
        docs.domains.iter().for_each(|one| entry(html, &one.anchor, &one.name, ""));
        html.raw("</ul>\n");
    }
    html.raw("</details>\n</nav>\n");
}

fn entry(html: &mut Html, anchor: &str, name: &str, class: &'static str) {
    html.raw("<li><a").raw(class).raw(" href=\"#").text(anchor).raw("\">").text(name).raw("</a></li>\n");
}

/// The picture with its buttons and what its marks mean.
fn frame(html: &mut Html, docs: &Docs) {
    let any = docs.relations.iter().any(|r| r.query.is_none());
    if !any {
        html.raw("<p class=\"quiet\">There is no table in this schema.</p>\n");
        return;
    }
    html.raw(
        "<section class=\"picture\" aria-label=\"Picture of the tables\">\n<div class=\"frame\" id=\"frame\" tabindex=\"0\" \
         aria-label=\"Picture of the tables: arrow keys move it, plus and minus zoom, 0 shows all of it\" role=\"application\">\n",
    );
    picture::picture(html, docs);
    html.raw(
        "<div class=\"tools\">\n\
         <button type=\"button\" id=\"in\" aria-label=\"Zoom in\" title=\"Zoom in\">+</button>\n\
         <button type=\"button\" id=\"out\" aria-label=\"Zoom out\" title=\"Zoom out\">−</button>\n\
         <button type=\"button\" id=\"all\" aria-label=\"Show all of it\" title=\"Show all of it\">⤢</button>\n\
         </div>\n</div>\n<ul class=\"legend\">\n",
    );
    if docs.namespaces.len() > 1 {
        for (name, at) in docs.namespaces.iter().zip(0..) {
            html.raw("<li class=\"ns").number(at % 8).raw("\"><i></i>").text(name).raw("</li>\n");
        }
    }
    html.raw(
        "<li><b>PK</b> primary key</li><li><b>FK</b> foreign key</li><li><b>PF</b> both</li><li><b>U</b> unique</li>\
         <li><b>?</b> may be NULL</li>\
         <li><svg viewBox=\"0 0 26 10\" aria-hidden=\"true\"><path d=\"M0 5H26\"/></svg>may refer to nothing</li>\n",
    );
    if docs.relations.iter().any(|r| r.private || r.columns.iter().any(|column| column.private)) {
        html.raw("<li><svg class=\"lock\" viewBox=\"-6 -1 22 15\" aria-hidden=\"true\"><rect y=\"5\" width=\"10\" height=\"8\" rx=\"1.5\"/>");
        html.raw("<path d=\"M2 5V3.5a3 3 0 0 1 6 0V5\" style=\"stroke:var(--private);stroke-dasharray:none\"/></svg>private</li>\n");
    }
    html.raw("</ul>\n</section>\n");
}
