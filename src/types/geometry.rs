//! The geometric types of PostgreSQL: `point`, `line`, `lseg`, `box`, `path`, `polygon`, `circle`.

use bytes::{Buf, BufMut, BytesMut};
use serde::{Deserialize, Serialize};
use tokio_postgres::types::Type;

use super::wire::{Converted, convert};

/// A `point`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Upwards.
    pub y: f64,
}

/// A `line` without ends: all points where `a x + b y + c` is zero.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "named as in the equation")]
pub struct Line {
    pub a: f64,
    pub b: f64,
    pub c: f64,
}

/// An `lseg`: a line from one point to another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// Where it starts.
    pub from: Point,
    /// Where it ends.
    pub to: Point,
}

/// A `box`. The server turns any two opposite corners into these two.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PgBox {
    /// The upper right corner.
    pub high: Point,
    /// The lower left corner.
    pub low: Point,
}

/// A `path`: points joined by lines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Path {
    /// Whether the last point is joined to the first.
    pub is_closed: bool,
    /// At least one.
    pub points: Vec<Point>,
}

/// A `polygon`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Polygon {
    /// Its corners, at least one.
    pub points: Vec<Point>,
}

/// A `circle`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Circle {
    /// The point in the middle.
    pub center: Point,
    /// Not negative.
    pub radius: f64,
}

impl Point {
    /// The point at these coordinates.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

// On the wire all numbers are `float8`, in the order of the fields (src/backend/utils/adt/geo_ops.c).
convert!(Point: Type::POINT);
convert!(Line: Type::LINE);
convert!(Segment: Type::LSEG);
convert!(PgBox: Type::BOX);
convert!(Path: Type::PATH);
convert!(Polygon: Type::POLYGON);
convert!(Circle: Type::CIRCLE);

impl Point {
    fn encode(&self, out: &mut BytesMut) -> Converted<()> {
        out.put_f64(self.x);
        out.put_f64(self.y);
        Ok(())
    }

    fn decode(raw: &mut &[u8]) -> Converted<Self> {
        Ok(Self { x: raw.try_get_f64()?, y: raw.try_get_f64()? })
    }
}

impl Line {
    fn encode(&self, out: &mut BytesMut) -> Converted<()> {
        [self.a, self.b, self.c].into_iter().for_each(|number| out.put_f64(number));
        Ok(())
    }

    fn decode(raw: &mut &[u8]) -> Converted<Self> {
        Ok(Self { a: raw.try_get_f64()?, b: raw.try_get_f64()?, c: raw.try_get_f64()? })
    }
}

impl Segment {
    fn encode(&self, out: &mut BytesMut) -> Converted<()> {
        self.from.encode(out)?;
        self.to.encode(out)
    }

    fn decode(raw: &mut &[u8]) -> Converted<Self> {
        Ok(Self { from: Point::decode(raw)?, to: Point::decode(raw)? })
    }
}

impl PgBox {
    fn encode(&self, out: &mut BytesMut) -> Converted<()> {
        self.high.encode(out)?;
        self.low.encode(out)
    }

    fn decode(raw: &mut &[u8]) -> Converted<Self> {
        Ok(Self { high: Point::decode(raw)?, low: Point::decode(raw)? })
    }
}

impl Path {
    fn encode(&self, out: &mut BytesMut) -> Converted<()> {
        out.put_u8(self.is_closed.into());
        write_points(&self.points, out)
    }

    fn decode(raw: &mut &[u8]) -> Converted<Self> {
        Ok(Self { is_closed: raw.try_get_u8()? != 0, points: points(raw)? })
    }
}

impl Polygon {
    fn encode(&self, out: &mut BytesMut) -> Converted<()> {
        write_points(&self.points, out)
    }

    fn decode(raw: &mut &[u8]) -> Converted<Self> {
        Ok(Self { points: points(raw)? })
    }
}

impl Circle {
    fn encode(&self, out: &mut BytesMut) -> Converted<()> {
        self.center.encode(out)?;
        out.put_f64(self.radius);
        Ok(())
    }

    fn decode(raw: &mut &[u8]) -> Converted<Self> {
        Ok(Self { center: Point::decode(raw)?, radius: raw.try_get_f64()? })
    }
}

fn write_points(points: &[Point], out: &mut BytesMut) -> Converted<()> {
    out.put_i32(i32::try_from(points.len())?);
    points.iter().try_for_each(|point| point.encode(out))
}

fn points(raw: &mut &[u8]) -> Converted<Vec<Point>> {
    (0..raw.try_get_i32()?).map(|_| Point::decode(raw)).collect()
}
