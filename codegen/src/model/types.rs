//! Types, structured: never compared as text.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{QName, StorageMode};

/// The type of a column, argument or domain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Type {
    /// A type of `pg_catalog` without parameters.
    Builtin(Builtin),
    /// `numeric`, `numeric(precision)` (scale 0), `numeric(precision, scale)`.
    Numeric(Option<(u16, i16)>),
    /// `character varying(n)`, in characters.
    Varchar(Option<u32>),
    /// `character(n)`, in characters. `char` without a length is `character(1)`; `None` is `bpchar`.
    Char(Option<u32>),
    /// `bit(n)`; `bit` alone is `bit(1)`.
    Bit(u32),
    /// `bit varying(n)`.
    Varbit(Option<u32>),
    /// `time(precision) with | without time zone`.
    Time {
        /// Digits of the second's fraction.
        precision: Option<u8>,
        /// `with time zone`.
        zone: bool,
    },
    /// `timestamp(precision) with | without time zone`.
    Timestamp {
        /// Digits of the second's fraction.
        precision: Option<u8>,
        /// `with time zone`.
        zone: bool,
    },
    /// `interval fields (precision)`.
    Interval {
        /// Which fields are kept.
        fields: Option<IntervalFields>,
        /// Digits of the second's fraction.
        precision: Option<u8>,
    },
    /// An array. PostgreSQL does not keep the number of dimensions, so an element is never an array itself.
    Array(Box<Type>),
    /// A user's or extension's type: enum, domain, `vector(384)`, `citext` ...
    Named {
        /// Its name.
        name: QName,
        /// The modifiers in parentheses, as written: `["384"]`, `["Point", "4326"]`.
        modifiers: Vec<String>,
    },
}

/// Which fields an interval keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the variants are the words of the manual, 8.5.4")]
pub enum IntervalFields {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    YearToMonth,
    DayToHour,
    DayToMinute,
    DayToSecond,
    HourToMinute,
    HourToSecond,
    MinuteToSecond,
}

impl IntervalFields {
    /// The words of SQL, lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Hour => "hour",
            Self::Minute => "minute",
            Self::Second => "second",
            Self::YearToMonth => "year to month",
            Self::DayToHour => "day to hour",
            Self::DayToMinute => "day to minute",
            Self::DayToSecond => "day to second",
            Self::HourToMinute => "hour to minute",
            Self::HourToSecond => "hour to second",
            Self::MinuteToSecond => "minute to second",
        }
    }
}

