//! The line between an editor and the portal: a proxy that can be made to fail as lines do.

use super::{address, later};
use std::{
    net::Ipv4Addr,
    sync::{Arc, Mutex},
};
use sync::PortalAddress;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// How the line behaves.
#[derive(Clone, Debug)]
pub enum Mood {
    Honest,
    /// Breaks when so many bytes have gone up, once; then it is honest.
    CutAfter(u64),
    /// Breaks again and again, each time so many bytes have gone up.
    CutEvery(u64),
    /// The request arrives; of so many in a hundred the answer does not.
    LoseAnswers {
        percent: u32,
        seed: u32,
    },
    /// Requests that begin with this arrive, their answers do not.
    LoseAnswersTo(&'static str),
    /// Answers to requests that begin with this wait until the mood changes.
    SlowAnswersTo(&'static str),
    /// Each part of a photo takes so long, by the test's clock.
    SlowParts {
        seconds: i64,
    },
    /// The answer breaks in the middle.
    CutAnswers,
    /// Something else answers requests that begin with this.
    Instead {
        of: &'static str,
        answer: String,
    },
    /// Everything is taken and nothing is answered.
    Silent,
    /// Connections are closed at once.
    Closing,
}

struct State {
    mood: Mood,
    up: u64,
    since_mood: u64,
    cuts: u32,
    lost: u32,
    requests: Vec<String>,
}

/// The line; one address for the whole test.
pub struct Line {
    port: u16,
    state: Arc<Mutex<State>>,
}

enum Deed {
    Forward(usize),
    ForwardAndCut(usize),
    Answer(String),
    Swallow,
    Close,
}

impl State {
    fn deed(&mut self, bytes: &[u8]) -> Deed {
        let is_head = ["GET /", "PUT /", "POST /", "HEAD /", "PATCH /", "DELETE /"];
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
        let head = is_head.iter().any(|start| text.starts_with(start));
        if head {
            self.requests
                .push(text.split("\r\n\r\n").next().unwrap_or_default().to_owned());
        }
        let length = bytes.len() as u64;
        let whole = Deed::Forward(bytes.len());
        let deed = match &self.mood {
            Mood::SlowParts { seconds } => {
                if head && text.starts_with("PATCH") {
                    later(*seconds);
                }
                whole
            }
            Mood::Honest
            | Mood::LoseAnswers { .. }
            | Mood::LoseAnswersTo(_)
            | Mood::SlowAnswersTo(_)
            | Mood::CutAnswers => whole,
            Mood::Silent => Deed::Swallow,
            Mood::Closing => Deed::Close,
            Mood::Instead { of, answer } if head && text.starts_with(of) => Deed::Answer(answer.clone()),
            Mood::Instead { .. } => whole,
            Mood::CutAfter(limit) | Mood::CutEvery(limit) => {
                if self.since_mood + length < *limit {
                    whole
                } else {
                    let rest = usize::try_from(limit.saturating_sub(self.since_mood)).unwrap();
                    if matches!(self.mood, Mood::CutAfter(_)) {
                        self.mood = Mood::Honest;
                    }
                    self.since_mood = 0;
                    self.cuts += 1;
                    self.up += rest as u64;
                    return Deed::ForwardAndCut(rest);
                }
            }
        };
        self.up += length;
        self.since_mood += length;
        deed
    }

    /// Whether an answer is to wait.
    fn holds(&self) -> bool {
        let Mood::SlowAnswersTo(start) = &self.mood else {
            return false;
        };
        self.requests.last().is_some_and(|head| head.starts_with(start))
    }

    fn loses_answer(&mut self) -> bool {
        if let Mood::LoseAnswersTo(start) = &self.mood {
            return self.requests.last().is_some_and(|head| head.starts_with(start));
        }
        let Mood::LoseAnswers { percent, seed } = &mut self.mood else {
            return false;
        };
        *seed ^= *seed << 13;
        *seed ^= *seed >> 17;
        *seed ^= *seed << 5;
        let loses = *seed % 100 < *percent;
        self.lost += u32::from(loses);
        loses
    }
}

impl Line {
    /// A line to the portal at `port`, honest at first.
    pub async fn to(port: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let state = State {
            mood: Mood::Honest,
            up: 0,
            since_mood: 0,
            cuts: 0,
            lost: 0,
            requests: Vec::new(),
        };
        let line = Self {
            port: listener.local_addr().unwrap().port(),
            state: Arc::new(Mutex::new(state)),
        };
        let state = Arc::clone(&line.state);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(carry(near, port, Arc::clone(&state)));
            }
        });
        line
    }

    pub fn address(&self) -> PortalAddress {
        address(self.port)
    }

    pub fn is(&self, mood: Mood) {
        let mut state = self.state.lock().unwrap();
        (state.mood, state.since_mood) = (mood, 0);
    }

    /// Bytes that have gone up to the portal.
    pub fn bytes_up(&self) -> u64 {
        self.state.lock().unwrap().up
    }

    /// Whether an answer waits now.
    pub fn holds(&self) -> bool {
        self.state.lock().unwrap().holds()
    }

    pub fn cuts(&self) -> u32 {
        self.state.lock().unwrap().cuts
    }

    pub fn lost(&self) -> u32 {
        self.state.lock().unwrap().lost
    }

    /// The heads of the requests since last asked.
    pub fn requests(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap().requests)
    }

    /// Where the parts sent since last asked began.
    pub fn offsets(&self) -> Vec<u64> {
        let heads = self.requests();
        let parts = heads.iter().filter(|head| head.starts_with("PATCH"));
        parts
            .filter_map(|head| header(head, "upload-offset")?.parse().ok())
            .collect()
    }
}

