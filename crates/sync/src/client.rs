//! The contract of `portal-api` as typed calls. One call is one request; repeating is the caller's affair.

use crate::{PortalAddress, PortalError};
use jiff::Timestamp;
use portal_api::{
    Changes, Code, PortalInfo, Problem, PutReport, Receipt, Refresh, Report, ReturnReport, Revision, Secret,
    SessionTokens, SignIn, path, session::PORTAL_KIND, uploads,
};
use report::{Catalogue, PhotoId, ReportId};
use reqwest::{
    Method, RequestBuilder, Response, StatusCode,
    header::{CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH, RETRY_AFTER},
    redirect,
};
use serde::de::DeserializeOwned;
use std::time::Duration;

/// How long a silence is borne. Both are stalls and not totals: slow lines are welcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For a new connection to stand.
    pub connect: Duration,
    /// For the next bytes on a connection that stands.
    pub stall: Duration,
}

impl Default for Patience {
    /// 15 and 45 seconds: a part of a photo passes a 64 kbit/s line in less.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            stall: Duration::from_secs(45),
        }
    }
}

/// The clock may differ by this much.
const CLOCK_TOLERANCE_MINUTES: i64 = 10;
/// The largest answer that is read into memory, in bytes: that of the largest upload.
const ANSWER_MAX: u64 = uploads::MAX_SIZE;
/// The longest wait that a portal may ask for, in seconds, and the one where it does not say how long.
const WAIT_MAX: u32 = 60 * 60;
const WAIT_UNTOLD: u32 = 30;

/// Speaks to one portal.
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) http: reqwest::Client,
    pub(crate) portal: PortalAddress,
}

/// What came of asking for the catalogue.
#[derive(Debug)]
pub enum CatalogueAnswer {
    /// The one we have is the newest.
    Unchanged,
    /// A newer one, with its `ETag`.
    New(Box<Catalogue>, Option<String>),
}

impl Client {
    /// A client for that portal. Nothing is asked yet.
    ///
    /// # Errors
    /// [`PortalError::Untrusted`] when this computer's trusted certificates cannot be read.
    pub fn new(portal: PortalAddress) -> Result<Self, PortalError> {
        Self::with_patience(portal, Patience::default())
    }

