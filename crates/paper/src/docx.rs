//! x
use crate::{PaperError, Pictures, Report};
/// x
pub fn docx(_report: &Report, _pictures: &Pictures) -> Result<Vec<u8>, PaperError> { Ok(Vec::new()) }
