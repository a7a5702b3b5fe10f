//! `onsite evidence add`: files of any source become evidence, kept whole, cited for an item or a
//! nonconformity. First the bytes, then one act: no change ever names a file that is not there.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::{file_hash, paths};
use crate::cli::args::text;
use crate::cli::{Done, Failure, Here};
use crate::domain::change::{
    Change, CitedForItem, CitedForNc, Evidence, EvidenceTaken, EvidenceTime, FileSort, FileSorted, Item,
    SiteDescribed,
};
use crate::domain::dossier::Dossier;
use crate::domain::evidence::dated;
use crate::domain::ids::{self, Hash};
use crate::domain::slot::Slot;
use crate::domain::when::When;
use crate::i18n::cli as say;
use crate::i18n::inbox::with_place;
use crate::i18n::refusals::refusal;
use crate::i18n::store::system;
use crate::i18n::{Lang, Text};
use crate::inbox::{self, TakeError, Taken};
use crate::store::{Keeper, Kept};

/// From this size on, progress is shown to a person.
const LARGE: u64 = 8 * 1024 * 1024;

/// What a piece is cited for.
struct Cited {
    audit: String,
    item: Option<Item>,
    nc: Option<String>,
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    let (path, files) = paths(here, args, "EVIDENCE")?;
    let note = text(args, "note").unwrap_or_default().to_owned();
    let said = Said::read(args, here.lang)?;
    let told = if files.is_empty() { Some(told(args, &note, here.lang)?) } else { None };
    check_names(args, &files, here.lang)?;
    let mut store = here.writing_at(&path)?;
    let mut dossier = here.loaded(&store)?;
    let cited = cited(here, &dossier, args)?;
    let keeper = store.keeper().map_err(|error| here.failed(&error))?;
    let mut taken: Vec<(String, String)> = Vec::new();
    let mut changes = Vec::new();
    for file in &files {
        let name = name(file, text(args, "name"));
        let got = keep(here, &keeper, file, &name)?;
        let kept = got.kept;
        let known = known(&dossier, kept.sha256).or_else(|| known_now(&changes, kept.sha256));
        let (label, told) = match known {
            Some((label, name)) => (label, say::EVIDENCE_KNOWN.with(here.lang, &[&name])),
            None => {
                let label = label(&dossier, store.tag(), &changes);
                let note = with_place(&note, got.facts, here.lang);
                changes.push(registered(&label, &cited.audit, file_body(name.clone(), kept, &note)));
                (label, name)
            }
        };
        changes.extend(citations(&label, &cited));
        changes.extend(said.times(&dossier, &label, got.captured()));
        changes.extend(said.sorted(&label));
        taken.push((label, told));
    }
    if let Some(body) = told {
        let label = label(&dossier, store.tag(), &changes);
        let name = crate::report::cells::one_line(&body.texts().join(" · "));
        changes.push(registered(&label, &cited.audit, body));
        changes.extend(citations(&label, &cited));
        changes.extend(said.times(&dossier, &label, None));
        taken.push((label, name));
    }
    let proposals = dossier.attempt(&changes).map_err(|(_, no)| {
        Failure::Refused(say::EVIDENCE_REFUSED.with(here.lang, &[&refusal(&no, here.lang)]))
    })?;
    if !proposals.is_empty() {
        store.append(&proposals, &here.stamp()).map_err(|error| here.failed(&error))?;
        here.out.done();
    }
    for (label, name) in taken {
        here.out.line(format!("{label}  {name}"))?;
    }
    warn(here, &changes);
    Ok(())
}

/// What was said beside the files, for every piece of the command: when it happened, when it was
/// captured, what each file is and who was asked.
struct Said {
    event: Option<When>,
    captured: Option<When>,
    sort: Option<FileSort>,
    person: String,
}

