//! Whose turn it is to write an upload.
//!
//! A client whose line broke comes back before the portal has noticed that the old connection is dead. So the newest
//! request wins: it tells the former one to stop, waits until that has put its bytes down, and goes on from there.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::OwnedMutexGuard;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

#[derive(Debug, Default)]
struct Turn {
    gate: Arc<tokio::sync::Mutex<()>>,
    newest: CancellationToken,
    waiting: usize,
}

/// The turns of all uploads.
#[derive(Clone, Debug, Default)]
pub struct Turns(Arc<Mutex<HashMap<Uuid, Turn>>>);

/// A turn that has come.
#[derive(Debug)]
pub struct Holding {
    turns: Turns,
    id: Uuid,
    /// Cancelled when another request wants to go on with the upload.
    pub stop: CancellationToken,
    _gate: Option<OwnedMutexGuard<()>>,
}

impl Turns {
    /// Waits for the turn, asking whoever has it to stop.
    pub async fn take(&self, id: Uuid) -> Holding {
        let stop = CancellationToken::new();
        let gate = {
            let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let turn = turns.entry(id).or_default();
            turn.newest.cancel();
            turn.newest = stop.clone();
            turn.waiting += 1;
            Arc::clone(&turn.gate)
        };
        // Made before the wait, so that a request that goes away while it waits is counted out too.
        let mut holding = Holding {
            turns: self.clone(),
            id,
            stop,
            _gate: None,
        };
        holding._gate = Some(gate.lock_owned().await);
        holding
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        let mut turns = self.turns.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = turns.get_mut(&self.id) {
            turn.waiting = turn.waiting.saturating_sub(1);
            if turn.waiting == 0 {
                turns.remove(&self.id);
            }
        }
    }
}
