//! Personal access.

use crate::city::{City, code};
use portal_api::SessionTokens;
use reqwest::Response;
use serde_json::json;

async fn refresh(city: &City, token: &str) -> Response {
    let body = json!({ "refresh_token": token });
    city.http
        .post(city.url("/api/v1/session/refresh"))
        .json(&body)
        .send()
        .await
        .unwrap()
}

async fn refreshed(city: &City, token: &str) -> SessionTokens {
    refresh(city, token).await.json().await.unwrap()
}

async fn works(city: &City, tokens: &SessionTokens) -> bool {
    let request = city
        .http
        .get(city.url("/api/v1/changes"))
        .bearer_auth(tokens.access_token.expose());
    request.send().await.unwrap().status() == 200
}

#[tokio::test]
async fn session_tells_whose_it_is() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    assert_eq!(olena.tokens.account.login.as_str(), "olena");
    assert_eq!(olena.tokens.account.department.as_str(), "economic-analysis");
    assert!(
        olena
            .tokens
            .account
            .rights
            .iter()
            .any(|granted| granted.section.as_str() == "council-work")
    );
}

#[tokio::test]
async fn access_token_ends_after_a_quarter_of_an_hour() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    city.clock.advance(15 * 60 - 1);
    assert!(works(&city, &olena.tokens).await);
    city.clock.advance(1);
    let answer = olena.get("/api/v1/changes").await;
    assert_eq!(answer.headers()["www-authenticate"], "Bearer");
    assert_eq!(code(answer).await, "unauthenticated");
    let next = refreshed(&city, olena.tokens.refresh_token.expose()).await;
    assert!(works(&city, &next).await);
}

#[tokio::test]
async fn lost_answer_to_a_refresh_may_be_asked_for_again_within_a_minute() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let former = olena.tokens.refresh_token.expose();
    refreshed(&city, former).await;
    city.clock.advance(60);
    let again = refreshed(&city, former).await;
    assert!(works(&city, &again).await);
    let next = refreshed(&city, again.refresh_token.expose()).await;
    assert!(works(&city, &next).await);
}

#[tokio::test]
async fn former_refresh_token_used_late_ends_the_whole_session() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let other = city.sign_in("olena").await;
    let former = olena.tokens.refresh_token.expose();
    let newest = refreshed(&city, former).await;
    city.clock.advance(61);
    assert_eq!(code(refresh(&city, former).await).await, "session_ended");
    assert!(!works(&city, &newest).await);
    assert_eq!(
        code(refresh(&city, newest.refresh_token.expose()).await).await,
        "session_ended"
    );
    assert!(works(&city, &other.tokens).await, "other sessions go on");
}

#[tokio::test]
async fn former_refresh_token_is_no_good_once_its_successor_was_used() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let former = olena.tokens.refresh_token.expose();
    let next = refreshed(&city, former).await;
    refreshed(&city, next.refresh_token.expose()).await;
    assert_eq!(code(refresh(&city, former).await).await, "session_ended");
}

#[tokio::test]
async fn refresh_token_that_nobody_used_for_sixty_days_ends() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    city.clock.advance(60 * 24 * 3600);
    assert_eq!(
        code(refresh(&city, olena.tokens.refresh_token.expose()).await).await,
        "session_ended"
    );
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    assert_eq!(
        olena
            .request("DELETE", "/api/v1/session")
            .send()
            .await
            .unwrap()
            .status(),
        204
    );
    assert!(!works(&city, &olena.tokens).await);
    assert_eq!(
        code(refresh(&city, olena.tokens.refresh_token.expose()).await).await,
        "session_ended"
    );
}

#[tokio::test]
async fn guessing_passwords_has_to_wait() {
    let city = City::start().await;
    for _ in 0..5 {
        assert_eq!(
            code(city.try_sign_in("olena", "не той").await).await,
            "wrong_password"
        );
    }
    let answer = city.try_sign_in("olena", "olena-demo").await;
    assert_eq!(answer.headers()["retry-after"], "30");
    assert_eq!(code(answer).await, "too_many_requests");
    assert_eq!(
        city.try_sign_in("petro", "petro-demo").await.status(),
        200,
        "others are not kept waiting"
    );
    city.clock.advance(30);
    assert_eq!(city.try_sign_in("olena", "olena-demo").await.status(), 200);
}

#[tokio::test]
async fn unknown_login_is_answered_as_a_wrong_password() {
    let city = City::start().await;
    assert_eq!(
        code(city.try_sign_in("nobody", "x").await).await,
        "wrong_password"
    );
}

#[tokio::test]
async fn no_secret_lies_in_the_data_folder() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    for entry in std::fs::read_dir(city.data.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            for secret in [
                "olena-demo",
                olena.tokens.access_token.expose(),
                olena.tokens.refresh_token.expose(),
            ] {
                assert!(
                    !bytes.windows(secret.len()).any(|part| part == secret.as_bytes()),
                    "{}",
                    path.display()
                );
            }
        }
    }
}
