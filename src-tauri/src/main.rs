//! Звітник.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    // The same program makes photos ready in a process of its own; before anything of the desktop is touched.
    if std::env::args_os()
        .nth(1)
        .is_some_and(|first| first == photo::worker::ARGUMENT)
    {
        let served = photo::worker::serve(std::io::stdin().lock(), std::io::stdout().lock());
        return if served.is_ok() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        };
    }
    zvitnyk_app::run();
    ExitCode::SUCCESS
}
