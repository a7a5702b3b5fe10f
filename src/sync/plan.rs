//! What each side lacks, from what both sides say about themselves: a pure function.

use crate::store::Tip;

/// Where a line stands in a file: the stream under which it is kept, and its number.
pub type Place = (String, u32);

/// What one side says about itself, once it has heard the other one's tips.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// The last line of each of its streams.
    pub tips: Vec<Tip>,
    /// Where each of the other side's tips stands here; `None` where it is not known here.
    pub holds: Vec<Option<Place>>,
}

/// Lines of one stream that one side sends: all after a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The stream, as the sender keeps it.
    pub stream: String,
    /// The number after which it begins; 0 = with the first.
    pub after: u32,
}

/// Who sends what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What the second side sends to the first.
    pub to_a: Vec<Run>,
    /// What the first side sends to the second.
    pub to_b: Vec<Run>,
}

/// Plans an exchange. Whoever holds a line holds all that it follows, so a tip that the other side
/// holds needs nothing, and the rest begins after the last place that both sides are known to hold.
/// Where streams fork, the lines before the fork may be sent once more; the receiver passes over them.
pub fn plan(a: &Status, b: &Status) -> Plan {
    Plan { to_a: runs(b, a), to_b: runs(a, b) }
}

fn runs(sender: &Status, receiver: &Status) -> Vec<Run> {
    let held = |nth: usize| matches!(receiver.holds.get(nth), Some(Some(_)));
    let lacking = sender.tips.iter().enumerate().filter(|(nth, _)| !held(*nth));
    lacking
        .map(|(_, tip)| {
            // The receiver's tips that lie in this stream: it holds everything up to them.
            let common = sender.holds.iter().flatten().filter(|(stream, _)| *stream == tip.stream);
            Run { stream: tip.stream.clone(), after: common.map(|(_, seq)| *seq).max().unwrap_or(0) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::Hash;

    fn tips(tips: &[(&str, u32)]) -> Vec<Tip> {
        let tip = |(stream, seq): &(&str, u32)| Tip {
            stream: (*stream).to_owned(),
            seq: *seq,
            hash: Hash::of(format!("{stream}{seq}").as_bytes()),
        };
        tips.iter().map(tip).collect()
    }

    fn holds(places: &[Option<(&str, u32)>]) -> Vec<Option<Place>> {
        places.iter().map(|place| place.map(|(stream, seq)| (stream.to_owned(), seq))).collect()
    }

    type Side = (&'static [(&'static str, u32)], &'static [Option<(&'static str, u32)>]);
    type Runs = &'static [(&'static str, u32)];

    /// What is the case, both sides, what goes to the first and what to the second.
    const CASES: &[(&str, Side, Side, Runs, Runs)] = &[
        ("both empty", (&[], &[]), (&[], &[]), &[], &[]),
        ("the second is new", (&[("s", 9)], &[]), (&[], &[None]), &[], &[("s", 0)]),
        (
            "equal",
            (&[("s", 9), ("t", 2)], &[Some(("s", 9)), Some(("t", 2))]),
            (&[("s", 9), ("t", 2)], &[Some(("s", 9)), Some(("t", 2))]),
            &[],
            &[],
        ),
        ("the first is ahead", (&[("s", 9)], &[Some(("s", 4))]), (&[("s", 4)], &[None]), &[], &[("s", 4)]),
        ("the second is ahead", (&[("s", 4)], &[None]), (&[("s", 9)], &[Some(("s", 4))]), &[("s", 4)], &[]),
        (
            "each has a stream of its own since a copy was made",
            (&[("s", 9)], &[Some(("s", 4)), None]),
            (&[("s", 4), ("t", 3)], &[None]),
            &[("t", 0)],
            &[("s", 4)],
        ),
        (
            "one stream goes on twice: both send it, both keep two",
            (&[("s", 9)], &[None]),
            (&[("s", 8)], &[None]),
            &[("s", 0)],
            &[("s", 0)],
        ),
        (
            "a fork that both know, one branch longer on one side",
            (&[("s", 9), ("s~1", 8)], &[Some(("s~1", 8)), Some(("s", 7))]),
            (&[("s", 8), ("s~2", 7)], &[None, Some(("s", 8))]),
            &[],
            &[("s", 7)],
        ),
    ];

    #[test]
    fn each_side_is_sent_what_it_lacks_and_nothing_else() {
        for (case, a, b, to_a, to_b) in CASES {
            let status = |(own, held): &Side| Status { tips: tips(own), holds: holds(held) };
            let runs = |runs: &Runs| -> Vec<Run> {
                runs.iter()
                    .map(|(stream, after)| Run { stream: (*stream).to_owned(), after: *after })
                    .collect()
            };
            let planned = plan(&status(a), &status(b));
            assert_eq!(planned, Plan { to_a: runs(to_a), to_b: runs(to_b) }, "{case}");
            let turned = plan(&status(b), &status(a));
            assert_eq!((turned.to_a, turned.to_b), (planned.to_b, planned.to_a), "{case}, turned round");
        }
    }
}
