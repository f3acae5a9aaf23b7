//! The order of the steps: one graph, one deterministic topological sort.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};

use petgraph::Direction;
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::fact::Fact;
use super::step::{Phase, Step};

/// Why one step comes after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// It rests on it.
    After,
    /// It has to wait for its transaction to end.
    AfterCommit,
}

/// The steps of a plan with what is known of their order.
#[derive(Default)]
pub(super) struct Graph {
    pub(super) steps: Vec<Step>,
    /// From, to, why; beyond what follows from facts.
    pub(super) edges: Vec<(usize, usize, Edge)>,
    /// The first and the last step that provides a fact.
    providers: HashMap<Fact, (usize, usize)>,
    /// The first step that destroys a fact.
    destroyers: HashMap<Fact, usize>,
}

/// Steps in order, and which of them wait for the end of an earlier one's transaction.
pub(super) struct Sorted {
    pub(super) steps: Vec<Step>,
    /// Positions of the earlier and the later step.
    pub(super) commits: Vec<(usize, usize)>,
    /// Positions of any two steps of which the first has to come before the second.
    pub(super) order: Vec<(usize, usize)>,
}

/// Steps that no order can satisfy.
pub(super) struct Tangle {
    pub(super) steps: Vec<Step>,
    /// The indexes of one circle, in its order.
    pub(super) circle: Vec<usize>,
    /// The indexes of every step that is part of any circle.
    pub(super) tangled: Vec<usize>,
}

impl Graph {
    /// Adds a step; returns its index.
    pub(super) fn push(&mut self, step: Step) -> usize {
        let at = self.steps.len();
        step.provides.iter().for_each(|fact| self.note_provider(fact, at));
        for fact in &step.destroys {
            self.destroyers.entry(fact.clone()).or_insert(at);
        }
        self.steps.push(step);
        at
    }

    /// Adds to what a step provides.
    pub(super) fn provide(&mut self, step: usize, fact: Fact) {
        self.note_provider(&fact, step);
        self.steps[step].provides.push(fact);
    }

    fn note_provider(&mut self, fact: &Fact, step: usize) {
        let (first, last) = self.providers.entry(fact.clone()).or_insert((step, step));
        (*first, *last) = (step.min(*first), step.max(*last));
    }

    /// The first step so far that provides a fact.
    pub(super) fn first_provider(&self, fact: &Fact) -> Option<usize> {
        self.providers.get(fact).map(|(first, _)| *first)
    }

    /// The last step so far that provides a fact.
    pub(super) fn last_provider(&self, fact: &Fact) -> Option<usize> {
        self.providers.get(fact).map(|(_, last)| *last)
    }

    /// The first step so far that destroys a fact.
    pub(super) fn first_destroyer(&self, fact: &Fact) -> Option<usize> {
        self.destroyers.get(fact).copied()
    }

    /// Puts one step after another.
    pub(super) fn after(&mut self, later: usize, earlier: usize) {
        self.edges.push((earlier, later, Edge::After));
    }

    /// Puts one step into a transaction after another's.
    pub(super) fn after_commit(&mut self, later: usize, earlier: usize) {
        self.edges.push((earlier, later, Edge::AfterCommit));
    }

    /// Sorts: what a step rests on first, then by phase and by the order in which the steps were added.
    pub(super) fn sort(self) -> Result<Sorted, Box<Tangle>> {
        let graph = self.edges_of_facts();
        let Some(order) = order(&graph, &self.steps) else {
            let (circle, tangled) = circle(&graph);
            return Err(Box::new(Tangle { steps: self.steps, circle, tangled }));
        };
        let mut position = vec![0; order.len()];
        for (at, step) in order.iter().enumerate() {
            position[*step] = at;
        }
        let commits = self.edges.iter().filter(|(_, _, edge)| *edge == Edge::AfterCommit);
        let commits = commits.map(|(from, to, _)| (position[*from], position[*to])).collect();
        let edges =
            graph.edge_references().map(|e| (position[e.source().index()], position[e.target().index()]));
        let edges = edges.collect();
        let mut steps: Vec<Option<Step>> = self.steps.into_iter().map(Some).collect();
        let steps = order.into_iter().filter_map(|step| steps[step].take()).collect();
        Ok(Sorted { steps, commits, order: edges })
    }

