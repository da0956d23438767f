//! A page as a person meets it, in the app's window or in a browser: things to click, to read, to fill in.
//!
//! Whatever is touched carries `data-test="name"`. Every call looks again and again until the thing is there
//! and can be used, as a person does, and fails after a while with what it saw instead.

mod keys;
mod mouse;

use std::cell::{Cell, RefCell};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::display::Display;
use super::process::PATIENCE;

/// How long a program may take to show its window.
const OPENING: Duration = Duration::from_secs(60);

/// How long WebDriver may take to answer anything at all: a webview that hangs must not hang the tests.
const ANSWER: Duration = Duration::from_secs(60);

/// One of the things on a page.
#[derive(Clone, Copy)]
pub(crate) struct Thing<'a> {
    name: &'a str,
    number: usize,
}

impl<'a> From<&'a str> for Thing<'a> {
    fn from(name: &'a str) -> Self {
        Self { name, number: 0 }
    }
}

/// The one with this number, from 0, of several things with the same name.
pub(crate) fn nth(name: &str, number: usize) -> Thing<'_> {
    Thing { name, number }
}

impl fmt::Display for Thing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            0 => write!(f, "“{}”", self.name),
            number => write!(f, "“{}” number {number}", self.name),
        }
    }
}

/// The page that was touched last: what a picture of the journey should show.
pub(crate) type Camera = Rc<RefCell<Option<Page>>>;

/// An open page; copies of it are the same page.
#[derive(Clone)]
pub(crate) struct Page {
    client: Client,
    runtime: Rc<Runtime>,
    camera: Camera,
    patience: Rc<Cell<Duration>>,
    eye: Eye,
}

/// Who takes the pictures.
#[derive(Clone)]
pub(crate) enum Eye {
    /// The page's own WebDriver.
    WebDriver,
    /// Somebody who looks at this display. WebKit's driver never finishes a picture once the app has taken a
    /// drop out of the webview's hands.
    Display(Rc<Display>),
}

