//! What is wrong in a data file, and in which line. The sentence is made in `i18n`.

use std::fmt;

use super::table::table_of_kinds;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file is not used.
    Fault,
    /// The file is used, and this is said wherever it matters.
    Warning,
}

/// One thing that is wrong in a data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1; 0 if the file as a whole is meant.
    pub line: usize,
    /// What is wrong.
    pub kind: Kind,
    /// What the sentence about it names, in the order of its places.
    pub values: Vec<String>,
}

impl Fault {
    /// A fault in a line.
    pub fn new(line: usize, kind: Kind, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { line, kind, values: values.into_iter().map(Into::into).collect() }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }
}

/// For logs and for refusals of changes that no screen made: line, code, what it names.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {} ({})", self.line, self.kind.code(), self.values.join(", "))
    }
}

/// Whether one of them keeps the file from being used.
pub fn any_fault(faults: &[Fault]) -> bool {
    faults.iter().any(|fault| fault.severity() == Severity::Fault)
}

table_of_kinds! {
    /// What can be wrong in a data file.
    pub enum Kind;
    /// Not TOML: what the reader says.
    Syntax = "syntax", Fault, 1;
    /// The file cannot be read: the system's number of why, or its words where it has none.
    Unreadable = "unreadable", Fault, 1;
    /// A folder, or something else that is no file.
    NotAFile = "not-a-file", Fault, 0;
    /// The file is not UTF-8 text.
    NotUtf8 = "not-utf8", Fault, 0;
    /// The file is too large: most bytes.
    TooLarge = "too-large", Fault, 1;
    /// The file's name cannot be an id: the name.
    BadName = "bad-name", Fault, 1;
    /// A key that means nothing here: key, where, the keys that do.
    UnknownKey = "unknown-key", Fault, 3;
    /// A key that must be there: key, where.
    MissingKey = "missing-key", Fault, 2;
    /// A value of another form than the key's: key, where, the form.
    WrongForm = "wrong-form", Fault, 3;
    /// A text in one language only: key, where, the missing language.
    MissingLanguage = "missing-language", Fault, 3;
    /// An empty text: key, where.
    EmptyText = "empty-text", Fault, 2;
    /// A text with a control character: key, where.
    ControlCharacter = "control-character", Fault, 2;
    /// Lists of different length in the two languages: key, where, Chinese lines, English lines.
    LinesDiffer = "lines-differ", Fault, 4;
    /// Not a clause number: what stands there.
    BadClause = "bad-clause", Fault, 1;
    /// A clause twice: clause, the line of the first.
    ClauseTwice = "clause-twice", Fault, 2;
    /// A clause without the one above it: clause, the missing one.
    Orphan = "orphan", Fault, 2;
    /// Leaf and group at once: clause.
    LeafWithParts = "leaf-with-parts", Fault, 1;
    /// A group without parts: clause.
    EmptyGroup = "empty-group", Fault, 1;
    /// More indicators than any standard has: most.
    TooMany = "too-many", Fault, 1;
    /// No leaf at all.
    NoLeaves = "no-leaves", Fault, 0;
    /// A leaf without points in a checklist with points: clause.
    PointsMissing = "points-missing", Fault, 1;
    /// Points in a checklist without a full score: clause.
    PointsWithoutTotal = "points-without-total", Fault, 1;
    /// Points that are no number of points: clause or key.
    BadPoints = "bad-points", Fault, 1;
    /// A basis that is neither sourced nor provisional: clause, what stands there.
    BadBasis = "bad-basis", Fault, 2;
    /// Parts that do not add up: clause, its points, the sum of its parts.
    SumDiffers = "sum-differs", Fault, 3;
    /// Sections that do not add up: full score, sum.
    TotalDiffers = "total-differs", Fault, 2;
    /// A level without a threshold: code.
    LevelWithoutThreshold = "level-without-threshold", Fault, 1;
    /// A level twice: code.
    LevelTwice = "level-twice", Fault, 1;
    /// A threshold not above the one before: code, threshold, code before, threshold before.
    LevelOutOfOrder = "level-out-of-order", Fault, 4;
    /// A threshold above the full score: code, threshold, full score.
    LevelTooHigh = "level-too-high", Fault, 3;
    /// Thresholds in a checklist without a full score: code.
    LevelWithoutTotal = "level-without-total", Fault, 1;
    /// A number that must be whole and at least 1: key.
    BadCount = "bad-count", Fault, 1;
    /// An overlay for another checklist: its own, the one it was laid on.
    OverlayOfAnother = "overlay-of-another", Fault, 2;
    /// An overlay for a checklist that is not there: id.
    OverlayOfNone = "overlay-of-none", Fault, 1;
    /// An overlay names a clause that the checklist does not have: clause, checklist.
    OverlayUnknownClause = "overlay-unknown-clause", Fault, 2;
    /// Two overlays give one clause different points: clause, points, the other file, its points.
    OverlayContradicts = "overlay-contradicts", Fault, 4;
    /// An overlay that confirms nothing.
    OverlayEmpty = "overlay-empty", Fault, 0;
    /// Phrases for a checklist that is not there: id.
    PhrasesOfNone = "phrases-of-none", Fault, 1;
    /// A phrase for a leaf that the checklist does not have: clause, checklist.
    PhraseUnknownClause = "phrase-unknown-clause", Fault, 2;
    /// Braces that do not pair, or an empty place: where, language.
    PhraseBraces = "phrase-braces", Fault, 2;
    /// Places that differ between the languages: where, Chinese ones, English ones.
    PhrasePlaces = "phrase-places", Fault, 3;
    /// Provisional points: how many leaves, the first of them.
    Provisional = "provisional", Warning, 2;
    /// Unknown points: how many leaves, the first of them.
    UnknownPoints = "unknown-points", Warning, 2;
    /// Levels whose thresholds are not supplied: codes.
    UnknownThresholds = "unknown-thresholds", Warning, 1;
    /// Groups whose parts are not supplied: clauses.
    OpenGroups = "open-groups", Warning, 1;
}

impl Kind {
    /// Whether it may be an echo of a syntax error elsewhere in the file: what is missing there may
    /// only not have been read.
    pub fn may_be_an_echo(self) -> bool {
        !matches!(
            self,
            Self::Syntax
                | Self::UnknownKey
                | Self::WrongForm
                | Self::EmptyText
                | Self::ControlCharacter
                | Self::BadClause
                | Self::ClauseTwice
                | Self::BadPoints
                | Self::BadBasis
                | Self::BadCount
        )
    }
}
