//! A portal to test, its officials, and what they write.

use jiff::Timestamp;
use portal::{
    Portal, Settings, catalogue_files,
    clock::{ManualClock, Randomness, SystemRandomness},
    demo, new_id,
    password::{hash_password, hex},
    server,
    storage::{Identity, Storage, StoredAccount, sqlite::SqliteStorage},
};
use portal_api::{Account, Receipt, SessionTokens, session::Secret};
use report::{DepartmentId, Login, Right, Rights, SectionId};
use reqwest::{Client, RequestBuilder, Response, StatusCode, header::HeaderMap};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{net::SocketAddr, path::PathBuf, sync::Arc};
use tempfile::TempDir;
use tokio::sync::oneshot;

/// A running portal with the example catalogue and a clock that only tests move.
pub(crate) struct City {
    pub(crate) address: SocketAddr,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) data: TempDir,
    pub(crate) http: Client,
    _stop: oneshot::Sender<()>,
}

/// The moment at which every test begins.
pub(crate) const START: &str = "2026-11-22T10:00:00Z";

impl City {
    pub(crate) async fn start() -> Self {
        Self::start_with(None, None).await
    }

    pub(crate) async fn start_with(pack: Option<map::Pack>, assets: Option<PathBuf>) -> Self {
        let data = TempDir::new().unwrap();
        let catalogue = catalogue_files::load_embedded().unwrap();
        let random = SystemRandomness;
        let identity = Identity {
            portal: new_id(&random).unwrap(),
            epoch: new_id(&random).unwrap(),
        };
        let storage = SqliteStorage::open(data.path(), identity).unwrap();
        demo::add_accounts(&storage, &catalogue, &random).unwrap();
        for (login, department, section, right) in [
            ("ivan", "ecology", "council-work", Right::Write),
            ("halyna", "ecology", "council-work", Right::Approve),
            ("deputy-mayor", "ict", "council-work", Right::Read),
            ("zoia", "ict", "consultations", Right::Write),
        ] {
            storage
                .add_account(&StoredAccount {
                    account: Account {
                        login: Login::from(login),
                        name: login.to_owned(),
                        position: String::new(),
                        department: DepartmentId::from(department),
                        rights: vec![Rights {
                            section: SectionId::from(section),
                            rights: vec![right],
                        }],
                    },
                    password_hash: hash_password(&Secret::new(format!("{login}-demo")), &random).unwrap(),
                })
                .unwrap();
        }
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let clock = Arc::new(ManualClock::at(START.parse::<Timestamp>().unwrap()));
        let portal = Portal::new(Settings {
            storage: Arc::new(storage),
            catalogue,
            pack,
            assets,
            public_url: format!("http://{address}"),
            clock: Arc::clone(&clock) as _,
            random: Arc::new(SystemRandomness),
        })
        .unwrap();
        let (stop, stopped) = oneshot::channel();
        tokio::spawn(server::serve(listener, Arc::new(portal), async {
            let _ = stopped.await;
        }));
        Self {
            address,
            clock,
            data,
            http: client(),
            _stop: stop,
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) async fn sign_in(&self, login: &str) -> Official {
        let answer = self.try_sign_in(login, &format!("{login}-demo")).await;
        assert_eq!(answer.status(), 200);
        Official {
            tokens: answer.json().await.unwrap(),
            http: self.http.clone(),
            base: self.url(""),
        }
    }

    pub(crate) async fn try_sign_in(&self, login: &str, password: &str) -> Response {
        let body = json!({"login": login, "password": password, "device": "ПК-17"});
        self.http
            .post(self.url("/api/v1/session"))
            .json(&body)
            .send()
            .await
            .unwrap()
    }

    pub(crate) async fn page(&self, path: &str) -> (StatusCode, String) {
        let answer = self.http.get(self.url(path)).send().await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    }
}

/// A client. What it is encrypted by must be chosen where the whole workspace is built at once; here nothing is encrypted.
pub(crate) fn client() -> Client {
    let _chosen_already = rustls::crypto::ring::default_provider().install_default();
    Client::new()
}

/// Somebody signed in.
pub(crate) struct Official {
    pub(crate) tokens: SessionTokens,
    pub(crate) http: Client,
    pub(crate) base: String,
}

impl Official {
    /// Somebody signed in at a portal with that address.
    pub(crate) async fn at(base: &str, login: &str) -> Self {
        let http = client();
        let body = json!({"login": login, "password": format!("{login}-demo"), "device": "ПК-17"});
        let answer = http
            .post(format!("{base}/api/v1/session"))
            .json(&body)
            .send()
            .await
            .unwrap();
        Self {
            tokens: answer.json().await.unwrap(),
            http,
            base: base.to_owned(),
        }
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> RequestBuilder {
        self.http
            .request(method.parse().unwrap(), format!("{}{path}", self.base))
            .bearer_auth(self.tokens.access_token.expose())
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.request("GET", path).send().await.unwrap()
    }

    pub(crate) async fn put(&self, id: &str, precondition: (&str, &str), content: &Value) -> Response {
        self.request("PUT", &format!("/api/v1/reports/{id}"))
            .header(precondition.0, precondition.1)
            .json(&json!({ "content": content }))
            .send()
            .await
            .unwrap()
    }

    pub(crate) async fn approve(&self, id: &str, revision: u64) -> Response {
        self.request("POST", &format!("/api/v1/reports/{id}/approve"))
            .header("If-Match", format!("\"{revision}\""))
            .send()
            .await
            .unwrap()
    }

    pub(crate) async fn receipt(&self, id: &str) -> Receipt {
        self.get(&format!("/api/v1/reports/{id}/receipt"))
            .await
            .json()
            .await
            .unwrap()
    }

    /// Kinds of the change feed, from the beginning.
    pub(crate) async fn feed(&self) -> Vec<String> {
        let page: Value = self.get("/api/v1/changes").await.json().await.unwrap();
        page["changes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|change| format!("{} {}", change["kind"].as_str().unwrap(), change["revision"]))
            .collect()
    }

    pub(crate) fn tus(&self, method: &str, path: &str) -> RequestBuilder {
        self.request(method, path).header("Tus-Resumable", "1.0.0")
    }

    pub(crate) async fn create_upload(&self, report: &str, length: usize, sha256: &str) -> Response {
        self.tus("POST", "/api/v1/uploads")
            .header("Upload-Length", length)
            .header("Upload-Metadata", metadata(report, sha256))
            .send()
            .await
            .unwrap()
    }

    pub(crate) async fn patch(&self, location: &str, offset: usize, bytes: &[u8]) -> Response {
        self.tus("PATCH", location)
            .header("Content-Type", "application/offset+octet-stream")
            .header("Upload-Offset", offset)
            .body(bytes.to_vec())
            .send()
            .await
            .unwrap()
    }

    pub(crate) async fn head_upload(&self, location: &str) -> Response {
        self.tus("HEAD", location).send().await.unwrap()
    }

    /// A whole upload in one go.
    pub(crate) async fn upload(&self, report: &str, bytes: &[u8]) {
        let created = self.create_upload(report, bytes.len(), &sha256(bytes)).await;
        assert_eq!(created.status(), 201);
        if number(created.headers(), "upload-offset") == bytes.len() {
            return;
        }
        let answer = self.patch(&location(&created), 0, bytes).await;
        assert_eq!(answer.status(), 204, "{}", answer.text().await.unwrap());
    }

    /// Sends a complete report and returns its receipt.
    pub(crate) async fn send(&self, id: &str, content: &Value, photos: &[Vec<u8>]) -> Receipt {
        let answer = self.put(id, ("If-None-Match", "*"), content).await;
        assert_eq!(answer.status(), 201, "{}", answer.text().await.unwrap());
        for photo in photos {
            self.upload(id, photo).await;
        }
        self.receipt(id).await
    }
}

pub(crate) fn location(created: &Response) -> String {
    created.headers()["location"].to_str().unwrap().to_owned()
}

pub(crate) fn number(headers: &HeaderMap, name: &str) -> usize {
    headers[name].to_str().unwrap().parse().unwrap()
}

pub(crate) fn metadata(report: &str, sha256: &str) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    format!(
        "sha256 {},report {}",
        STANDARD.encode(sha256),
        STANDARD.encode(report)
    )
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The code of a refusal, checked to be a problem detail.
pub(crate) async fn code(answer: Response) -> String {
    let status = answer.status().as_u16();
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["status"], status);
    assert_eq!(
        problem["type"],
        format!("urn:zvitnyk:problem:{}", problem["code"].as_str().unwrap())
    );
    problem["code"].as_str().unwrap().to_owned()
}

/// A report's id as the editor makes it (UUIDv7).
pub(crate) fn new_report() -> String {
    let mut random = [0; 10];
    SystemRandomness.fill(&mut random).unwrap();
    uuid::Builder::from_unix_timestamp_millis(1_795_341_600_000, &random)
        .into_uuid()
        .to_string()
}

/// A real JPEG of one colour.
pub(crate) fn jpeg(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
    let row = (width * 3).next_multiple_of(4);
    let size = row * height;
    let mut bmp = Vec::from(*b"BM");
    bmp.extend((54 + size).to_le_bytes());
    bmp.extend([0; 4]);
    for number in [54, 40, width, height] {
        bmp.extend(number.to_le_bytes());
    }
    bmp.extend([1, 0, 24, 0]);
    for number in [0, size, 2835, 2835, 0, 0] {
        bmp.extend(number.to_le_bytes());
    }
    for y in 0..height {
        let start = bmp.len();
        for x in 0..width {
            let shade = |part: u8| part.wrapping_add(u8::try_from((x * 7 + y * 13) % 61).unwrap());
            bmp.extend(colour.map(shade));
        }
        bmp.resize(start + usize::try_from(row).unwrap(), 0);
    }
    photo::prepare(&bmp, &photo::Recipe::default()).unwrap().jpeg
}

pub(crate) fn three_photos() -> Vec<Vec<u8>> {
    [[200, 40, 40], [40, 200, 40], [40, 40, 200]]
        .into_iter()
        .map(|colour| jpeg(800, 600, colour))
        .collect()
}

/// A complete report of «Діяльність міської ради».
pub(crate) fn content(title: &str, photos: &[Vec<u8>]) -> Value {
    let catalogue = catalogue_files::load_embedded().unwrap();
    let measure = &catalogue.measures[0];
    let uses: Vec<Value> = photos
        .iter()
        .enumerate()
        .map(|(index, photo)| {
            let size = portal::jpeg::inspect(photo).unwrap();
            json!({
                "photo": sha256(photo),
                "caption": format!("Підпис {index}"),
                "width": size.width,
                "height": size.height,
            })
        })
        .collect();
    json!({
        "section": "council-work",
        "form_version": catalogue.section(&SectionId::from("council-work")).unwrap().form.version,
        "title": title,
        "values": {
            "programme": measure.programme,
            "measure": measure.id,
            "period": {"from": "2026-01-01", "to": "2026-03-31"},
            "status": "done",
            "planned": "1234.5",
            "actual": "999",
            "description": {"v": 1, "doc": {"type": "doc", "content": [
                {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Що зроблено"}]},
                {"type": "paragraph", "content": [
                    {"type": "text", "text": "Покладено "},
                    {"type": "text", "text": "нову плитку", "marks": [{"type": "bold"}]},
                    {"type": "text", "text": " <script>alert(1)</script>"},
                ]},
            ]}},
            "photos": uses,
            "place": {
                "geometry": {"type": "Point", "coordinates": [33.3912, 47.9105]},
                "address": "вул. Степана Тільги, 12",
                "source": "map",
            },
        },
    })
}
