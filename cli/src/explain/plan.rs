//! A plan, read from JSON. What is not known here is passed over: every version of PostgreSQL adds something.

use serde_json::Value;

/// The whole answer of the server.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) root: Node,
    pub(crate) planning: Option<f64>,
    /// In milliseconds, when it ran.
    pub(crate) execution: Option<f64>,
    /// Milliseconds of compiling.
    pub(crate) jit: f64,
}

/// One node. Times are in milliseconds, over all loops.
#[derive(Debug, Default)]
pub(crate) struct Node {
    /// `Seq Scan`, as the server calls it.
    pub(crate) kind: String,
    /// Everything that the server says of it.
    raw: Value,
    pub(crate) children: Vec<Node>,
    /// Of the node with those below it, and of the node alone.
    pub(crate) total: f64,
    pub(crate) own: f64,
    /// Of the time of all, from 0 to 1; of the cost where it did not run.
    pub(crate) share: f64,
    /// Rows in each loop.
    pub(crate) estimated: f64,
    pub(crate) rows: Option<f64>,
    pub(crate) loops: f64,
}

impl Plan {
    /// Reads the JSON of `EXPLAIN`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let all: Value = serde_json::from_str(text).ok()?;
        let all = all.get(0)?;
        let mut root = node(all.get("Plan")?, 1.0);
        let mut common = Vec::new();
        collect_common(&root, &mut common);
        settle(&mut root, &mut common);
        let sum = root.sum().max(f64::MIN_POSITIVE);
        root.share(sum);
        let milliseconds = |name: &str| all.get(name).and_then(Value::as_f64);
        let jit = all
            .pointer("/JIT/Timing/Total")
            .and_then(|total| total.as_f64().or_else(|| total.get("Total")?.as_f64()));
        // The server adds up what each process compiled; they did so side by side.
        let processes =
            root.all().iter().map(|node| node.number("Workers Launched")).fold(0.0, f64::max) + 1.0;
        Some(Self {
            root,
            planning: milliseconds("Planning Time"),
            execution: milliseconds("Execution Time"),
            jit: jit.unwrap_or(0.0) / processes,
        })
    }
}

/// `parallel` is how many processes do the work of the node at the same time.
fn node(raw: &Value, parallel: f64) -> Node {
    let number = |name: &str| raw.get(name).and_then(Value::as_f64);
    let kind = raw.get("Node Type").and_then(Value::as_str).unwrap_or("?").to_owned();
    let below = match kind.starts_with("Gather") {
        true => number("Workers Launched").or(number("Workers Planned")).unwrap_or(0.0) + 1.0,
        false => parallel,
    };
    let children = raw.get("Plans").and_then(Value::as_array).into_iter().flatten();
    let loops = number("Actual Loops").unwrap_or(1.0);
    let rows = number("Actual Rows");
    let total = match rows {
        // The times of processes that work side by side are added up in it.
        Some(_) => number("Actual Total Time").unwrap_or(0.0) * loops / parallel,
        None => number("Total Cost").unwrap_or(0.0),
    };
    Node {
        kind,
        children: children.map(|child| node(child, below)).collect(),
        total,
        own: 0.0,
        share: 0.0,
        estimated: number("Plan Rows").unwrap_or(0.0),
        rows,
        loops,
        raw: raw.clone(),
    }
}

/// The common table expressions with their times: the server counts those where they are read.
fn collect_common(node: &Node, found: &mut Vec<(String, f64)>) {
    for child in &node.children {
        if let Some(name) = child.common() {
            found.push((name.to_owned(), child.total));
        }
        collect_common(child, found);
    }
}

/// The time of each node alone.
fn settle(node: &mut Node, common: &mut Vec<(String, f64)>) {
    let mut below: f64 =
        node.children.iter().filter(|child| child.common().is_none()).map(|child| child.total).sum();
    if let Some(at) = node.text("CTE Name").and_then(|name| common.iter().position(|(own, _)| own == name)) {
        below += common.remove(at).1;
    }
    node.own = (node.total - below).max(0.0);
    for child in &mut node.children {
        settle(child, common);
    }
}

impl Node {
    /// A text that the server says of it.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.raw.get(name).and_then(Value::as_str)
    }

    /// A number that the server says of it; 0 where it says nothing.
    pub(crate) fn number(&self, name: &str) -> f64 {
        self.raw.get(name).and_then(Value::as_f64).unwrap_or(0.0)
    }

    /// A list of texts.
    pub(crate) fn list(&self, name: &str) -> Vec<&str> {
        self.raw.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// The table: namespace, name, and what the statement calls it.
    pub(crate) fn relation(&self) -> Option<(&str, &str, &str)> {
        let name = self.text("Relation Name")?;
        Some((self.text("Schema").unwrap_or("public"), name, self.text("Alias").unwrap_or(name)))
    }

    pub(crate) fn is_scan(&self) -> bool {
        self.kind == "Seq Scan"
    }

    /// The name of the common table expression that it computes.
    fn common(&self) -> Option<&str> {
        self.text("Subplan Name")?.strip_prefix("CTE ")
    }

    /// This node and all below it.
    pub(crate) fn all(&self) -> Vec<&Node> {
        let mut all = vec![self];
        all.extend(self.children.iter().flat_map(Node::all));
        all
    }

    fn sum(&self) -> f64 {
        self.own + self.children.iter().map(Node::sum).sum::<f64>()
    }

    fn share(&mut self, sum: f64) {
        self.share = self.own / sum;
        self.children.iter_mut().for_each(|child| child.share(sum));
    }

    /// A number of this node without those below it.
    pub(crate) fn own_number(&self, name: &str) -> f64 {
        let below: f64 = self.children.iter().map(|child| child.number(name)).sum();
        (self.number(name) - below).max(0.0)
    }

    /// What it is and what it works on, in a line.
    pub(crate) fn title(&self) -> String {
        let mut title = match (self.text("Join Type"), self.text("Strategy"), self.text("Operation")) {
            (Some("Inner") | None, None | Some("Plain"), None) => self.kind.clone(),
            (Some(join), _, _) if join != "Inner" => format!("{} ({})", self.kind, join.to_lowercase()),
            (_, Some(strategy), _) => format!("{strategy} {}", self.kind),
            (_, _, Some(operation)) => operation.to_owned(),
            _ => self.kind.clone(),
        };
        if self.raw.get("Parallel Aware").and_then(Value::as_bool) == Some(true) {
            title = format!("Parallel {title}");
        }
        if let Some(index) = self.text("Index Name") {
            title.push_str(&format!(" using {index}"));
        }
        if let Some((namespace, name, alias)) = self.relation() {
            let name = if namespace == "public" { name.to_owned() } else { format!("{namespace}.{name}") };
            title.push_str(&format!(" on {name}"));
            if alias != name && self.relation().is_some_and(|(_, own, _)| alias != own) {
                title.push_str(&format!(" {alias}"));
            }
        } else if let Some(name) = self.text("CTE Name").or(self.text("Function Name")) {
            title.push_str(&format!(" on {name}"));
        }
        match self.text("Subplan Name") {
            Some(name) => format!("{name}: {title}"),
            None => title,
        }
    }
}
