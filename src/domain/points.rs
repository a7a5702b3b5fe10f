//! Exact points: fractions, never floats; and the one way they are shown.
//!
//! A score decides over a certificate, so nothing here rounds before it compares.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

/// The mark before a number that two decimals do not say exactly: whoever reckons it again comes out
/// elsewhere, and is told so wherever it is shown. The sign of two waves is wide in Chinese fonts.
pub const ABOUT: &str = "~";

/// An exact number of points (or of percent); a fraction of any size.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points(BigRational);

impl Points {
    /// No points at all.
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// A whole number of points.
    pub fn whole(points: i64) -> Self {
        Self(BigRational::from_integer(BigInt::from(points)))
    }

    /// Reads `3`, `2.5` or `0.75`; anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty()
            || whole.len() > 9
            || part.len() > 9
            || !digits(whole)
            || !digits(part)
            || text.ends_with('.')
        {
            return None;
        }
        let all: BigInt = format!("{whole}{part}").parse().ok()?;
        let scale = BigInt::from(10).pow(u32::try_from(part.len()).ok()?);
        Some(Self(BigRational::new(all, scale)))
    }

    /// `self · part / whole`; `None` if `whole` is zero.
    pub fn share(&self, part: u32, whole: u32) -> Option<Self> {
        if whole == 0 {
            return None;
        }
        let ratio = BigRational::new(BigInt::from(part), BigInt::from(whole));
        Some(Self(&self.0 * ratio))
    }

    /// `self` as a percentage of `whole`; `None` if `whole` is zero.
    pub fn percent_of(&self, whole: &Self) -> Option<Self> {
        if whole.0.is_zero() {
            return None;
        }
        Some(Self(&self.0 * BigRational::from_integer(BigInt::from(100)) / &whole.0))
    }

    /// `self` percent of `whole`.
    #[must_use]
    pub fn percent_part(&self, whole: &Self) -> Self {
        Self(&self.0 * &whole.0 / BigRational::from_integer(BigInt::from(100)))
    }

    /// The value kept between `low` and `high`.
    #[must_use]
    pub fn clamp_to(self, low: &Self, high: &Self) -> Self {
        self.max(low.clone()).min(high.clone())
    }

    /// Whether the value is exactly zero.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// The mark for it where two decimals do not say it exactly.
    fn about(&self) -> &'static str {
        let hundredths = &self.0 * BigRational::from_integer(BigInt::from(100));
        if hundredths.is_integer() { "" } else { ABOUT }
    }

    /// The exact value as `p` or `p/q`, for records that a program reads.
    pub fn exact(&self) -> String {
        self.0.to_string()
    }

    /// The nearest float, for gauges only; never for a comparison.
    pub fn approximate(&self) -> f64 {
        self.0.to_f64().unwrap_or(0.0)
    }

    /// Two decimals, rounded half up, but never up to or over one of `thresholds`:
    /// 94.999 below a band at 95 is shown as 94.99 (handbook, chapter 6, rule 7). Marked if not exact.
    pub fn shown_below(&self, thresholds: &[Self]) -> String {
        let rounded = self.hundredths(true);
        let as_points = Self(BigRational::new(rounded.clone(), BigInt::from(100)));
        let crosses = thresholds.iter().any(|t| self < t && as_points >= *t);
        let shown = format_hundredths(&if crosses { self.hundredths(false) } else { rounded });
        format!("{}{shown}", self.about())
    }

    /// The value in hundredths, rounded half away from zero or cut off.
    fn hundredths(&self, round: bool) -> BigInt {
        let scaled = &self.0 * BigRational::from_integer(BigInt::from(100));
        if round { scaled.round().to_integer() } else { scaled.trunc().to_integer() }
    }
}

fn format_hundredths(hundredths: &BigInt) -> String {
    let hundred = BigInt::from(100);
    let sign = if hundredths.is_negative() { "-" } else { "" };
    let cents = (hundredths.abs() % &hundred).to_u32().unwrap_or(0);
    format!("{sign}{}.{cents:02}", hundredths.abs() / &hundred)
}

/// Shows at most two decimals and no trailing zeros: `3`, `2.4`, `~0.67`.
impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format_hundredths(&self.hundredths(true));
        let text = text.strip_suffix(".00").unwrap_or(&text);
        let text = if text.contains('.') { text.trim_end_matches('0') } else { text };
        f.pad(&format!("{}{text}", self.about()))
    }
}

impl Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Points {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl AddAssign<&Points> for Points {
    fn add_assign(&mut self, other: &Self) {
        self.0 += &other.0;
    }
}

impl<'a> Sum<&'a Points> for Points {
    fn sum<I: Iterator<Item = &'a Points>>(iter: I) -> Self {
        let mut total = Self::zero();
        for points in iter {
            total += points;
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(text: &str) -> Points {
        Points::parse(text).unwrap()
    }

    #[test]
    fn whole_and_decimal_numbers_are_read_exactly_and_nothing_else() {
        assert_eq!(p("2.50").exact(), "5/2");
        assert_eq!(p("40"), Points::whole(40));
        for bad in ["", ".", "1.", ".5", "-1", "1e3", "３", "1,5", "1234567890"] {
            assert_eq!(Points::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_share_of_samples_is_exact() {
        assert_eq!(Points::whole(3).share(12, 15).unwrap(), p("2.4"));
        assert_eq!(Points::whole(3).share(1, 0), None);
        let third = Points::whole(1).share(1, 3).unwrap();
        assert_eq!(third.clone() + third.clone() + third, Points::whole(1));
    }

    #[test]
    fn what_is_shown_never_reaches_a_band_that_the_number_does_not() {
        let bands = [Points::whole(95)];
        let below = Points::whole(95) - Points::whole(1).share(1, 1000).unwrap();
        assert_eq!(below.shown_below(&bands), "~94.99");
        assert_eq!(below.shown_below(&[]), "~95.00");
        assert_eq!(p("95").shown_below(&bands), "95.00");
        // Handbook: 88 of 96, two special deductions -> 89.67.
        let score = Points::whole(88).percent_of(&Points::whole(96)).unwrap() - Points::whole(2);
        assert_eq!(score.shown_below(&[Points::whole(80), Points::whole(90)]), "~89.67");
    }

    #[test]
    fn points_are_shown_short() {
        assert_eq!(p("3").to_string(), "3");
        assert_eq!(p("2.4").to_string(), "2.4");
        assert_eq!(Points::whole(2).share(1, 3).unwrap().to_string(), "~0.67");
        assert_eq!((Points::whole(0) - p("0.5")).to_string(), "-0.5");
        assert_eq!(Points::whole(100).to_string(), "100");
    }
}
