//! The instance's secret and keys: from the configuration, or files in the data directory that only their owner can read.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use crate::config::Config;
use crate::ids::{Ids, hex, unhex};
use crate::seal::Ring;

/// What private links are derived from.
///
/// # Errors
/// A sentence that says what is wrong with the value or the file.
pub fn load(config: &Config, ids: &Ids) -> Result<[u8; 32], String> {
    let parse = |text: &str| -> Option<[u8; 32]> { unhex(text)?.try_into().ok() };
    if !config.secret.is_empty() {
        return parse(&config.secret).ok_or("secret: not 64 hexadecimal digits".to_owned());
    }
    let path = config.data_dir.join("secret");
    let text = read_or_make(&path, || format!("{}\n", hex(&ids.bytes::<32>())))?;
    parse(text.trim()).ok_or(format!("{}: not 64 hexadecimal digits", path.display()))
}

/// What the data keys in the database are wrapped with.
///
/// # Errors
/// A sentence that says what is wrong with the value or the file.
pub fn ring(config: &Config, ids: &Ids, secret: &[u8; 32]) -> Result<Ring, String> {
    if !config.instance_key.is_empty() {
        return Ring::parse(&config.instance_key, secret);
    }
    let path = config.data_dir.join("instance.key");
    let text = read_or_make(&path, || Ring::fresh(ids, secret).text().to_string())?;
    Ring::parse(&text, secret).map_err(|e| format!("{}: {e}", path.display()))
}

fn read_or_make(path: &Path, fresh: impl FnOnce() -> String) -> Result<String, String> {
    let named = |e: std::io::Error| format!("{}: {e}", path.display());
    match fs::read_to_string(path) {
        Ok(text) => {
            let mode = fs::metadata(path).map_err(named)?.permissions().mode();
            if mode & 0o077 != 0 {
                return Err(format!("{}: others may read it; chmod 600 it", path.display()));
            }
            Ok(text)
        }
        Err(e) if e.kind() == ErrorKind::NotFound => {
            let text = fresh();
            let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(named)?;
            file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(named)?;
            Ok(text)
        }
        Err(e) => Err(named(e)),
    }
}