impl Page {
    /// Asks a WebDriver that listens on this machine for a window; else what came instead of one.
    pub(crate) fn open(port: u16, capabilities: &Value, camera: &Camera, eye: Eye) -> Result<Self, String> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let capabilities: Capabilities = serde_json::from_value(capabilities.clone()).unwrap();
        let address = format!("http://127.0.0.1:{port}");
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let connect = async { tokio::time::timeout(OPENING, builder.connect(&address)).await };
        let client = runtime
            .block_on(connect)
            .map_err(|_| format!("no window within {OPENING:?}"))?
            .map_err(|error| format!("WebDriver at {address}: {error}"))?;
        let page = Self {
            client,
            runtime: Rc::new(runtime),
            camera: camera.clone(),
            patience: Rc::new(Cell::new(PATIENCE)),
            eye,
        };
        page.touch();
        Ok(page)
    }

    /// How long this page may take from now on before a call gives up.
    pub(crate) fn be_patient(&self, patience: Duration) {
        self.patience.set(patience);
    }

    /// Goes to an address.
    pub(crate) fn goto(&self, address: &str) {
        self.touch();
        self.block(self.client.goto(address))
            .unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// Where the page is.
    pub(crate) fn address(&self) -> String {
        self.block(self.client.current_url()).unwrap().to_string()
    }

    /// Waits until it can be seen.
    pub(crate) fn wait_for<'a>(&self, thing: impl Into<Thing<'a>>) {
        let thing = thing.into();
        self.look(&format!("{thing} to be seen"), || self.seen(thing).map(|_| ()));
    }

    /// Waits until it says this among other things; gives all that it says.
    pub(crate) fn wait_for_text<'a>(&self, thing: impl Into<Thing<'a>>, part: &str) -> String {
        let thing = thing.into();
        let last = RefCell::new(String::new());
        self.look_and_tell(
            || format!("{thing} to say “{part}”; it says “{}”", last.borrow()),
            || {
                let text = self
                    .seen(thing)
                    .and_then(|element| self.block(element.prop("innerText")).ok())??;
                last.replace(text.clone());
                text.contains(part).then_some(text)
            },
        )
    }

    /// Waits until there are exactly so many of them.
    pub(crate) fn wait_for_count(&self, name: &str, count: usize) {
        let last = Cell::new(0);
        self.look_and_tell(
            || format!("{count} of “{name}”; there are {}", last.get()),
            || {
                last.set(self.count(name));
                (last.get() == count).then_some(())
            },
        );
    }

    /// Waits until it can't be seen any more.
    pub(crate) fn wait_until_gone<'a>(&self, thing: impl Into<Thing<'a>>) {
        let thing = thing.into();
        self.look(&format!("{thing} to go away"), || {
            self.seen(thing).is_none().then_some(())
        });
    }

    /// What it says, once it is there.
    pub(crate) fn text<'a>(&self, thing: impl Into<Thing<'a>>) -> String {
        let thing = thing.into();
        self.act(&format!("{thing} to read"), thing, async |element| {
            element.prop("innerText").await
        })
        .unwrap_or_default()
    }

    /// What is filled in.
    pub(crate) fn value<'a>(&self, thing: impl Into<Thing<'a>>) -> String {
        let thing = thing.into();
        self.act(&format!("{thing} to read"), thing, async |element| {
            element.prop("value").await
        })
        .unwrap_or_default()
    }

    /// One of its attributes.
    pub(crate) fn attribute<'a>(&self, thing: impl Into<Thing<'a>>, name: &str) -> Option<String> {
        let thing = thing.into();
        self.act(&format!("{thing} to read"), thing, async |element| {
            element.attr(name).await
        })
    }

    /// How many there are now.
    pub(crate) fn count(&self, name: &str) -> usize {
        self.block(self.client.find_all(Locator::Css(&css(name))))
            .map_or(0, |all| all.len())
    }

    /// The names that begin so, of what is shown, in the order of the page: `names("photo-")`.
    pub(crate) fn names(&self, beginning: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(`[data-test^='${arguments[0]}']`)] \
                      .filter(e => e.getClientRects().length).map(e => e.dataset.test)";
        let names = self
            .block(self.client.execute(script, vec![json!(beginning)]))
            .unwrap_or_default();
        serde_json::from_value(names).unwrap_or_default()
    }

    /// Waits for the first of the names that begin so which says this among other things; gives the name.
    pub(crate) fn wait_for_name_saying(&self, beginning: &str, part: &str) -> String {
        let script = "const [beginning, part] = arguments; \
                      const e = [...document.querySelectorAll(`[data-test^='${beginning}']`)] \
                      .find(e => e.getClientRects().length && e.innerText.includes(part)); \
                      return e ? e.dataset.test : null";
        self.look(&format!("a “{beginning}…” that says “{part}”"), || {
            let arguments = vec![json!(beginning), json!(part)];
            let found = self.block(self.client.execute(script, arguments)).ok()?;
            found.as_str().map(str::to_owned)
        })
    }

    /// Waits until so many of the names that begin so are shown; gives them.
    pub(crate) fn wait_for_names(&self, beginning: &str, count: usize) -> Vec<String> {
        let last = RefCell::new(Vec::new());
        self.look_and_tell(
            || format!("{count} of “{beginning}…”; there are {:?}", last.borrow()),
            || {
                last.replace(self.names(beginning));
                (last.borrow().len() == count).then(|| last.borrow().clone())
            },
        )
    }

    /// Waits until one of its attributes is this.
    pub(crate) fn wait_for_attribute<'a>(&self, thing: impl Into<Thing<'a>>, name: &str, value: &str) {
        let thing = thing.into();
        let last = RefCell::new(None);
        self.look_and_tell(
            || format!("{thing} to have {name} “{value}”; it has {:?}", last.borrow()),
            || {
                let element = self.seen(thing)?;
                last.replace(self.block(element.attr(name)).ok().flatten());
                (last.borrow().as_deref() == Some(value)).then_some(())
            },
        );
    }

    /// Runs JavaScript in the page and gives what it returns.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.block(self.client.execute(script, Vec::new()))
            .unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Does something in the page of a frame, and comes back out of it.
    pub(crate) fn inside<'a, T>(&self, frame: impl Into<Thing<'a>>, deed: impl FnOnce() -> T) -> T {
        let frame = frame.into();
        self.act(&format!("{frame} to go into"), frame, async |element| {
            element.enter_frame().await
        });
        let outcome = deed();
        self.block(self.client.enter_parent_frame()).unwrap();
        outcome
    }

    /// Waits until every picture has come and nothing moves any more.
    pub(crate) fn wait_for_page(&self) {
        let script = "return [...document.images].every(i => i.complete) \
                      && document.getAnimations().every(a => a.playState !== 'running')";
        self.look("the page to stand still", || {
            (self.run(script) == json!(true)).then_some(())
        });
        // A map draws its tiles within a frame or two after they came, and nothing tells when.
        std::thread::sleep(Duration::from_millis(350));
    }

    /// Gives the page this size, in pixels.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        self.block(self.client.set_window_size(width, height)).unwrap();
    }

    /// A picture of the page as it is now; none when the page is gone.
    pub(crate) fn picture(&self, file: &Path) -> Option<PathBuf> {
        match &self.eye {
            Eye::WebDriver => fs::write(file, self.block(self.client.screenshot()).ok()?).ok()?,
            Eye::Display(display) => {
                let shape = self.block(self.client.get_window_rect()).ok()?;
                display.picture(shape, file);
            }
        }
        Some(file.to_path_buf())
    }

    /// Closes the window as its own button would.
    pub(crate) fn close(self) {
        self.camera.replace(None);
        let _already_gone = self.block(self.client.clone().close());
    }

    /// Forgets the page after its program died: there is nothing to take a picture of.
    pub(crate) fn forget(&self) {
        self.camera.replace(None);
    }

    fn touch(&self) {
        self.camera.replace(Some(self.clone()));
    }

    fn block<T>(&self, future: impl Future<Output = T>) -> T {
        let answer = async { tokio::time::timeout(ANSWER, future).await };
        self.runtime
            .block_on(answer)
            .unwrap_or_else(|_| panic!("the page has not answered for {ANSWER:?}"))
    }

    fn look<T>(&self, what: &str, look: impl FnMut() -> Option<T>) -> T {
        self.look_and_tell(|| what.to_owned(), look)
    }

    fn look_and_tell<T>(&self, what: impl Fn() -> String, mut look: impl FnMut() -> Option<T>) -> T {
        self.touch();
        let started = std::time::Instant::now();
        loop {
            if let Some(seen) = look() {
                return seen;
            }
            if started.elapsed() > self.patience.get() {
                panic!(
                    "waited {} s for {}\n{}",
                    self.patience.get().as_secs(),
                    what(),
                    self.inventory()
                );
            }
            std::thread::sleep(Duration::from_millis(40));
        }
    }

    /// Does something to a thing as soon as the page lets us.
    fn act<T>(&self, what: &str, thing: Thing<'_>, deed: impl AsyncFn(Element) -> Result<T, CmdError>) -> T {
        let trouble = RefCell::new(String::new());
        self.look_and_tell(
            || format!("{what}{}", trouble.borrow()),
            || {
                let element = self.seen(thing)?;
                self.bring_into_view(&element);
                match self.block(deed(element)) {
                    Ok(done) => Some(done),
                    Err(error) => {
                        trouble.replace(format!(": {error:?}"));
                        None
                    }
                }
            },
        )
    }

    /// Scrolls as a person does who can't get at the middle of a thing, because it lies below the edge or under
    /// something that does not move.
    fn bring_into_view(&self, element: &Element) {
        let script = "const [e] = arguments, r = e.getBoundingClientRect(); \
                      const top = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2); \
                      if (!top || !(e.contains(top) || top.contains(e))) \
                      e.scrollIntoView({ block: 'center', inline: 'nearest' })";
        let element = serde_json::to_value(element).unwrap();
        let _gone_meanwhile = self.block(self.client.execute(script, vec![element]));
    }

    fn seen(&self, thing: Thing<'_>) -> Option<Element> {
        let all = self
            .block(self.client.find_all(Locator::Css(&css(thing.name))))
            .ok()?;
        let element = all.into_iter().nth(thing.number)?;
        // WebKit's driver takes some things that clip what they show for hidden ones; the page itself knows better.
        let argument = serde_json::to_value(&element).ok()?;
        let script = "return arguments[0].checkVisibility({ visibilityProperty: true })";
        let shown = self.block(self.client.execute(script, vec![argument])).ok()?;
        (shown == json!(true)).then_some(element)
    }

    /// The names of what the page does show, for the message of a failure.
    fn inventory(&self) -> String {
        let script = "return [...new Set([...document.querySelectorAll('[data-test]')] \
                      .filter(e => e.getClientRects().length).map(e => e.dataset.test))].join(' ')";
        let names = self
            .block(self.client.execute(script, Vec::new()))
            .unwrap_or(json!("nothing: the page is gone"));
        format!("on the page: {}", names.as_str().unwrap_or_default())
    }
}

/// `caption-*` is every thing whose name begins so: some names end in an id that nobody knows beforehand.
fn css(name: &str) -> String {
    match name.strip_suffix('*') {
        Some(start) => format!("[data-test^=\"{start}\"]"),
        None => format!("[data-test=\"{name}\"]"),
    }
}