    /// The graph: an edge for each relation between two steps that facts or the plan itself make.
    fn edges_of_facts(&self) -> DiGraph<usize, Edge> {
        let mut graph = DiGraph::with_capacity(self.steps.len(), self.steps.len() * 4);
        let nodes: Vec<NodeIndex> = (0..self.steps.len()).map(|step| graph.add_node(step)).collect();
        let (mut providers, mut destroyers, mut releasers) = (ByFact::new(), ByFact::new(), ByFact::new());
        for (at, step) in self.steps.iter().enumerate() {
            note(&mut providers, &step.provides, at);
            note(&mut destroyers, &step.destroys, at);
            note(&mut releasers, &step.releases, at);
        }
        let mut link = |earlier: &ByFact<'_>, facts: &[Fact], later: usize| {
            for from in facts.iter().flat_map(|fact| earlier.get(fact).map_or(&[][..], Vec::as_slice)) {
                let border = self.steps[*from].phase.part() == self.steps[later].phase.part();
                if *from != later && border {
                    graph.add_edge(nodes[*from], nodes[later], Edge::After);
                }
            }
        };
        for (at, step) in self.steps.iter().enumerate() {
            link(&providers, &step.needs, at);
            link(&releasers, &step.destroys, at);
            link(&destroyers, &step.provides, at);
            link(&destroyers, &step.awaits, at);
        }
        for (from, to, edge) in &self.edges {
            if self.steps[*from].phase.part() == self.steps[*to].phase.part() {
                graph.add_edge(nodes[*from], nodes[*to], *edge);
            }
        }
        graph
    }
}

type ByFact<'a> = HashMap<&'a Fact, Vec<usize>>;

fn note<'a>(map: &mut ByFact<'a>, facts: &'a [Fact], step: usize) {
    facts.iter().for_each(|fact| map.entry(fact).or_default().push(step));
}

/// Kahn's algorithm with a heap, so that of all steps that are free the first by tie-break comes next; but one that
/// belongs behind another follows it at once when nothing else holds it back.
fn order(graph: &DiGraph<usize, Edge>, steps: &[Step]) -> Option<Vec<usize>> {
    let mut waits: Vec<usize> =
        graph.node_indices().map(|node| graph.edges_directed(node, Direction::Incoming).count()).collect();
    let key = |step: usize| Reverse((steps[step].phase.part(), steps[step].phase, step));
    let mut free: BinaryHeap<_> = (0..steps.len()).filter(|step| waits[*step] == 0).map(key).collect();
    let mut next_in_line: Vec<usize> = Vec::new();
    let mut order = Vec::with_capacity(steps.len());
    while let Some(step) = next_in_line.pop().or_else(|| free.pop().map(|Reverse((_, _, step))| step)) {
        order.push(step);
        let mut freed = Vec::new();
        for edge in graph.edges(NodeIndex::new(step)) {
            let next = edge.target().index();
            waits[next] -= 1;
            if waits[next] == 0 {
                freed.push(next);
            }
        }
        freed.sort_unstable_by(|a, b| b.cmp(a));
        for next in freed {
            if steps[next].behind == Some(step) {
                next_in_line.push(next);
            } else {
                free.push(key(next));
            }
        }
    }
    (order.len() == steps.len()).then_some(order)
}

/// A circle that starts at its first step, and everything that is tangled.
fn circle(graph: &DiGraph<usize, Edge>) -> (Vec<usize>, Vec<usize>) {
    let components: Vec<_> = tarjan_scc(graph).into_iter().filter(|nodes| nodes.len() > 1).collect();
    let mut tangled: Vec<usize> = components.iter().flatten().map(|node| node.index()).collect();
    tangled.sort_unstable();
    let first = components.into_iter().min_by_key(|nodes| nodes.iter().min().copied());
    (first.map_or_else(Vec::new, |nodes| shortest(graph, &nodes)), tangled)
}

/// The shortest way from a component's first step back to it.
fn shortest(graph: &DiGraph<usize, Edge>, component: &[NodeIndex]) -> Vec<usize> {
    let inside: HashSet<NodeIndex> = component.iter().copied().collect();
    let Some(start) = component.iter().min().copied() else { return Vec::new() };
    let mut came_from: HashMap<NodeIndex, NodeIndex> = HashMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        let mut next: Vec<NodeIndex> = graph.neighbors(node).filter(|n| inside.contains(n)).collect();
        next.sort_unstable();
        for neighbour in next {
            if neighbour == start {
                return path(&came_from, start, node);
            }
            if let Entry::Vacant(free) = came_from.entry(neighbour) {
                free.insert(node);
                queue.push_back(neighbour);
            }
        }
    }
    Vec::new()
}

fn path(came_from: &HashMap<NodeIndex, NodeIndex>, start: NodeIndex, end: NodeIndex) -> Vec<usize> {
    let mut path = vec![end.index()];
    let mut node = end;
    while node != start {
        let Some(previous) = came_from.get(&node) else { break };
        node = *previous;
        path.push(node.index());
    }
    path.reverse();
    path
}

impl Phase {
    /// The part of a plan that a phase belongs to. Parts follow each other, whatever their steps need.
    pub(super) fn part(self) -> u8 {
        match self {
            Self::Foundation => 0,
            Self::Rename => 1,
            Self::EnumValue => 2,
            Self::Type
            | Self::Sequence
            | Self::Teardown
            | Self::Function
            | Self::Operator
            | Self::Table
            | Self::Column
            | Self::Data
            | Self::Constraint
            | Self::View
            | Self::Trigger
            | Self::Security
            | Self::Access
            | Self::Publication
            | Self::Drop
            | Self::Online
            | Self::Validate
            | Self::Settle
            | Self::Replaced => 3,
            Self::DropExtension | Self::DropNamespace => 4,
        }
    }
}
