//! The samples of a record sample as they are typed: numbers apart by blanks, lines or commas, the
//! failed ones marked.

use crate::domain::change::Sample;

/// Marks of a failed sample, standing alone after its number.
const FAILED: [char; 5] = ['X', 'x', '✗', '×', '✘'];
/// Those that may stand at its end as well. Many a number ends in a capital X, an identity card's too.
const AT_END: [char; 4] = ['x', '✗', '×', '✘'];
/// Marks of a good one: needed only where a number itself ends in an `x`.
const GOOD: [char; 3] = ['✓', '√', '✔'];

/// Reads samples. `A-17 A-18x A-19 ✗` are three, of which two failed.
pub fn read_samples(text: &str) -> Vec<Sample> {
    let apart = |c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',' | '；' | ';');
    let mut samples: Vec<(String, Option<bool>)> = Vec::new();
    for word in text.split(apart).filter(|word| !word.is_empty()) {
        match (alone(word), samples.last_mut()) {
            (Some(failed), Some((_, mark))) => *mark = Some(failed),
            (Some(_), None) => {}
            (None, _) => samples.push((word.to_owned(), None)),
        }
    }
    samples.into_iter().map(|(number, mark)| sample(number, mark)).collect()
}

/// The mark that a word is.
fn alone(word: &str) -> Option<bool> {
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(mark), None) if FAILED.contains(&mark) => Some(true),
        (Some(mark), None) if GOOD.contains(&mark) => Some(false),
        _ => None,
    }
}

/// A mark that stands alone leaves the number as it is; else one at its end counts.
fn sample(number: String, mark: Option<bool>) -> Sample {
    if let Some(failed) = mark {
        return Sample { number, failed };
    }
    let identity = number.len() == 18 && number.bytes().take(17).all(|byte| byte.is_ascii_digit());
    match number.strip_suffix(AT_END).filter(|_| !identity) {
        Some(bare) => Sample { number: bare.to_owned(), failed: true },
        None => Sample { number: number.trim_end_matches(GOOD).to_owned(), failed: false },
    }
}

/// Writes samples so that they are read as the same again, one a line.
pub fn write_samples(samples: &[Sample]) -> String {
    let line = |sample: &Sample| {
        let ambiguous = sample.number.ends_with(AT_END) || sample.number.ends_with(GOOD);
        match (sample.failed, ambiguous) {
            (true, _) => format!("{} ✗", sample.number),
            (false, true) => format!("{} ✓", sample.number),
            (false, false) => sample.number.clone(),
        }
    };
    samples.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, bool)> {
        read_samples(text).into_iter().map(|sample| (sample.number, sample.failed)).collect()
    }

    fn pairs(samples: &[(&str, bool)]) -> Vec<(String, bool)> {
        samples.iter().map(|(number, failed)| ((*number).to_owned(), *failed)).collect()
    }

    #[test]
    fn samples_are_read_as_auditors_write_them() {
        assert_eq!(read("A-17、A-18x，A-19 ✗"), pairs(&[("A-17", false), ("A-18", true), ("A-19", true)]));
        assert_eq!(read("20260101\n20260102 x\n"), pairs(&[("20260101", false), ("20260102", true)]));
        assert_eq!(read("维修单７号×"), pairs(&[("维修单７号", true)]));
        assert_eq!(read(" x "), pairs(&[]), "a mark without a number");
        assert_eq!(read("BX BX X"), pairs(&[("BX", false), ("BX", true)]), "a number's own capital");
        for card in ["35020119900101123X", "35020119900101123x"] {
            assert_eq!(read(card), pairs(&[(card, false)]));
            assert_eq!(read(&format!("{card} x")), pairs(&[(card, true)]));
        }
    }

    #[test]
    fn what_was_written_is_read_as_the_same() {
        let samples = [("BX", false), ("BX", true), ("甲-1", true), ("7", false)];
        let samples = samples.map(|(number, failed)| Sample { number: number.to_owned(), failed });
        assert_eq!(read_samples(&write_samples(&samples)), samples);
    }
}
