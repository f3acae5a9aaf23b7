//! What the type of a column says beyond its value: whether it can be NULL and whether it can be written.

/// Never NULL.
#[derive(Clone, Copy, Debug)]
pub enum NotNull {}

/// May be NULL: read as `Option`.
#[derive(Clone, Copy, Debug)]
pub enum Nullable {}

/// Computed by the server (`GENERATED ALWAYS`): read, never written. `K` is [`NotNull`] or [`Nullable`].
#[derive(Clone, Copy, Debug)]
pub struct Generated<K>(std::marker::PhantomData<K>);

/// Whether a value can be NULL: [`NotNull`] or [`Nullable`].
pub trait Nullability: 'static {
    /// Whether it can be NULL.
    const CAN_BE_NULL: bool;
    /// How a value of type `V` is read.
    type Of<V>;
    /// A value that may be there, as it is read; `None` where it must be there and is not.
    fn read<V>(value: Option<V>) -> Option<Self::Of<V>>;
    /// The nullability of something computed from this and `N`.
    type Or<N: Nullability>: Nullability;
}

impl Nullability for NotNull {
    const CAN_BE_NULL: bool = false;
    type Of<V> = V;
    fn read<V>(value: Option<V>) -> Option<V> {
        value
    }
    type Or<N: Nullability> = N;
}

impl Nullability for Nullable {
    const CAN_BE_NULL: bool = true;
    type Of<V> = Option<V>;
    fn read<V>(value: Option<V>) -> Option<Option<V>> {
        Some(value)
    }
    type Or<N: Nullability> = Nullable;
}

/// The kind of a column: [`NotNull`], [`Nullable`], or [`Generated`] of one of them.
pub trait Kind: 'static {
    /// Whether it can be NULL.
    type Null: Nullability;
}

impl Kind for NotNull {
    type Null = NotNull;
}

impl Kind for Nullable {
    type Null = Nullable;
}

impl<K: Kind> Kind for Generated<K> {
    type Null = K::Null;
}

/// A column that statements may write.
#[diagnostic::on_unimplemented(
    message = "this column is computed by the server and cannot be written",
    label = "a generated or `GENERATED ALWAYS AS IDENTITY` column",
    note = "write the columns that its expression reads instead"
)]
pub trait Writable: Kind {}

#[diagnostic::do_not_recommend]
impl Writable for NotNull {}
#[diagnostic::do_not_recommend]
impl Writable for Nullable {}
