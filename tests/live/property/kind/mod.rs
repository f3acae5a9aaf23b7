//! The kinds of things that stand beside or on tables, one file each: how one is made from choices, changed and written.

use super::print::{Out, Phase, quote};
use super::spec::{Id, Spec};
use super::tape::Tape;

/// What all of them have.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) id: Id,
    pub(crate) name: String,
    /// The name in the old schema, if it has another one now.
    pub(crate) was: Option<String>,
    pub(crate) comment: Option<usize>,
    /// It is in the old schema.
    pub(crate) old: bool,
}

impl Head {
    pub(crate) fn new(spec: &mut Spec, tape: &mut Tape, stem: &str) -> Self {
        let name = super::make::name(spec, tape, stem);
        let comment = tape.one_in(4).then_some(0);
        Self { id: spec.id(), name, was: None, comment, old: false }
    }

    /// Its name as SQL writes it.
    pub(crate) fn quoted(&self) -> String {
        quote(&self.name)
    }

    /// The line before its statement that tells its old name.
    pub(crate) fn renamed(&self) -> String {
        self.was.as_ref().map(|was| format!("-- @renamed from={}\n", quote(was))).unwrap_or_default()
    }

    /// Writes its comment, if it has one. `target` is what stands after `COMMENT ON`.
    pub(crate) fn comment(&self, out: &mut Out, target: &str) {
        if let Some(way) = self.comment {
            let text = ["a comment", "it''s another"][way];
            out.line(Phase::Comments, format!("COMMENT ON {target} IS '{text}'"));
        }
    }

    fn rename(&mut self, spec: &mut Spec, tape: &mut Tape) {
        let name = super::make::name(spec, tape, "new");
        let old = std::mem::replace(&mut self.name, name);
        if self.old {
            self.was.get_or_insert(old);
        }
    }
}

/// A kind of thing.
pub(crate) trait Thing: Sized {
    /// One of it, if what it stands on is there.
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self>;
    /// Changes one thing about it.
    fn change(&mut self, spec: &mut Spec, tape: &mut Tape);
    /// Writes it, unless what it stands on is gone.
    fn print(&self, spec: &Spec, out: &mut Out);
    /// Its name and comment.
    fn head(&mut self) -> &mut Head;
    /// Whether the name can be changed in a schema file.
    const RENAMED: bool = true;
}

macro_rules! kinds {
    ($($module:ident $kind:ident),* $(,)?) => {
        $(mod $module;)*

        /// A thing of any kind.
        #[derive(Clone, Debug)]
        pub(crate) enum Other {
            $($kind($module::$kind)),*
        }

        impl Other {
            /// The names of the kinds.
            pub(crate) const NAMES: &[&str] = &[$(stringify!($module)),*];

            /// One of the kind with this number.
            pub(crate) fn make(kind: usize, spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
                let makers: &[fn(&mut Spec, &mut Tape) -> Option<Self>] =
                    &[$(|spec, tape| $module::$kind::make(spec, tape).map(Self::$kind)),*];
                makers[kind](spec, tape)
            }

            fn change_inside(&mut self, spec: &mut Spec, tape: &mut Tape) {
                match self { $(Self::$kind(thing) => thing.change(spec, tape)),* }
            }

            pub(crate) fn print(&self, spec: &Spec, out: &mut Out) {
                match self { $(Self::$kind(thing) => thing.print(spec, out)),* }
            }

            pub(crate) fn head(&mut self) -> &mut Head {
                match self { $(Self::$kind(thing) => thing.head()),* }
            }

            fn can_be_renamed(&self) -> bool {
                match self { $(Self::$kind(_) => $module::$kind::RENAMED),* }
            }
        }
    };
}

kinds! {
    access Grant,
    aggregate Aggregate,
    booking Booking,
    cast Cast,
    collation Collation,
    composite Composite,
    defaults Defaults,
    event_trigger EventTrigger,
    foreign Foreign,
    function Function,
    inherit Family,
    namespace Namespace,
    operator Operator,
    owner Owner,
    partition Partitioned,
    policy Policy,
    range Range,
    remark Remark,
    rule Rule,
    statistics Statistics,
    storage Storage,
    text_search TextSearch,
    trigger Trigger,
}

impl Other {
    /// Changes its name, its comment, or something that only its kind has.
    pub(crate) fn change(&mut self, spec: &mut Spec, tape: &mut Tape) {
        match tape.below(6) {
            0 if self.can_be_renamed() => self.head().rename(spec, tape),
            1 => {
                let head = self.head();
                head.comment = head.comment.map_or(Some(1), |_| None);
            }
            _ => self.change_inside(spec, tape),
        }
    }
}
