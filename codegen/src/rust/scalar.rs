//! Which Rust type stands for which SQL type: the one table that both directions use, `emit` from SQL to Rust and
//! `lower` back.

mod written;

pub(crate) use written::around;

use crate::model::{Builtin, QName, Type};

macro_rules! scalars {
    ($($(#[$doc:meta])* $variant:ident $name:literal $ours:literal,)*) => {
        /// A Rust type that holds a value of PostgreSQL.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Scalar { $($(#[$doc])* $variant,)* }

        impl Scalar {
            /// Its name without the path to it: `Timestamp`, `Range<i32>`. As code it is [`Scalar::tokens`].
            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Whether it comes from `tablewright::types`; otherwise it needs no `use`.
            pub(crate) fn is_ours(self) -> bool {
                match self { $(Self::$variant => $ours,)* }
            }

            /// The type of that name.
            pub(crate) fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

scalars! {
    Bool "bool" false,
    I8 "i8" false,
    I16 "i16" false,
    I32 "i32" false,
    I64 "i64" false,
    U32 "u32" false,
    F32 "f32" false,
    F64 "f64" false,
    String "String" false,
    Decimal "Decimal" true,
    /// Every `numeric`, also those that `Decimal` has no place for.
    Numeric "Numeric" true,
    Money "Money" true,
    Uuid "Uuid" true,
    Date "Date" true,
    Time "Time" true,
    TimeTz "TimeTz" true,
    DateTime "DateTime" true,
    Timestamp "Timestamp" true,
    /// Every `date`, with infinity; likewise the next three.
    PgDate "PgDate" true,
    PgTime "PgTime" true,
    PgDateTime "PgDateTime" true,
    PgTimestamp "PgTimestamp" true,
    /// Of `chrono`; likewise the next three.
    NaiveDate "NaiveDate" true,
    NaiveTime "NaiveTime" true,
    NaiveDateTime "NaiveDateTime" true,
    ChronoUtc "ChronoDateTime<Utc>" true,
    Interval "Interval" true,
    Json "Json" true,
    JsonText "JsonText" true,
    JsonPath "JsonPath" true,
    IpInet "IpInet" true,
    IpCidr "IpCidr" true,
    MacAddr "MacAddr" true,
    MacAddr8 "MacAddr8" true,
    Vector "Vector" true,
    HalfVector "HalfVector" true,
    SparseVector "SparseVector" true,
    Bit "Bit" true,
    TsVector "TsVector" true,
    TsQuery "TsQuery" true,
    Point "Point" true,
    Line "Line" true,
    Segment "Segment" true,
    PgBox "PgBox" true,
    Path "Path" true,
    Polygon "Polygon" true,
    Circle "Circle" true,
    Hstore "Hstore" true,
    PgLsn "PgLsn" true,
    Xid8 "Xid8" true,
    Tid "Tid" true,
    Snapshot "Snapshot" true,
    Int4Range "Range<i32>" true,
    Int8Range "Range<i64>" true,
    NumRange "Range<Decimal>" true,
    DateRange "Range<Date>" true,
    TsRange "Range<DateTime>" true,
    TstzRange "Range<Timestamp>" true,
    Int4Multirange "Multirange<i32>" true,
    Int8Multirange "Multirange<i64>" true,
    NumMultirange "Multirange<Decimal>" true,
    DateMultirange "Multirange<Date>" true,
    TsMultirange "Multirange<DateTime>" true,
    TstzMultirange "Multirange<Timestamp>" true,
    OidVector "Array<u32>" true,
    Int2Vector "Array<i16>" true,
    /// The value as it came over the wire.
    Raw "Raw" true,
    /// `Vec<u8>`.
    Bytes "Vec<u8>" false,
}

impl Scalar {
    /// What holds a type that is neither an array nor an enum nor a domain.
    pub(crate) fn of(ty: &Type) -> Self {
        match ty {
            Type::Builtin(builtin) => Self::of_builtin(*builtin),
            Type::Numeric(_) => Self::Decimal,
            Type::Varchar(_) | Type::Char(_) => Self::String,
            Type::Bit(_) | Type::Varbit(_) => Self::Bit,
            Type::Time { zone: false, .. } => Self::Time,
            Type::Time { zone: true, .. } => Self::TimeTz,
            Type::Timestamp { zone: false, .. } => Self::DateTime,
            Type::Timestamp { zone: true, .. } => Self::Timestamp,
            Type::Interval { .. } => Self::Interval,
            Type::Array(_) => Self::Raw,
            Type::Named { name, .. } => Self::of_extension(name),
        }
    }

    fn of_extension(name: &QName) -> Self {
        match name.name.as_str() {
            "citext" | "ltree" | "lquery" | "ltxtquery" => Self::String,
            "hstore" => Self::Hstore,
            "vector" => Self::Vector,
            "halfvec" => Self::HalfVector,
            "sparsevec" => Self::SparseVector,
            _ => Self::Raw,
        }
    }

    fn of_builtin(builtin: Builtin) -> Self {
        match builtin {
            Builtin::Boolean => Self::Bool,
            Builtin::SmallInt => Self::I16,
            Builtin::Integer => Self::I32,
            Builtin::BigInt => Self::I64,
            Builtin::Real => Self::F32,
            Builtin::Double => Self::F64,
            Builtin::Text | Builtin::Name | Builtin::Xml | Builtin::RefCursor => Self::String,
            Builtin::InternalChar => Self::I8,
            Builtin::Bytea => Self::Bytes,
            Builtin::Date => Self::Date,
            Builtin::Uuid => Self::Uuid,
            Builtin::Json | Builtin::Jsonb => Self::Json,
            Builtin::JsonPath => Self::JsonPath,
            Builtin::Inet => Self::IpInet,
            Builtin::Cidr => Self::IpCidr,
            Builtin::MacAddr => Self::MacAddr,
            Builtin::MacAddr8 => Self::MacAddr8,
            Builtin::TsVector => Self::TsVector,
            Builtin::TsQuery => Self::TsQuery,
            Builtin::Money => Self::Money,
            Builtin::Point => Self::Point,
            Builtin::Line => Self::Line,
            Builtin::Lseg => Self::Segment,
            Builtin::Box => Self::PgBox,
            Builtin::Path => Self::Path,
            Builtin::Polygon => Self::Polygon,
            Builtin::Circle => Self::Circle,
            Builtin::Int4Range => Self::Int4Range,
            Builtin::Int8Range => Self::Int8Range,
            Builtin::NumRange => Self::NumRange,
            Builtin::DateRange => Self::DateRange,
            Builtin::TsRange => Self::TsRange,
            Builtin::TstzRange => Self::TstzRange,
            Builtin::Int4Multirange => Self::Int4Multirange,
            Builtin::Int8Multirange => Self::Int8Multirange,
            Builtin::NumMultirange => Self::NumMultirange,
            Builtin::DateMultirange => Self::DateMultirange,
            Builtin::TsMultirange => Self::TsMultirange,
            Builtin::TstzMultirange => Self::TstzMultirange,
            Builtin::Oid
            | Builtin::Xid
            | Builtin::Cid
            | Builtin::RegClass
            | Builtin::RegCollation
            | Builtin::RegConfig
            | Builtin::RegDictionary
            | Builtin::RegNamespace
            | Builtin::RegOper
            | Builtin::RegOperator
            | Builtin::RegProc
            | Builtin::RegProcedure
            | Builtin::RegRole
            | Builtin::RegType => Self::U32,
            Builtin::PgLsn => Self::PgLsn,
            Builtin::Xid8 => Self::Xid8,
            Builtin::Tid => Self::Tid,
            Builtin::PgSnapshot | Builtin::TxidSnapshot => Self::Snapshot,
            Builtin::OidVector => Self::OidVector,
            Builtin::Int2Vector => Self::Int2Vector,
            // No column has a pseudo-type, and the server sends no binary form of `aclitem`.
            Builtin::Void
            | Builtin::Record
            | Builtin::Trigger
            | Builtin::EventTrigger
            | Builtin::AnyElement
            | Builtin::AnyArray
            | Builtin::AnyNonArray
            | Builtin::AnyEnum
            | Builtin::AnyRange
            | Builtin::AnyMultirange
            | Builtin::AnyCompatible
            | Builtin::AnyCompatibleArray
            | Builtin::AnyCompatibleNonArray
            | Builtin::AnyCompatibleRange
            | Builtin::AnyCompatibleMultirange
            | Builtin::Any
            | Builtin::CString
            | Builtin::Internal
            | Builtin::LanguageHandler
            | Builtin::FdwHandler
            | Builtin::IndexAmHandler
            | Builtin::TableAmHandler
            | Builtin::TsmHandler
            | Builtin::AclItem
            | Builtin::PgNodeTree
            | Builtin::PgDdlCommand
            | Builtin::Unknown => Self::Raw,
        }
    }

    /// The SQL type that a field of this type has without `sql_type`; `None` where it must say.
    pub(crate) fn default_type(self) -> Option<Type> {
        Some(match self {
            Self::Bool => Type::Builtin(Builtin::Boolean),
            Self::I16 => Type::Builtin(Builtin::SmallInt),
            Self::I32 => Type::Builtin(Builtin::Integer),
            Self::I64 => Type::Builtin(Builtin::BigInt),
            Self::U32 => Type::Builtin(Builtin::Oid),
            Self::F32 => Type::Builtin(Builtin::Real),
            Self::F64 => Type::Builtin(Builtin::Double),
            Self::String => Type::Builtin(Builtin::Text),
            Self::Bytes => Type::Builtin(Builtin::Bytea),
            Self::I8 => Type::Builtin(Builtin::InternalChar),
            Self::Decimal | Self::Numeric => Type::Numeric(None),
            Self::Money => Type::Builtin(Builtin::Money),
            Self::Uuid => Type::Builtin(Builtin::Uuid),
            Self::Date | Self::PgDate | Self::NaiveDate => Type::Builtin(Builtin::Date),
            Self::Time | Self::PgTime | Self::NaiveTime => Type::Time { precision: None, zone: false },
            Self::TimeTz => Type::Time { precision: None, zone: true },
            Self::DateTime | Self::PgDateTime | Self::NaiveDateTime => {
                Type::Timestamp { precision: None, zone: false }
            }
            Self::Timestamp | Self::PgTimestamp | Self::ChronoUtc => {
                Type::Timestamp { precision: None, zone: true }
            }
            Self::Interval => Type::Interval { fields: None, precision: None },
            Self::Json | Self::JsonText => Type::Builtin(Builtin::Jsonb),
            Self::JsonPath => Type::Builtin(Builtin::JsonPath),
            Self::IpInet => Type::Builtin(Builtin::Inet),
            Self::IpCidr => Type::Builtin(Builtin::Cidr),
            Self::MacAddr => Type::Builtin(Builtin::MacAddr),
            Self::MacAddr8 => Type::Builtin(Builtin::MacAddr8),
            Self::TsVector => Type::Builtin(Builtin::TsVector),
            Self::TsQuery => Type::Builtin(Builtin::TsQuery),
            Self::Point => Type::Builtin(Builtin::Point),
            Self::Line => Type::Builtin(Builtin::Line),
            Self::Segment => Type::Builtin(Builtin::Lseg),
            Self::PgBox => Type::Builtin(Builtin::Box),
            Self::Path => Type::Builtin(Builtin::Path),
            Self::Polygon => Type::Builtin(Builtin::Polygon),
            Self::Circle => Type::Builtin(Builtin::Circle),
            Self::Hstore => Type::named(QName::public("hstore")),
            Self::PgLsn => Type::Builtin(Builtin::PgLsn),
            Self::Xid8 => Type::Builtin(Builtin::Xid8),
            Self::Tid => Type::Builtin(Builtin::Tid),
            Self::Snapshot => Type::Builtin(Builtin::PgSnapshot),
            Self::Int4Range => Type::Builtin(Builtin::Int4Range),
            Self::Int8Range => Type::Builtin(Builtin::Int8Range),
            Self::NumRange => Type::Builtin(Builtin::NumRange),
            Self::DateRange => Type::Builtin(Builtin::DateRange),
            Self::TsRange => Type::Builtin(Builtin::TsRange),
            Self::TstzRange => Type::Builtin(Builtin::TstzRange),
            Self::Int4Multirange => Type::Builtin(Builtin::Int4Multirange),
            Self::Int8Multirange => Type::Builtin(Builtin::Int8Multirange),
            Self::NumMultirange => Type::Builtin(Builtin::NumMultirange),
            Self::DateMultirange => Type::Builtin(Builtin::DateMultirange),
            Self::TsMultirange => Type::Builtin(Builtin::TsMultirange),
            Self::TstzMultirange => Type::Builtin(Builtin::TstzMultirange),
            // An array by their look.
            Self::OidVector => Type::Builtin(Builtin::Oid).array(),
            Self::Int2Vector => Type::Builtin(Builtin::SmallInt).array(),
            // Their length is part of the type, or anything goes.
            Self::Bit | Self::Vector | Self::HalfVector | Self::SparseVector | Self::Raw => return None,
        })
    }
}
