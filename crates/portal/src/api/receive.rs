//! The bytes of one `PATCH` on their way to disk.

use crate::{
    portal::Portal,
    problem::ApiError,
    storage::{Upload, UploadState},
};
use axum::body::Body;
use http_body_util::BodyExt;
use portal_api::Code;
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;

/// One `PATCH`.
pub(super) struct Receiving {
    pub(super) upload: Upload,
    /// Where it starts.
    pub(super) offset: u64,
    /// The SHA-256 that its bytes must have.
    pub(super) checksum: Option<[u8; 32]>,
}

enum End {
    Whole,
    Broken,
    Overtaken,
    TooLong,
}

impl Receiving {
    /// Writes what comes and returns the new offset, when all of it is on disk.
    ///
    /// What came before the line broke stays, checksum or not: the whole file's hash is checked in the end. Only a
    /// request that came whole can be found not to have its checksum, and is then cut off again.
    pub(super) async fn run(
        &self,
        portal: &Portal,
        mut body: Body,
        stop: &CancellationToken,
    ) -> Result<u64, ApiError> {
        let (mut offset, mut digest) = (self.offset, Sha256::new());
        let end = loop {
            let frame = tokio::select! {
                biased;
                () = stop.cancelled() => break End::Overtaken,
                frame = body.frame() => frame,
            };
            let bytes = match frame {
                Some(Err(_)) => break End::Broken,
                None => break End::Whole,
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(bytes) => bytes,
                    Err(_trailers) => continue,
                },
            };
            let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            if length == 0 {
                continue;
            }
            if self.upload.state != UploadState::Open || length > self.upload.length.saturating_sub(offset) {
                break End::TooLong;
            }
            digest.update(&bytes);
            let upload = self.upload.clone();
            portal
                .stored(move |storage| storage.append(&upload, offset, &bytes))
                .await?;
            offset += length;
        };
        match end {
            End::Whole
                if self
                    .checksum
                    .is_some_and(|sum| sum != <[u8; 32]>::from(digest.finalize())) =>
            {
                self.cut_back(portal).await?;
                Err(ApiError::new(Code::ChecksumMismatch)
                    .with_detail("the bytes of this request are thrown away; send them again"))
            }
            End::Whole => {
                self.sync(portal, offset).await?;
                Ok(offset)
            }
            End::Broken => {
                self.sync(portal, offset).await?;
                Err(ApiError::new(Code::BadRequest).with_detail("the request broke off; its bytes are kept"))
            }
            End::Overtaken => {
                self.sync(portal, offset).await?;
                Err(ApiError::new(Code::OffsetMismatch)
                    .with_detail("another request goes on with this upload"))
            }
            End::TooLong => {
                self.cut_back(portal).await?;
                Err(ApiError::new(Code::TooLarge).with_detail("more bytes than Upload-Length"))
            }
        }
    }

    async fn sync(&self, portal: &Portal, offset: u64) -> Result<(), ApiError> {
        if offset == self.offset {
            return Ok(());
        }
        let upload = self.upload.clone();
        portal.stored(move |storage| storage.sync_upload(&upload)).await
    }

    async fn cut_back(&self, portal: &Portal) -> Result<(), ApiError> {
        if self.upload.state != UploadState::Open {
            return Ok(());
        }
        let (upload, offset) = (self.upload.clone(), self.offset);
        portal
            .stored(move |storage| storage.truncate_upload(&upload, offset))
            .await
    }
}