impl Said {
    fn read(args: &ArgMatches, lang: Lang) -> Result<Self, Failure> {
        let sort = text(args, "kind").and_then(FileSort::parse);
        let person = text(args, "person").map(str::trim).unwrap_or_default().to_owned();
        if !person.is_empty() && sort != Some(FileSort::Interview) {
            return Err(Failure::Usage(say::EVIDENCE_PERSON_ALONE.get(lang).to_owned()));
        }
        let (event, captured) = (when(args, "at", lang)?, when(args, "captured", lang)?);
        Ok(Self { event, captured, sort, person })
    }

    /// What a file is, if that was said.
    fn sorted(&self, label: &str) -> Option<Change> {
        let (evidence, person) = (label.to_owned(), self.person.clone());
        self.sort.map(|sort| Change::FileSorted(FileSorted { evidence, sort, person }))
    }

    /// The times of a piece: what was said; of the capture, else what the camera wrote, unless something
    /// was ever written down there.
    fn times(&self, dossier: &Dossier, label: &str, camera: Option<When>) -> Vec<Change> {
        let slot = Slot::evidence_date(label, EvidenceTime::Capture);
        let camera = camera.filter(|_| dossier.heads(slot.as_str()).is_empty());
        let times = [(EvidenceTime::Event, self.event), (EvidenceTime::Capture, self.captured.or(camera))];
        let change = |(part, when): (_, Option<_>)| when.map(|when| dated(label, part, Some(when)));
        times.into_iter().filter_map(change).collect()
    }
}

/// A time that was given, as exactly as it was given.
fn when(args: &ArgMatches, name: &str, lang: Lang) -> Result<Option<When>, Failure> {
    let Some(given) = text(args, name) else { return Ok(None) };
    let wrong = || Failure::Usage(say::EVIDENCE_AT_WRONG.with(lang, &[&given]));
    When::typed(given).map(Some).ok_or_else(wrong)
}

/// Says which times lie after now. They are recorded all the same: whose clock is wrong, a person
/// decides.
fn warn(here: &Here, changes: &[Change]) {
    let now = here.supply.now();
    for change in changes {
        if let Change::EvidenceDated(dated) = change
            && let Some(when) = When::parse(&dated.time).filter(|when| when.is_after(now))
        {
            let (lang, word) = (here.lang, dated.part.word().get(here.lang));
            let said = say::EVIDENCE_AHEAD.with(lang, &[&dated.evidence, &word, &when]);
            // Only for the eye: what was asked is done.
            let _ = writeln!(std::io::stderr(), "onsite: {said}");
        }
    }
}

/// The next free label, those of this act counted.
fn label(dossier: &Dossier, tag: &str, changes: &[Change]) -> String {
    let next = dossier.next_label("E", tag);
    let given = changes.iter().filter(|change| matches!(change, Change::EvidenceTaken(_))).count();
    match ids::split_label(&next) {
        Some((series, number)) => format!("{series}-{}", u64::from(number) + given as u64),
        None => next,
    }
}

/// The piece that is this very file already, and stands: its label and the name it has.
fn known(dossier: &Dossier, sha256: Hash) -> Option<(String, String)> {
    let standing = dossier.evidence_register().into_iter().filter(|piece| piece.withdrawn.is_none());
    standing.map(|piece| piece.taken).find_map(|taken| same_file(taken, sha256))
}

/// The same among the pieces of this command.
fn known_now(changes: &[Change], sha256: Hash) -> Option<(String, String)> {
    changes.iter().find_map(|change| match change {
        Change::EvidenceTaken(taken) => same_file(taken, sha256),
        _ => None,
    })
}

fn same_file(taken: &EvidenceTaken, sha256: Hash) -> Option<(String, String)> {
    match &taken.body {
        Evidence::File { path, .. } if file_hash(&taken.body) == Some(sha256) => {
            Some((taken.evidence.clone(), path.clone()))
        }
        _ => None,
    }
}

fn file_body(path: String, kept: Kept, note: &str) -> Evidence {
    Evidence::File { path, size: kept.size, sha256: kept.sha256.to_string(), text: note.to_owned() }
}

