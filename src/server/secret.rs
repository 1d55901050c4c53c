//! The instance's secret: from the configuration, or a file in the data directory that only its owner can read.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};

use crate::config::Config;
use crate::ids::{Ids, hex, unhex};

/// # Errors
/// A sentence that says what is wrong with the value or the file.
pub fn load(config: &Config, ids: &Ids) -> Result<[u8; 32], String> {
    if !config.secret.is_empty() {
        return parse(&config.secret).ok_or("secret: not 64 hexadecimal digits".to_owned());
    }
    let path = config.data_dir.join("secret");
    match fs::read_to_string(&path) {
        Ok(text) => {
            let mode = fs::metadata(&path).map(|m| m.permissions().mode()).unwrap_or_default();
            if mode & 0o077 != 0 {
                return Err(format!("{}: others may read it; chmod 600 it", path.display()));
            }
            parse(text.trim()).ok_or(format!("{}: not 64 hexadecimal digits", path.display()))
        }
        Err(e) if e.kind() == ErrorKind::NotFound => {
            let fresh: [u8; 32] = ids.bytes();
            let written = fs::create_dir_all(&config.data_dir)
                .and_then(|()| fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path))
                .and_then(|mut file| writeln!(file, "{}", hex(&fresh)));
            written.map(|()| fresh).map_err(|e| format!("{}: {e}", path.display()))
        }
        Err(e) => Err(format!("{}: {e}", path.display())),
    }
}

fn parse(text: &str) -> Option<[u8; 32]> {
    unhex(text)?.try_into().ok()
}
