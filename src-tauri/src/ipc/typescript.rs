//! Writes the interface's side of the command table.
#![cfg(test)]

use std::{collections::BTreeMap, fmt::Write as _};
use ts_rs::{Config, TS, TypeVisitor};

/// How Rust's types are written: 64-bit numbers here count bytes and revisions, which fit a JavaScript number.
pub(super) fn config() -> Config {
    Config::new().with_large_int("number")
}

/// The file in the making.
#[derive(Default)]
pub(super) struct File {
    types: BTreeMap<String, String>,
    commands: String,
    byte_commands: String,
    events: String,
}

impl File {
    /// Takes a type and all that it is made of.
    pub(super) fn collect<T: TS + 'static + ?Sized>(&mut self) {
        self.visit::<T>();
    }

    pub(super) fn command(&mut self, name: &str, args: &[String], out: String) {
        let args = args.first().map_or("null", String::as_str);
        let _ = writeln!(self.commands, "  {name}: {{ args: {args}; result: {out} }};");
    }

    pub(super) fn byte_command(&mut self, name: &str, args: &str, out: &str) {
        let _ = writeln!(self.byte_commands, "  {name}: {{ args: {args}; result: {out} }};");
    }

    pub(super) fn event(&mut self, name: &str, payload: String) {
        let _ = writeln!(self.events, "  {name}: {payload};");
    }

    pub(super) fn finish(self) -> String {
        let types: String = self.types.into_values().collect();
        format!(
            "// Written from src-tauri/src/ipc by a test; do not edit.\n\n{types}/** Every command: its argument object and its \
             answer. */\nexport type Commands = {{\n{}}};\n\n/** Commands that take bytes besides. */\nexport type \
             ByteCommands = {{\n{}}};\n\n/** Every event: what it carries. */\nexport type Events = \
             {{\n{}}};\n",
            self.commands, self.byte_commands, self.events
        )
    }
}

impl TypeVisitor for File {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let config = config();
        if T::output_path().is_some() {
            let name = T::ident(&config);
            let docs = T::docs().unwrap_or_default();
            let written = format!("{docs}export {}\n\n", T::decl(&config));
            if let Some(there) = self.types.get(&name) {
                assert_eq!(there, &written, "two types are called {name}: rename one");
                return;
            }
            self.types.insert(name, written);
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}
