//! Звітник.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    zvitnyk_app::run();
}
