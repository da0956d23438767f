//! What is done to a page with the keyboard: to a thing that is named, or to whatever has the focus.

use fantoccini::actions::{Actions, InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::json;

use super::{Page, Thing};

/// More steps of Tab than any screen has.
const STEPS: usize = 160;

impl Page {
    /// Types at the end of what is there already.
    pub(crate) fn type_into<'a>(&self, thing: impl Into<Thing<'a>>, text: &str) {
        let thing = thing.into();
        self.act(&format!("{thing} to type into"), thing, async |element| {
            element.click().await?;
            element.send_keys(text).await
        });
    }

    /// Types in place of what is there. WebDriver's own way of emptying a field tells the page nothing of it, so what
    /// is there is marked and typed over, as a person does.
    pub(crate) fn fill<'a>(&self, thing: impl Into<Thing<'a>>, text: &str) {
        let thing = thing.into();
        self.act(&format!("{thing} to fill in"), thing, async |element| {
            element.click().await?;
            let script = "const [e] = arguments; \
                          if (e.select) e.select(); else getSelection().selectAllChildren(e)";
            let argument = serde_json::to_value(&element)?;
            self.client.execute(script, vec![argument]).await?;
            if text.is_empty() {
                element.send_keys(&char::from(Key::Delete).to_string()).await
            } else {
                element.send_keys(text).await
            }
        });
    }

    /// Presses a key while others are held down, wherever the person is: `press(&[Key::Control], 'k')`.
    pub(crate) fn press(&self, held: &[Key], key: impl Into<char>) {
        self.touch();
        let key = key.into();
        let mut keys = KeyActions::new("keyboard".into());
        for held in held {
            keys = keys.then(KeyAction::Down {
                value: char::from(*held),
            });
        }
        keys = keys
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        for held in held.iter().rev() {
            keys = keys.then(KeyAction::Up {
                value: char::from(*held),
            });
        }
        self.block(self.client.perform_actions(Actions::from(keys)))
            .unwrap();
    }

    /// Types to whatever has the focus, letter by letter.
    pub(crate) fn type_text(&self, text: &str) {
        self.touch();
        let mut keys = KeyActions::new("keyboard".into());
        for value in text.chars() {
            keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.block(self.client.perform_actions(Actions::from(keys)))
            .unwrap();
    }

    /// The name of what has the focus, or of the nearest named thing around it; empty when it has none.
    pub(crate) fn focused(&self) -> String {
        let name = self.run("return document.activeElement?.closest('[data-test]')?.dataset.test ?? ''");
        name.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until it has the focus.
    pub(crate) fn wait_for_focus(&self, name: &str) {
        self.look(&format!("“{name}” to have the focus"), || {
            (self.focused() == name).then_some(())
        });
    }

    /// Presses Tab until it has the focus, as one does who has no mouse.
    pub(crate) fn tab_to(&self, name: &str) {
        self.wait_for(name);
        let mut passed = Vec::new();
        for _ in 0..STEPS {
            let focused = self.focused();
            if focused == name {
                return;
            }
            passed.push(focused);
            self.press(&[], Key::Tab);
        }
        panic!("Tab never comes to “{name}”, only to {passed:?}");
    }

    /// Whether what has the focus can be seen to have it: a line around it, or around what it stands in.
    pub(crate) fn shows_focus(&self) -> bool {
        let script = "const e = document.activeElement; \
                      if (!e || e === document.body) return false; \
                      const shows = (e) => { const s = getComputedStyle(e); \
                      return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0; }; \
                      return [e, e.parentElement, e.nextElementSibling, e.parentElement?.parentElement] \
                      .some((one) => one && shows(one))";
        self.run(script) == json!(true)
    }
}