    /// A client that bears silence for another time than usual.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn with_patience(portal: PortalAddress, patience: Patience) -> Result<Self, PortalError> {
        // Several clients may be made; the first sets the provider for the process.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .user_agent(concat!("Zvitnyk/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(patience.connect)
            .read_timeout(patience.stall)
            // A captive page redirects; the portal never does.
            .redirect(redirect::Policy::none())
            .build()
            .map_err(|_| PortalError::Untrusted)?;
        Ok(Self { http, portal })
    }

    /// The portal spoken to.
    #[must_use]
    pub fn portal(&self) -> &PortalAddress {
        &self.portal
    }

    /// Asks who is there, and compares the clocks.
    ///
    /// # Errors
    /// [`PortalError::NotThePortal`] for anything but a portal of this contract; [`PortalError::ClockWrong`].
    pub async fn info(&self, now: Timestamp) -> Result<PortalInfo, PortalError> {
        let info: PortalInfo = self.json(self.request(Method::GET, path::PORTAL)).await?;
        if info.kind != PORTAL_KIND || !info.versions.contains(&1) {
            return Err(PortalError::NotThePortal);
        }
        let minutes = (info.time.as_second() - now.as_second()).abs() / 60;
        if minutes > CLOCK_TOLERANCE_MINUTES {
            return Err(PortalError::ClockWrong {
                minutes: u32::try_from(minutes).unwrap_or(u32::MAX),
            });
        }
        Ok(info)
    }

    pub(crate) async fn sign_in(&self, who: &SignIn) -> Result<SessionTokens, PortalError> {
        self.json(self.request(Method::POST, path::SESSION).json(who))
            .await
    }

    pub(crate) async fn refresh(&self, refresh_token: Secret) -> Result<SessionTokens, PortalError> {
        self.json(
            self.request(Method::POST, path::SESSION_REFRESH)
                .json(&Refresh { refresh_token }),
        )
        .await
    }

    pub(crate) async fn sign_out(&self, access: &Secret) -> Result<(), PortalError> {
        self.send(
            self.request(Method::DELETE, path::SESSION)
                .bearer_auth(access.expose()),
        )
        .await
        .map(drop)
    }

    /// The catalogue, unless `etag` is still the newest. Forms are no secret: it needs no session.
    ///
    /// # Errors
    /// [`PortalError`].
    pub async fn catalogue(&self, etag: Option<&str>) -> Result<CatalogueAnswer, PortalError> {
        let mut request = self.request(Method::GET, path::CATALOGUE);
        if let Some(etag) = etag {
            request = request.header(IF_NONE_MATCH, etag);
        }
        let answer = self.send(request).await?;
        if answer.status() == StatusCode::NOT_MODIFIED {
            return Ok(CatalogueAnswer::Unchanged);
        }
        let etag = answer
            .headers()
            .get(ETAG)
            .and_then(|tag| tag.to_str().ok())
            .map(str::to_owned);
        Ok(CatalogueAnswer::New(Box::new(read_json(answer).await?), etag))
    }

    /// Sends a content: new where `base` is `None`, else in place of that revision.
    ///
    /// # Errors
    /// [`Code::Conflict`] and [`Code::PreconditionFailed`] when the portal has another revision,
    /// [`Code::InvalidReport`] when it finds problems.
    pub async fn put_report(
        &self,
        access: &Secret,
        id: ReportId,
        content: &PutReport,
        base: Option<Revision>,
    ) -> Result<Receipt, PortalError> {
        let request = self
            .request(Method::PUT, &of_report(path::REPORT, id))
            .bearer_auth(access.expose());
        let request = match base {
            None => request.header(IF_NONE_MATCH, "*"),
            Some(revision) => request.header(IF_MATCH, format!("\"{revision}\"")),
        };
        self.json(request.json(content)).await
    }

    /// The closing check: what the portal has.
    ///
    /// # Errors
    /// [`PortalError`].
    pub async fn receipt(&self, access: &Secret, id: ReportId) -> Result<Receipt, PortalError> {
        self.json(
            self.request(Method::GET, &of_report(path::RECEIPT, id))
                .bearer_auth(access.expose()),
        )
        .await
    }

    /// A report as the portal holds it.
    ///
    /// # Errors
    /// [`PortalError`].
    pub async fn report(&self, access: &Secret, id: ReportId) -> Result<Report, PortalError> {
        self.json(
            self.request(Method::GET, &of_report(path::REPORT, id))
                .bearer_auth(access.expose()),
        )
        .await
    }

    /// Approves the revision that was read.
    ///
    /// # Errors
    /// [`Code::PreconditionFailed`] when there is a newer one, [`Code::WrongState`], [`Code::Forbidden`].
    pub async fn approve(
        &self,
        access: &Secret,
        id: ReportId,
        revision: Revision,
    ) -> Result<Report, PortalError> {
        let request = self
            .request(Method::POST, &of_report(path::APPROVE, id))
            .bearer_auth(access.expose())
            .header(IF_MATCH, format!("\"{revision}\""));
        self.json(request).await
    }

    /// Returns the revision that was read with remarks.
    ///
    /// # Errors
    /// [`Code::PreconditionFailed`] when there is a newer one, [`Code::Conflict`] when it is returned with other remarks
    /// already, [`Code::WrongState`], [`Code::Forbidden`].
    pub async fn give_back(
        &self,
        access: &Secret,
        id: ReportId,
        revision: Revision,
        remarks: &ReturnReport,
    ) -> Result<Report, PortalError> {
        let request = self
            .request(Method::POST, &of_report(path::RETURN, id))
            .bearer_auth(access.expose())
            .header(IF_MATCH, format!("\"{revision}\""));
        self.json(request.json(remarks)).await
    }

    /// A page of the change feed.
    ///
    /// # Errors
    /// [`PortalError`].
    pub async fn changes(&self, access: &Secret, after: u64) -> Result<Changes, PortalError> {
        let request = self
            .request(Method::GET, path::CHANGES)
            .bearer_auth(access.expose())
            .query(&[("after", after), ("limit", 200)]);
        self.json(request).await
    }

    /// The bytes of a photo or file, not yet checked against its hash.
    ///
    /// # Errors
    /// [`PortalError`].
    pub async fn photo(&self, access: &Secret, photo: &PhotoId) -> Result<Vec<u8>, PortalError> {
        let path = path::PHOTO.replace("{sha256}", photo.as_str());
        let answer = self
            .send(self.request(Method::GET, &path).bearer_auth(access.expose()))
            .await?;
        // A captive page says 200 to everything.
        if !media_type(&answer)
            .is_some_and(|kind| kind.starts_with("image/") || kind == "application/octet-stream")
        {
            return Err(PortalError::NotThePortal);
        }
        read(answer).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, self.portal.join(path))
    }

    async fn json<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, PortalError> {
        read_json(self.send(request).await?).await
    }

    /// One request and the head of its answer. A connection that is kept may have died while nobody looked: a question is
    /// then asked once more on a new one. What writes is not repeated here, but by its caller, who looks first.
    async fn exchange(&self, request: RequestBuilder) -> reqwest::Result<Response> {
        let request = request.build()?;
        let again = if request.method() == Method::GET {
            request.try_clone()
        } else {
            None
        };
        match (self.http.execute(request).await, again) {
            (Err(error), Some(again)) if !error.is_connect() && !error.is_timeout() => {
                self.http.execute(again).await
            }
            (answer, _) => answer,
        }
    }

    /// Sends, and turns everything but success (and 304) into an error.
    pub(crate) async fn send(&self, request: RequestBuilder) -> Result<Response, PortalError> {
        let answer = self
            .exchange(request)
            .await
            .map_err(|error| PortalError::of_transport(&error))?;
        let status = answer.status();
        if status.is_success() || status == StatusCode::NOT_MODIFIED {
            return Ok(answer);
        }
        if status.is_redirection() {
            return Err(PortalError::NotThePortal);
        }
        let wait = answer
            .headers()
            .get(RETRY_AFTER)
            .and_then(|seconds| seconds.to_str().ok())
            .and_then(|seconds| seconds.parse::<u32>().ok());
        let ours = media_type(&answer).is_some_and(|kind| kind == portal_api::problem::MEDIA_TYPE);
        let problem = if ours {
            read_json::<Problem>(answer).await.ok()
        } else {
            None
        };
        Err(match problem {
            Some(Problem {
                code: code @ (Code::TooManyRequests | Code::Unavailable),
                ..
            }) => PortalError::Wait {
                seconds: wait.unwrap_or(WAIT_UNTOLD).min(WAIT_MAX),
                code,
            },
            Some(problem) if problem.status < 500 => PortalError::Refused(Box::new(problem)),
            Some(_) => PortalError::Fault {
                status: status.as_u16(),
            },
            // What stands before a portal may refuse too, in its own words.
            None => match status {
                StatusCode::PAYLOAD_TOO_LARGE => PortalError::Refused(Box::new(Problem::new(Code::TooLarge))),
                StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => PortalError::Fault {
                    status: status.as_u16(),
                },
                _ if status.is_client_error() => PortalError::NotThePortal,
                _ => PortalError::Fault {
                    status: status.as_u16(),
                },
            },
        })
    }
}

pub(crate) fn of_report(path: &str, id: ReportId) -> String {
    path.replace("{id}", &id.to_string())
}

fn media_type(answer: &Response) -> Option<&str> {
    let kind = answer.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    kind.split(';').next().map(str::trim)
}

async fn read_json<T: DeserializeOwned>(answer: Response) -> Result<T, PortalError> {
    let json = media_type(&answer).is_some_and(|kind| kind == "application/json" || kind.ends_with("+json"));
    if !json {
        return Err(PortalError::NotThePortal);
    }
    serde_json::from_slice(&read(answer).await?).map_err(|_| PortalError::NotThePortal)
}

async fn read(mut answer: Response) -> Result<Vec<u8>, PortalError> {
    let mut bytes = Vec::new();
    while let Some(part) = answer
        .chunk()
        .await
        .map_err(|error| PortalError::of_transport(&error))?
    {
        if (bytes.len() + part.len()) as u64 > ANSWER_MAX {
            return Err(PortalError::NotThePortal);
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}
