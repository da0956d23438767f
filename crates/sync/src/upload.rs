//! Photos and files by tus 1.0: an upload is created once, goes on from the byte the portal last acknowledged, and is sent in
//! parts, each with its checksum, so that a line that drops costs one part at the most.

use crate::{Client, PortalError};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use portal_api::{Code, Secret, path, uploads};
use report::{PhotoId, ReportId};
use reqwest::{Method, RequestBuilder, Response, header::LOCATION};
use sha2::{Digest, Sha256};
use store::Attachment;
use url::Url;

/// One part. Small enough that a part passes a 64 kbit/s line within the stall time-out.
pub(crate) const PART: usize = 256 * 1024;

/// Where an upload stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) url: Url,
    /// Bytes that the portal has acknowledged.
    pub(crate) offset: u64,
}

impl Client {
    /// Creates an upload. A file that the portal has already comes back with its whole length acknowledged.
    pub(crate) async fn create_upload(
        &self,
        access: &Secret,
        report: ReportId,
        photo: &PhotoId,
        attachment: &Attachment,
    ) -> Result<Standing, PortalError> {
        let kind = match attachment {
            Attachment::Photo(_) => uploads::KIND_PHOTO,
            Attachment::File(_) => uploads::KIND_FILE,
        };
        let metadata = format!(
            "{} {},{} {},{} {}",
            uploads::METADATA_SHA256,
            BASE64_STANDARD.encode(photo.as_str()),
            uploads::METADATA_REPORT,
            BASE64_STANDARD.encode(report.to_string()),
            uploads::METADATA_KIND,
            BASE64_STANDARD.encode(kind),
        );
        let request = self
            .tus(Method::POST, self.portal.join(path::UPLOADS), access)
            .header("Upload-Length", attachment.bytes().len())
            .header("Upload-Metadata", metadata);
        let answer = self.send(request).await?;
        let url = answer
            .headers()
            .get(LOCATION)
            .and_then(|location| location.to_str().ok())
            .and_then(|location| self.portal.own(location))
            .ok_or(PortalError::NotThePortal)?;
        Ok(Standing {
            url,
            offset: offset(&answer).unwrap_or(0),
        })
    }

    /// Asks how many bytes the portal has. `None`: the upload is gone and must begin again.
    pub(crate) async fn upload_offset(&self, access: &Secret, url: &Url) -> Result<Option<u64>, PortalError> {
        // An answer to HEAD has no body and so no problem details: the status is all there is.
        let request = self.tus(Method::HEAD, url.clone(), access);
        let answer = request
            .send()
            .await
            .map_err(|error| PortalError::of_transport(&error))?;
        match answer.status().as_u16() {
            200..=299 => offset(&answer).map(Some).ok_or(PortalError::NotThePortal),
            401 => Err(PortalError::Refused(Box::new(portal_api::Problem::new(
                Code::Unauthenticated,
            )))),
            // Gone, or whole and found to be no photo or not the one promised: begin again.
            403 | 404 | 410 | 422 | uploads::STATUS_CHECKSUM_MISMATCH => Ok(None),
            status @ 500.. => Err(PortalError::Fault { status }),
            _ => Err(PortalError::NotThePortal),
        }
    }

    /// Sends the part of `bytes` that begins at `offset`; answers how many bytes the portal has then.
    pub(crate) async fn send_part(
        &self,
        access: &Secret,
        url: &Url,
        bytes: &[u8],
        from: u64,
    ) -> Result<u64, PortalError> {
        let rest = usize::try_from(from)
            .ok()
            .and_then(|from| bytes.get(from..))
            .unwrap_or_default();
        let part = rest.get(..PART).unwrap_or(rest);
        let request = self
            .tus(Method::PATCH, url.clone(), access)
            .header("Upload-Offset", from)
            .header(
                "Upload-Checksum",
                format!("sha256 {}", BASE64_STANDARD.encode(Sha256::digest(part))),
            )
            .header("Content-Type", uploads::OFFSET_OCTET_STREAM)
            .body(part.to_vec());
        offset(&self.send(request).await?).ok_or(PortalError::NotThePortal)
    }

    fn tus(&self, method: Method, url: Url, access: &Secret) -> RequestBuilder {
        self.http
            .request(method, url)
            .bearer_auth(access.expose())
            .header("Tus-Resumable", uploads::TUS_VERSION)
    }
}

fn offset(answer: &Response) -> Option<u64> {
    answer.headers().get("Upload-Offset")?.to_str().ok()?.parse().ok()
}
