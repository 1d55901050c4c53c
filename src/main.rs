//! The binary: reads a command and runs it.

fn main() -> std::process::ExitCode {
    sabak::server::cli::main()
}
