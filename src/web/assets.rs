//! Names of the built files. They carry a hash of their content, so that browsers may keep them for ever.

use std::path::{Path, PathBuf};

/// What `hash.txt` beside the built files says, in cargo-leptos' format: `css: <hash>`.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    pub dir: PathBuf,
    pub css: Option<String>,
    pub js: Option<String>,
    pub wasm: Option<String>,
}

impl Assets {
    #[must_use]
    pub fn load(site: &Path) -> Self {
        // cargo-leptos puts it beside the binary, bin/build in both places.
        let beside =
            || std::env::current_exe().map(|exe| exe.with_file_name("hash.txt")).and_then(std::fs::read_to_string);
        let text = std::fs::read_to_string(site.join("hash.txt")).or_else(|_| beside()).unwrap_or_default();
        let name = |kind: &str, ending: &str| {
            let hash = text.lines().find_map(|l| l.strip_prefix(kind)?.strip_prefix(':'))?.trim();
            Some(format!("/pkg/sabak.{hash}.{ending}"))
        };
        Self { dir: site.to_owned(), css: name("css", "css"), js: name("js", "js"), wasm: name("wasm", "wasm") }
    }

    /// Whether the pages can be dressed; readiness depends on it.
    #[must_use]
    pub fn complete(&self) -> bool {
        self.css.is_some() && self.js.is_some() && self.wasm.is_some()
    }
}
