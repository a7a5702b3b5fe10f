//! Going from screen to screen, and back.

use super::{Action, App, Effect, Notice};
use crate::i18n::frame as words;
use crate::tui::desk::Standpoint;
use crate::tui::screens::Screen;
use crate::tui::target::Target;

impl App {
    /// Goes to a screen, in place of one of its kind that lies below; those between stay. Back leads to
    /// where one came from, and never round in a circle.
    pub(super) fn go(&mut self, screen: Screen) -> Vec<Effect> {
        if let Some(below) = self.below(&screen) {
            self.screens.remove(below);
        }
        self.show(screen)
    }

    /// Goes to a screen; one of its kind that lies below comes up as it was left, those between stay.
    pub(super) fn revisit(&mut self, screen: Screen) -> Vec<Effect> {
        let Some(below) = self.below(&screen) else { return self.show(screen) };
        let known = self.screens.remove(below);
        let effects = self.show(known);
        self.renew();
        effects
    }

    /// Where the uppermost screen of the same kind lies.
    fn below(&self, screen: &Screen) -> Option<usize> {
        self.screens.iter().rposition(|known| known.place().0 == screen.place().0)
    }

    pub(super) fn show(&mut self, screen: Screen) -> Vec<Effect> {
        self.screens.push(screen);
        self.finding.clear();
        self.keep_place()
    }

    pub(super) fn back(&mut self) -> Vec<Effect> {
        if self.screens.len() <= 1 {
            return vec![Effect::Quit];
        }
        if self.screens.len() == 2 {
            return self.go_home();
        }
        self.screens.pop();
        // What it shows may have changed on the screen above.
        self.renew();
        self.keep_place()
    }

    /// Home holds no file: the dossier is given back, so that it can be copied or opened elsewhere.
    pub(super) fn go_home(&mut self) -> Vec<Effect> {
        if self.open.as_ref().is_some_and(|open| !open.inbox.taking.is_empty()) {
            return self.refuse(self.desk.t(words::STILL_TAKING));
        }
        // Written down first: the next time the dossier opens where it is left now.
        let mut effects = self.keep_place();
        self.screens.truncate(1);
        if let Some(open) = self.open.take() {
            self.at_home(|home| home.stand_on(&open.path));
            let name = open.path.file_name().unwrap_or(open.path.as_os_str()).display().to_string();
            self.notice = Some(Notice::good(words::CLOSED.with(self.desk.lang, &[&name])));
            effects.push(Effect::CloseDossier);
        }
        effects.push(Effect::ListDossiers);
        effects
    }

    /// The screen on top looks anew at what it shows.
    pub(super) fn renew(&mut self) {
        if let (Some(screen), Some(open)) = (self.screens.last_mut(), &self.open) {
            screen.renewed(&self.desk, open);
        }
    }

    pub(super) fn walk(&mut self, at: Standpoint) -> Vec<Effect> {
        self.stand(at);
        match self.open.as_ref().and_then(|open| Screen::at(Action::GoWalk, &self.desk, open)) {
            Some(screen) => self.show(screen),
            None => self.refuse(self.desk.t(words::NOTHING_HERE)),
        }
    }

    /// Shows a thing over the screen that led to it, or in place of one of the same kind.
    pub(super) fn jump(&mut self, target: &Target) -> Vec<Effect> {
        if let Target::Item(item) = target {
            let at = Standpoint {
                audit: item.audit.clone(),
                standard: item.standard.clone(),
                site: item.site.clone(),
            };
            self.stand(at);
        }
        let Some(screen) = self.open.as_ref().and_then(|open| Screen::of(target, open)) else {
            return self.refuse(self.desk.t(words::NOTHING_HERE));
        };
        // A search has done its duty once something is chosen.
        self.screens.pop_if(|top| matches!(top, Screen::Search(_)));
        self.screens.pop_if(|top| top.place().0 == screen.place().0);
        self.show(screen)
    }

    pub(super) fn stand(&mut self, at: Standpoint) -> Vec<Effect> {
        if let Some(open) = &mut self.open {
            open.stand(at);
            if let Some(screen) = self.screens.last_mut() {
                screen.moved(open);
            }
        }
        self.keep_place()
    }
}
