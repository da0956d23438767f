//! What is done to a page with the mouse.

use std::time::Duration;

use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;

use super::{Page, Thing};

impl Page {
    /// Clicks it, once it is there and nothing covers it.
    pub(crate) fn click<'a>(&self, thing: impl Into<Thing<'a>>) {
        let thing = thing.into();
        self.act(&format!("{thing} to click"), thing, async |element| {
            element.click().await
        });
    }

    /// Clicks it at this many pixels right and down from its middle; for maps.
    pub(crate) fn click_beside_middle<'a>(&self, thing: impl Into<Thing<'a>>, right: f64, down: f64) {
        let thing = thing.into();
        let actions = |element| {
            MouseActions::new("mouse".into())
                .then(PointerAction::MoveToElement {
                    element,
                    duration: None,
                    x: right,
                    y: down,
                })
                .then(PointerAction::Down { button: 0 })
                .then(PointerAction::Up { button: 0 })
        };
        self.act(
            &format!("{thing} to click beside its middle"),
            thing,
            async |element| {
                self.bring(&element).await?;
                self.client.perform_actions(actions(element.clone())).await
            },
        );
    }

    /// Takes it with the mouse by its middle, carries it over and lets go.
    pub(crate) fn drag<'a>(&self, thing: impl Into<Thing<'a>>, right: f64, down: f64) {
        let thing = thing.into();
        let step = Some(Duration::from_millis(80));
        self.act(&format!("{thing} to drag"), thing, async |element| {
            self.bring(&element).await?;
            let mut mouse = MouseActions::new("mouse".into())
                .then(PointerAction::MoveToElement {
                    element,
                    duration: None,
                    x: 0.0,
                    y: 0.0,
                })
                .then(PointerAction::Down { button: 0 });
            for _ in 0..5 {
                mouse = mouse.then(PointerAction::MoveBy {
                    duration: step,
                    x: right / 5.0,
                    y: down / 5.0,
                });
            }
            self.client
                .perform_actions(mouse.then(PointerAction::Up { button: 0 }))
                .await
        });
    }

    /// Chooses, in a list of the system's, the choice with this value.
    pub(crate) fn choose<'a>(&self, thing: impl Into<Thing<'a>>, value: &str) {
        let thing = thing.into();
        self.act(&format!("{thing} to choose {value} in"), thing, async |element| {
            element.select_by_value(value).await
        });
    }

    /// Scrolls it to the middle of the window: pointing at what is out of sight is an error.
    async fn bring(&self, element: &Element) -> Result<(), CmdError> {
        let element = serde_json::to_value(element)?;
        self.client
            .execute("arguments[0].scrollIntoView({ block: 'center' })", vec![element])
            .await
            .map(drop)
    }
}