pub fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    lines
        .filter(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
        .next()
}

async fn carry(mut near: TcpStream, port: u16, state: Arc<Mutex<State>>) {
    if matches!(state.lock().unwrap().mood, Mood::Closing) {
        return;
    }
    let mut far: Option<TcpStream> = None;
    let (mut up, mut down) = (vec![0; 65_536], vec![0; 65_536]);
    let mut asked = false;
    loop {
        let from_far = async {
            match &mut far {
                Some(far) => far.read(&mut down).await.unwrap_or(0),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            read = near.read(&mut up) => {
                let read = read.unwrap_or(0);
                if read == 0 {
                    return;
                }
                let deed = state.lock().unwrap().deed(&up[..read]);
                let (bytes, cut) = match deed {
                    Deed::Forward(bytes) => (bytes, false),
                    Deed::ForwardAndCut(bytes) => (bytes, true),
                    Deed::Swallow => continue,
                    Deed::Close => return,
                    Deed::Answer(answer) => {
                        let _ = near.write_all(answer.as_bytes()).await;
                        let _ = near.shutdown().await;
                        // What is still coming is read, or the answer would be lost with the connection.
                        while near.read(&mut up).await.is_ok_and(|read| read > 0) {}
                        return;
                    }
                };
                if far.is_none() {
                    far = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.ok();
                }
                let Some(far) = &mut far else { return };
                if far.write_all(&up[..bytes]).await.is_err() || cut {
                    return;
                }
                asked = true;
            }
            read = from_far => {
                if read == 0 {
                    return;
                }
                while state.lock().unwrap().holds() {
                    tokio::task::yield_now().await;
                }
                let cuts_answers = matches!(state.lock().unwrap().mood, Mood::CutAnswers);
                if std::mem::take(&mut asked) && state.lock().unwrap().loses_answer() {
                    return;
                }
                let bytes = if cuts_answers { read - 1 } else { read };
                if near.write_all(&down[..bytes]).await.is_err() || cuts_answers {
                    return;
                }
            }
        }
    }
}

/// An answer as it travels.
pub fn answer(status: &str, kind: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// What a network's sign-in page says to everything.
pub fn captive_page() -> String {
    answer(
        "200 OK",
        "text/html",
        "<!doctype html><title>Wi-Fi</title><p>Натисніть «Увійти»",
    )
}

/// How a network sends to its sign-in page.
pub fn captive_redirect() -> String {
    "HTTP/1.1 302 Found\r\nLocation: https://wifi.example/login\r\nContent-Length: 0\r\n\r\n".to_owned()
}
