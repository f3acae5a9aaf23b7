//! Which Rust type stands for which SQL type: the one table that both directions use, `emit` from SQL to Rust and
//! `lower` back.

use crate::model::{Builtin, QName, Type};

macro_rules! scalars {
    ($($(#[$doc:meta])* $variant:ident $name:literal $ours:literal,)*) => {
        /// A Rust type that holds a value of PostgreSQL.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Scalar { $($(#[$doc])* $variant,)* }

        impl Scalar {
            /// The last part of its path.
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
    I16 "i16" false,
    I32 "i32" false,
    I64 "i64" false,
    U32 "u32" false,
    F32 "f32" false,
    F64 "f64" false,
    String "String" false,
    Decimal "Decimal" true,
    Uuid "Uuid" true,
    Date "Date" true,
    Time "Time" true,
    DateTime "DateTime" true,
    Timestamp "Timestamp" true,
    Interval "Interval" true,
    Json "Json" true,
    IpInet "IpInet" true,
    IpCidr "IpCidr" true,
    Vector "Vector" true,
    HalfVector "HalfVector" true,
    SparseVector "SparseVector" true,
    Bit "Bit" true,
    TsVector "TsVector" true,
    PgLsn "PgLsn" true,
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
            Type::Time { zone: true, .. } => Self::Raw,
            Type::Timestamp { zone: false, .. } => Self::DateTime,
            Type::Timestamp { zone: true, .. } => Self::Timestamp,
            Type::Interval { .. } => Self::Interval,
            Type::Array(_) => Self::Raw,
            Type::Named { name, .. } => Self::of_extension(name),
        }
    }

    fn of_extension(name: &QName) -> Self {
        match name.name.as_str() {
            "citext" => Self::String,
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
            Builtin::Text | Builtin::Name | Builtin::Xml => Self::String,
            Builtin::Bytea => Self::Bytes,
            Builtin::Date => Self::Date,
            Builtin::Uuid => Self::Uuid,
            Builtin::Json | Builtin::Jsonb => Self::Json,
            Builtin::Inet => Self::IpInet,
            Builtin::Cidr => Self::IpCidr,
            Builtin::TsVector => Self::TsVector,
            Builtin::Oid => Self::U32,
            Builtin::PgLsn => Self::PgLsn,
            Builtin::Money
            | Builtin::InternalChar
            | Builtin::JsonPath
            | Builtin::MacAddr
            | Builtin::MacAddr8
            | Builtin::TsQuery
            | Builtin::Point
            | Builtin::Line
            | Builtin::Lseg
            | Builtin::Box
            | Builtin::Path
            | Builtin::Polygon
            | Builtin::Circle
            | Builtin::Int4Range
            | Builtin::Int8Range
            | Builtin::NumRange
            | Builtin::TsRange
            | Builtin::TstzRange
            | Builtin::DateRange
            | Builtin::Int4Multirange
            | Builtin::Int8Multirange
            | Builtin::NumMultirange
            | Builtin::TsMultirange
            | Builtin::TstzMultirange
            | Builtin::DateMultirange
            | Builtin::Xid
            | Builtin::Xid8
            | Builtin::Cid
            | Builtin::Tid
            | Builtin::PgSnapshot
            | Builtin::TxidSnapshot
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
            | Builtin::RegType
            | Builtin::Void
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
            | Builtin::RefCursor
            | Builtin::AclItem
            | Builtin::OidVector
            | Builtin::Int2Vector
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
            Self::Decimal => Type::Numeric(None),
            Self::Uuid => Type::Builtin(Builtin::Uuid),
            Self::Date => Type::Builtin(Builtin::Date),
            Self::Time => Type::Time { precision: None, zone: false },
            Self::DateTime => Type::Timestamp { precision: None, zone: false },
            Self::Timestamp => Type::Timestamp { precision: None, zone: true },
            Self::Interval => Type::Interval { fields: None, precision: None },
            Self::Json => Type::Builtin(Builtin::Jsonb),
            Self::IpInet => Type::Builtin(Builtin::Inet),
            Self::IpCidr => Type::Builtin(Builtin::Cidr),
            Self::TsVector => Type::Builtin(Builtin::TsVector),
            Self::PgLsn => Type::Builtin(Builtin::PgLsn),
            // Their length is part of the type, or anything goes.
            Self::Bit | Self::Vector | Self::HalfVector | Self::SparseVector | Self::Raw => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_default_type_comes_back_as_the_same_rust_type() {
        for name in [
            "bool",
            "i16",
            "i32",
            "i64",
            "u32",
            "f32",
            "f64",
            "String",
            "Vec<u8>",
            "Decimal",
            "Uuid",
            "Date",
            "Time",
            "DateTime",
            "Timestamp",
            "Interval",
            "Json",
            "IpInet",
            "IpCidr",
            "TsVector",
            "PgLsn",
        ] {
            let scalar = Scalar::from_name(name).expect("known");
            let ty = scalar.default_type().expect("has a default");
            assert_eq!(Scalar::of(&ty), scalar);
        }
    }
}
