//! Map packs: tiles, streets, the pack builder.
