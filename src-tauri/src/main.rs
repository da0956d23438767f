fn main() {
    zvitnyk_app::run()
}
