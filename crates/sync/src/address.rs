//! The portal's address as a person types it.

use std::{fmt, net::IpAddr};
use url::{Host, Url};

/// The base address of a portal: https, or http to this very computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalAddress(Url);

/// Why a text is not a portal's address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// Not an address at all.
    #[error("not an address")]
    NotAnAddress,
    /// Plain http to another computer: the password would travel in the open.
    #[error("plain http to another computer")]
    Insecure,
}

impl PortalAddress {
    /// Reads what was typed: `portal.example.gov.ua`, `https://…`, `http://127.0.0.1:8700`. Without a scheme https is
    /// meant, or http where the host is this computer.
    ///
    /// # Errors
    /// [`BadAddress`].
    pub fn parse(typed: &str) -> Result<Self, BadAddress> {
        let typed = typed.trim();
        let with_scheme = if typed.contains("://") {
            typed.to_owned()
        } else {
            format!("https://{typed}")
        };
        let mut url = Url::parse(&with_scheme).map_err(|_| BadAddress::NotAnAddress)?;
        let host = url.host().ok_or(BadAddress::NotAnAddress)?;
        let here = match &host {
            Host::Domain(name) => *name == "localhost",
            Host::Ipv4(ip) => IpAddr::V4(*ip).is_loopback(),
            Host::Ipv6(ip) => IpAddr::V6(*ip).is_loopback(),
        };
        if !typed.contains("://") && here && url.set_scheme("http").is_err() {
            return Err(BadAddress::NotAnAddress);
        }
        match url.scheme() {
            "https" => {}
            "http" if here => {}
            "http" => return Err(BadAddress::Insecure),
            _ => return Err(BadAddress::NotAnAddress),
        }
        if !url.username().is_empty()
            || url.password().is_some()
            || url.query().is_some()
            || url.fragment().is_some()
        {
            return Err(BadAddress::NotAnAddress);
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self(url))
    }

    /// The address of a path of the contract.
    #[must_use]
    pub fn join(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        let base = url.path().trim_end_matches('/').to_owned();
        url.set_path(&format!("{base}{path}"));
        url
    }

    /// An address that the portal named (an upload's `Location`), if it lies on the same portal.
    #[must_use]
    pub fn own(&self, location: &str) -> Option<Url> {
        let url = self.0.join(location).ok()?;
        (url.origin() == self.0.origin()).then_some(url)
    }

    /// Host and port, for people.
    #[must_use]
    pub fn host(&self) -> String {
        match (self.0.host_str(), self.0.port()) {
            (Some(host), Some(port)) => format!("{host}:{port}"),
            (Some(host), None) => host.to_owned(),
            (None, _) => String::new(),
        }
    }
}

impl fmt::Display for PortalAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_host_means_https_and_this_computer_means_http() {
        assert_eq!(
            PortalAddress::parse("zvit.example.gov.ua ").unwrap().to_string(),
            "https://zvit.example.gov.ua"
        );
        assert_eq!(
            PortalAddress::parse("127.0.0.1:8700").unwrap().to_string(),
            "http://127.0.0.1:8700"
        );
        assert_eq!(
            PortalAddress::parse("http://localhost:8700/").unwrap().host(),
            "localhost:8700"
        );
        assert_eq!(
            PortalAddress::parse("https://a.b/zvit//"),
            PortalAddress::parse("HTTPS://A.b/zvit")
        );
    }

    #[test]
    fn a_password_never_travels_in_the_open_to_another_computer() {
        assert_eq!(
            PortalAddress::parse("http://zvit.example.gov.ua"),
            Err(BadAddress::Insecure)
        );
        assert_eq!(
            PortalAddress::parse("http://127.0.0.1.example.org"),
            Err(BadAddress::Insecure)
        );
    }

    #[test]
    fn nonsense_is_refused() {
        for typed in [
            "",
            "   ",
            "ftp://a.b",
            "https://user:secret@a.b",
            "https://",
            "a b",
            "https://a.b/?x=1",
        ] {
            assert_eq!(
                PortalAddress::parse(typed),
                Err(BadAddress::NotAnAddress),
                "{typed:?}"
            );
        }
    }

    #[test]
    fn an_upload_is_never_sent_to_another_host() {
        let portal = PortalAddress::parse("https://a.example").unwrap();
        assert!(portal.own("/api/v1/uploads/7").is_some());
        assert!(portal.own("https://b.example/api/v1/uploads/7").is_none());
        assert!(portal.own("//b.example/x").is_none());
    }
}
