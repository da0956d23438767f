//! axe-core looks at a screen in light, dark and high contrast; and whether anything of it is cut.

use super::{App, until};
use serde_json::Value;
use std::{cell::RefCell, fs, path::Path};

const THEMES: [&str; 3] = ["light", "dark", "contrast"];

/// Who looks at the screens, and what was found.
pub(crate) struct Eye<'a> {
    app: &'a App,
    axe: String,
    found: RefCell<Vec<String>>,
}

impl<'a> Eye<'a> {
    /// Who looks at this window.
    pub(crate) fn new(app: &'a App) -> Self {
        let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/node_modules/axe-core/axe.min.js");
        Self {
            app,
            axe: fs::read_to_string(&axe).unwrap_or_else(|_| panic!("no {}: `npm ci` in ui", axe.display())),
            found: RefCell::default(),
        }
    }

    /// Asks axe about the screen as it is, in each of the themes.
    pub(crate) fn examine(&self, screen: &str) {
        if self.app.run("return typeof window.axe") != "object" {
            self.app.run(&self.axe);
        }
        let before = self.app.run("return document.documentElement.dataset.theme");
        for theme in THEMES {
            self.app
                .run(&format!("document.documentElement.dataset.theme = '{theme}'"));
            self.app.wait_for_page();
            self.app.picture_as(&format!("{screen}-{theme}"));
            for violation in self.violations() {
                self.found
                    .borrow_mut()
                    .push(format!("{screen}, {theme}: {violation}"));
            }
        }
        self.app
            .run(&format!("document.documentElement.dataset.theme = {before}"));
    }

    /// Nothing was found.
    ///
    /// # Panics
    /// When something was.
    pub(crate) fn close(self) {
        let found = self.found.into_inner();
        assert!(found.is_empty(), "{} found:\n{}", found.len(), found.join("\n"));
    }

    fn violations(&self) -> Vec<String> {
        // The script's answer does not wait for promises: it leaves its answer on the window.
        self.app.run(
            "window.axeSays = null; \
             axe.run(document, { resultTypes: ['violations'] }).then( \
             (r) => (window.axeSays = r.violations.flatMap((v) => v.nodes.map((n) => \
             `${v.id} ${n.target.join(' ')}: ${n.failureSummary.split('\\n').slice(1, 2).join(' ').trim()}`))), \
             (e) => (window.axeSays = [`axe failed: ${e}`]))",
        );
        let said = RefCell::new(Value::Null);
        until("axe's answer", || {
            said.replace(self.app.run("return window.axeSays"));
            !said.borrow().is_null()
        });
        serde_json::from_value(said.into_inner()).unwrap()
    }

    /// Nothing of the screen is beyond the window's right edge, and no words are cut by a box that cannot be scrolled.
    pub(crate) fn fits(&self, screen: &str) {
        self.app.wait_for_page();
        self.app.picture_as(screen);
        let script = "const beyond = [...document.querySelectorAll('#app button, #app input, #app h1, #app h2, #app p')] \
             .filter((e) => e.checkVisibility({ visibilityProperty: true })) \
             .filter((e) => { const r = e.getBoundingClientRect(); \
               return r.width > 1 && r.right > innerWidth + 1 && !e.closest('[data-test=place-place-map], .scrolls, nav ol'); }) \
             .map((e) => (e.dataset.test ?? e.innerText ?? e.tagName).slice(0, 40)); \
             return [document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [], beyond].flat()";
        let beyond: Vec<String> = serde_json::from_value(self.app.run(script)).unwrap();
        for one in beyond {
            self.found
                .borrow_mut()
                .push(format!("{screen}: beyond the edge: {one}"));
        }
    }
}