macro_rules! builtins {
    ($($variant:ident $name:literal $([$($alias:literal)+])?,)*) => {
        /// The types of `pg_catalog` that take no parameters.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "each variant is the type of that name in the manual, chapter 8")]
        pub enum Builtin { $($variant,)* }

        impl Builtin {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name that `format_type` prints.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The type of a name or alias, in lower case.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name $($(| $alias)+)? => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

builtins! {
    Boolean "boolean" ["bool"],
    SmallInt "smallint" ["int2"],
    Integer "integer" ["int" "int4"],
    BigInt "bigint" ["int8"],
    Real "real" ["float4"],
    Double "double precision" ["float8"],
    Money "money",
    Text "text",
    Name "name",
    InternalChar "\"char\"",
    Bytea "bytea",
    Date "date",
    Uuid "uuid",
    Json "json",
    Jsonb "jsonb",
    JsonPath "jsonpath",
    Xml "xml",
    Inet "inet",
    Cidr "cidr",
    MacAddr "macaddr",
    MacAddr8 "macaddr8",
    TsVector "tsvector",
    TsQuery "tsquery",
    Point "point",
    Line "line",
    Lseg "lseg",
    Box "box",
    Path "path",
    Polygon "polygon",
    Circle "circle",
    Int4Range "int4range",
    Int8Range "int8range",
    NumRange "numrange",
    TsRange "tsrange",
    TstzRange "tstzrange",
    DateRange "daterange",
    Int4Multirange "int4multirange",
    Int8Multirange "int8multirange",
    NumMultirange "nummultirange",
    TsMultirange "tsmultirange",
    TstzMultirange "tstzmultirange",
    DateMultirange "datemultirange",
    Oid "oid",
    Xid "xid",
    Xid8 "xid8",
    Cid "cid",
    Tid "tid",
    PgLsn "pg_lsn",
    PgSnapshot "pg_snapshot",
    TxidSnapshot "txid_snapshot",
    RegClass "regclass",
    RegCollation "regcollation",
    RegConfig "regconfig",
    RegDictionary "regdictionary",
    RegNamespace "regnamespace",
    RegOper "regoper",
    RegOperator "regoperator",
    RegProc "regproc",
    RegProcedure "regprocedure",
    RegRole "regrole",
    RegType "regtype",
    Void "void",
    Record "record",
    Trigger "trigger",
    EventTrigger "event_trigger",
    AnyElement "anyelement",
    AnyArray "anyarray",
    AnyNonArray "anynonarray",
    AnyEnum "anyenum",
    AnyRange "anyrange",
    AnyMultirange "anymultirange",
    AnyCompatible "anycompatible",
    AnyCompatibleArray "anycompatiblearray",
    AnyCompatibleNonArray "anycompatiblenonarray",
    AnyCompatibleRange "anycompatiblerange",
    AnyCompatibleMultirange "anycompatiblemultirange",
    Any "\"any\"",
    CString "cstring",
    Internal "internal",
    LanguageHandler "language_handler",
    FdwHandler "fdw_handler",
    IndexAmHandler "index_am_handler",
    TableAmHandler "table_am_handler",
    TsmHandler "tsm_handler",
    RefCursor "refcursor",
    AclItem "aclitem",
    OidVector "oidvector",
    Int2Vector "int2vector",
    PgNodeTree "pg_node_tree",
    PgDdlCommand "pg_ddl_command",
    Unknown "unknown",
}

impl Type {
    /// How PostgreSQL keeps values of the type unless a column says otherwise (`pg_type.typstorage`); `None` where only
    /// the server knows.
    pub fn storage_mode(&self) -> Option<StorageMode> {
        use Builtin as B;
        Some(match self {
            Self::Numeric(_) | Self::Builtin(B::Inet | B::Cidr) => StorageMode::Main,
            Self::Varchar(_) | Self::Char(_) | Self::Bit(_) | Self::Varbit(_) | Self::Array(_) => {
                StorageMode::Extended
            }
            Self::Builtin(
                B::Text
                | B::Bytea
                | B::Json
                | B::Jsonb
                | B::JsonPath
                | B::Xml
                | B::TsVector
                | B::Path
                | B::Polygon
                | B::Int4Range
                | B::Int8Range
                | B::NumRange
                | B::TsRange
                | B::TstzRange
                | B::DateRange
                | B::Int4Multirange
                | B::Int8Multirange
                | B::NumMultirange
                | B::TsMultirange
                | B::TstzMultirange
                | B::DateMultirange
                | B::PgSnapshot
                | B::TxidSnapshot,
            ) => StorageMode::Extended,
            Self::Builtin(_) | Self::Time { .. } | Self::Timestamp { .. } | Self::Interval { .. } => {
                StorageMode::Plain
            }
            Self::Named { .. } => return None,
        })
    }

    /// A user's or extension's type without modifiers.
    pub fn named(name: QName) -> Self {
        Self::Named { name, modifiers: Vec::new() }
    }

    /// The array of this type; an array's array is itself.
    #[must_use]
    pub fn array(self) -> Self {
        match self {
            Self::Array(_) => self,
            element => Self::Array(Box::new(element)),
        }
    }

    /// The element type of an array, otherwise the type itself.
    pub fn element(&self) -> &Type {
        match self {
            Self::Array(element) => element,
            other => other,
        }
    }

    /// The name of the user's or extension's type in it, also inside an array.
    pub fn user_type(&self) -> Option<&QName> {
        match self.element() {
            Self::Named { name, .. } => Some(name),
            _ => None,
        }
    }
}

/// As `format_type` prints it, with the namespace of user types left out for `public`. For messages; text for a
/// server, with quoting, is made in `ddl`.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zone = |zone: bool| if zone { "with time zone" } else { "without time zone" };
        match self {
            Self::Builtin(builtin) => f.write_str(builtin.as_str()),
            Self::Numeric(None) => f.write_str("numeric"),
            Self::Numeric(Some((precision, scale))) => write!(f, "numeric({precision},{scale})"),
            Self::Varchar(None) => f.write_str("character varying"),
            Self::Varchar(Some(n)) => write!(f, "character varying({n})"),
            Self::Char(None) => f.write_str("bpchar"),
            Self::Char(Some(n)) => write!(f, "character({n})"),
            Self::Bit(n) => write!(f, "bit({n})"),
            Self::Varbit(None) => f.write_str("bit varying"),
            Self::Varbit(Some(n)) => write!(f, "bit varying({n})"),
            Self::Time { precision: None, zone: z } => write!(f, "time {}", zone(*z)),
            Self::Time { precision: Some(p), zone: z } => write!(f, "time({p}) {}", zone(*z)),
            Self::Timestamp { precision: None, zone: z } => write!(f, "timestamp {}", zone(*z)),
            Self::Timestamp { precision: Some(p), zone: z } => write!(f, "timestamp({p}) {}", zone(*z)),
            Self::Interval { fields, precision } => {
                f.write_str("interval")?;
                if let Some(fields) = fields {
                    write!(f, " {}", fields.as_str())?;
                }
                precision.map_or(Ok(()), |p| write!(f, "({p})"))
            }
            Self::Array(element) => write!(f, "{element}[]"),
            Self::Named { name, modifiers } if modifiers.is_empty() => write!(f, "{name}"),
            Self::Named { name, modifiers } => write!(f, "{name}({})", modifiers.join(",")),
        }
    }
}
