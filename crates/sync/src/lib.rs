//! Sends reports and photos to the portal and takes its changes.