fn registered(label: &str, audit: &str, body: Evidence) -> Change {
    Change::EvidenceTaken(EvidenceTaken { evidence: label.to_owned(), audit: audit.to_owned(), body })
}

fn citations(label: &str, cited: &Cited) -> Vec<Change> {
    let evidence = || label.to_owned();
    let item = cited
        .item
        .clone()
        .map(|item| Change::CitedForItem(CitedForItem { evidence: evidence(), item, cited: true }));
    let nc = cited.nc.clone();
    let nc = nc.map(|nc| Change::CitedForNc(CitedForNc { evidence: evidence(), nc, cited: true }));
    item.into_iter().chain(nc).collect()
}

/// A piece that is no file: what was seen, heard or read, told by `--kind`, `--note` and `--person`.
fn told(args: &ArgMatches, note: &str, lang: Lang) -> Result<Evidence, Failure> {
    let wrong = |text: Text| Err(Failure::Usage(text.get(lang).to_owned()));
    // Before there was `--person`, the one who was asked was given as the name.
    let person = text(args, "person").or(text(args, "name")).map(str::trim).unwrap_or_default().to_owned();
    let said = text(args, "note").is_some_and(|note| !note.trim().is_empty());
    let text = note.to_owned();
    match self::text(args, "kind").and_then(FileSort::parse) {
        None | Some(FileSort::File | FileSort::Photo | FileSort::Document) => {
            wrong(say::EVIDENCE_FILES_MISSING)
        }
        Some(FileSort::Record) => wrong(say::EVIDENCE_RECORD),
        Some(_) if !said => wrong(say::EVIDENCE_NOTE_MISSING),
        Some(FileSort::Interview) if person.is_empty() => wrong(say::EVIDENCE_PERSON_MISSING),
        Some(FileSort::Interview) => Ok(Evidence::Interview { person, text }),
        Some(FileSort::Observation) => Ok(Evidence::Observation { text }),
    }
}

/// Standard input has no name of its own.
fn check_names(args: &ArgMatches, files: &[PathBuf], lang: Lang) -> Result<(), Failure> {
    let nameless = files.iter().any(|file| file.as_os_str() == "-")
        && text(args, "name").is_none_or(|given| safe_end(given).is_empty());
    if nameless { Err(Failure::Usage(say::EVIDENCE_NAME_MISSING.get(lang).to_owned())) } else { Ok(()) }
}

/// The last part of a name: a name that was given leads nowhere.
fn safe_end(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or_default().trim()
}

/// A file's path as it is registered: what no terminal should be sent is replaced.
fn name(file: &Path, given: Option<&str>) -> String {
    let name = match given.map(safe_end).filter(|name| !name.is_empty()) {
        Some(name) => name.to_owned(),
        None => file.display().to_string(),
    };
    name.replace(char::is_control, "\u{fffd}")
}

/// Takes the bytes of a file, or of standard input for `-`; a person at a terminal sees how far it is.
fn keep(here: &Here, keeper: &Keeper, file: &Path, name: &str) -> Result<Taken, Failure> {
    let mut screen = std::io::stderr();
    let watched = screen.is_terminal();
    let mut shown = 0;
    let mut more = |so_far: u64, size: Option<u64>| {
        let megabytes = so_far / (1024 * 1024);
        if watched && size.is_none_or(|size| size > LARGE) && megabytes >= shown + 4 {
            shown = megabytes;
            // Only for the eye; a terminal that is gone stops nothing.
            let _ = write!(screen, "\r{name}  {megabytes} MB");
        }
        true
    };
    let taken = if file.as_os_str() == "-" {
        inbox::take_from(keeper, &mut std::io::stdin().lock(), &mut |so_far| more(so_far, None))
            .map_err(TakeError::Keep)
    } else {
        inbox::take(keeper, file, &mut |so_far, size| more(so_far, Some(size)))
    };
    if shown > 0 {
        let _ = writeln!(screen);
    }
    let unreadable = |why: &dyn std::fmt::Display| {
        Failure::Refused(say::EVIDENCE_UNREADABLE.with(here.lang, &[&name, why]))
    };
    let unfit =
        |why: Text| Failure::Refused(say::EVIDENCE_UNFIT.with(here.lang, &[&name, &why.get(here.lang)]));
    match taken {
        // Standard input tells its size only at its end; what nobody registers counts for nothing.
        Ok(taken) if taken.kept.size == 0 => Err(unfit(say::EVIDENCE_EMPTY_FILE)),
        Ok(taken) => Ok(taken),
        Err(TakeError::Empty) => Err(unfit(say::EVIDENCE_EMPTY_FILE)),
        Err(TakeError::NotAFile) => Err(unfit(say::EVIDENCE_NOT_A_FILE)),
        Err(TakeError::Unreadable(error)) => Err(unreadable(&system(&error, here.lang))),
        Err(TakeError::Keep(error)) => Err(here.not_kept(&error)),
    }
}

