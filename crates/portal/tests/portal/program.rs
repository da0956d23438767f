//! The program itself: killed, started again, told to stop.

use crate::city::{Official, content, location, new_report, number, sha256, three_photos};
use report::State;
use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;

struct Program {
    child: Child,
    base: String,
}

fn command(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zvitnyk-portal"));
    command
        .arg("--data")
        .arg(data)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

impl Program {
    fn start(data: &Path) -> Self {
        let mut child = command(data)
            .args(["--listen", "127.0.0.1:0", "--demo"])
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let base = line
            .trim()
            .strip_prefix("listening on ")
            .expect("the first line tells the address")
            .to_owned();
        Self { child, base }
    }

    /// As a power cut would: no signal can be caught, nothing is tidied up.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn portal_killed_half_way_goes_on_where_it_was() {
    let data = TempDir::new().unwrap();
    let (id, photos) = (new_report(), three_photos());
    let half = photos[0].len() / 2;

    let program = Program::start(data.path());
    let olena = Official::at(&program.base, "olena").await;
    let sent = olena
        .put(&id, ("If-None-Match", "*"), &content("Ремонт", &photos))
        .await;
    assert_eq!(sent.status(), 201);
    let created = olena
        .create_upload(&id, photos[0].len(), &sha256(&photos[0]))
        .await;
    let upload = location(&created);
    assert_eq!(olena.patch(&upload, 0, &photos[0][..half]).await.status(), 204);
    let tokens = olena.tokens;
    program.kill();

    let program = Program::start(data.path());
    // The session outlives the restart.
    let olena = Official {
        tokens,
        http: crate::city::client(),
        base: program.base.clone(),
    };
    assert_eq!(
        number(olena.head_upload(&upload).await.headers(), "upload-offset"),
        half
    );
    assert_eq!(olena.patch(&upload, half, &photos[0][half..]).await.status(), 204);
    for photo in &photos[1..] {
        olena.upload(&id, photo).await;
    }
    assert_eq!(olena.receipt(&id).await.state, State::InReview);
    let petro = Official::at(&program.base, "petro").await;
    assert_eq!(petro.approve(&id, 1).await.status(), 200);
    program.kill();

    let program = Program::start(data.path());
    let page = reqwest::get(format!("{}/r/{id}", program.base)).await.unwrap();
    assert_eq!(page.status(), 200);
    let photo = reqwest::get(format!("{}/photos/{}.jpg", program.base, sha256(&photos[2])))
        .await
        .unwrap();
    assert_eq!(photo.bytes().await.unwrap(), photos[2]);
    program.kill();
}

#[tokio::test]
async fn portal_is_the_same_after_a_restart() {
    let data = TempDir::new().unwrap();
    let mut seen = Vec::new();
    for _ in 0..2 {
        let program = Program::start(data.path());
        let answer = reqwest::get(format!("{}/api/v1/portal", program.base))
            .await
            .unwrap();
        let info: portal_api::PortalInfo = answer.json().await.unwrap();
        seen.push((info.portal, info.epoch));
    }
    assert_eq!(seen[0], seen[1]);
}

fn refusal(mut command: Command) -> String {
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn demo_accounts_are_refused_on_an_address_that_others_reach() {
    let data = TempDir::new().unwrap();
    let mut public = command(data.path());
    public.args(["--demo", "--listen", "0.0.0.0:0"]);
    assert!(refusal(public).contains("loopback"));
}

#[test]
fn database_of_a_newer_portal_is_refused_and_left_alone() {
    let data = TempDir::new().unwrap();
    Program::start(data.path()).kill();
    let path = data.path().join("portal.sqlite");
    let db = rusqlite::Connection::open(&path).unwrap();
    db.pragma_update(None, "user_version", 999).unwrap();
    drop(db);
    let before = std::fs::read(&path).unwrap();
    assert!(refusal(command(data.path())).contains("newer portal"));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn database_of_another_program_is_refused() {
    let data = TempDir::new().unwrap();
    let db = rusqlite::Connection::open(data.path().join("portal.sqlite")).unwrap();
    db.execute_batch("CREATE TABLE notes (text TEXT)").unwrap();
    drop(db);
    assert!(refusal(command(data.path())).contains("not a portal's database"));
}

#[cfg(unix)]
#[test]
fn terminated_portal_ends_in_order() {
    let data = TempDir::new().unwrap();
    let mut program = Program::start(data.path());
    let pid = program.child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .unwrap()
            .success()
    );
    assert!(program.child.wait().unwrap().success());
    let mut rest = String::new();
    program
        .child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut rest)
        .unwrap();
    assert!(!rest.contains("ERROR"), "{rest}");
}
