//! The binary: reads a command and runs it.

// Also what the C of SQLite asks for (`override`): a registration takes an eighth less of the processor. Decision 22.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    sabak::server::cli::main()
}