/// Finds what `--item`, `--nc`, `--audit`, `--standard` and `--site` mean.
fn cited(here: &Here, dossier: &Dossier, args: &ArgMatches) -> Result<Cited, Failure> {
    let audit = here.audit(dossier, text(args, "audit"))?;
    let item = match text(args, "item") {
        Some(clause) => Some(item(here, dossier, &audit, clause, args)?),
        None => None,
    };
    let nc = text(args, "nc").map(str::to_owned);
    if let Some(nc) = nc.as_ref().filter(|nc| dossier.nonconformity(nc).is_none()) {
        return Err(Failure::Refused(say::NC_NONE.with(here.lang, &[nc])));
    }
    Ok(Cited { audit, item, nc })
}

fn item(
    here: &Here,
    dossier: &Dossier,
    audit: &str,
    clause: &str,
    args: &ArgMatches,
) -> Result<Item, Failure> {
    let refused = |text: String| Err(Failure::Refused(text));
    let criteria = dossier.audit(audit).map(|opened| opened.criteria.as_slice()).unwrap_or_default();
    let standards = criteria.iter().map(|criterion| criterion.standard.as_str());
    let mut standards =
        standards.filter(|standard| text(args, "standard").is_none_or(|asked| asked == *standard));
    let is_leaf = |standard: &&str| {
        let checklist = dossier.checklist(audit, standard);
        checklist.and_then(|list| list.indicator(clause)).is_some_and(|indicator| indicator.leaf)
    };
    let Some(standard) = standards.find(is_leaf) else {
        return refused(say::EVIDENCE_NO_ITEM.with(here.lang, &[&clause]));
    };
    let visited = dossier.visited_sites(audit);
    let asked = text(args, "site");
    let meant = |site: &&SiteDescribed| asked.is_none_or(|asked| asked == site.site || asked == site.name);
    let named: Vec<_> = visited.iter().copied().filter(meant).collect();
    let names = |sites: &[&SiteDescribed]| {
        sites.iter().map(|site| site.name.as_str()).collect::<Vec<_>>().join(" · ")
    };
    if let (Some(asked), []) = (asked, named.as_slice()) {
        return refused(say::EVIDENCE_NO_SITE.with(here.lang, &[&asked, &names(&visited)]));
    }
    let walks = |site: &&SiteDescribed| dossier.walks(audit, &site.site, clause);
    let sites: Vec<_> = named.iter().copied().filter(walks).collect();
    let [site] = sites.as_slice() else {
        return refused(match sites.as_slice() {
            [] => say::EVIDENCE_NOT_WALKED.with(here.lang, &[&clause, &names(&named)]),
            some => say::EVIDENCE_WHICH_SITE.with(here.lang, &[&clause, &names(some)]),
        });
    };
    Ok(Item {
        audit: audit.to_owned(),
        standard: standard.to_owned(),
        clause: clause.to_owned(),
        site: site.site.clone(),
    })
}
