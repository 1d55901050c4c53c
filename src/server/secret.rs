//! The instance's secret and keys: from the configuration, or files in the data directory that only their owner can read.
//! They are made at the first start, beside a database that holds nothing sealed, and never again.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::config::Config;
use crate::ids::{Ids, hex, unhex};
use crate::seal::Ring;

/// What an instance has that its database must not.
pub struct Secrets {
    /// What private links and blind indexes are derived from.
    pub secret: [u8; 32],
    /// What the data keys in the database are wrapped with.
    pub ring: Ring,
    /// Files that are to be written once it is certain that the database is new.
    missing: Vec<(PathBuf, Zeroizing<String>)>,
}

/// Reads what is there and makes up what is not, in memory.
///
/// # Errors
/// A sentence that says what is wrong with a value or a file.
pub fn load(config: &Config, ids: &Ids) -> Result<Secrets, String> {
    let mut missing = Vec::new();
    let parse = |text: &str| -> Option<[u8; 32]> { unhex(text)?.try_into().ok() };
    let secret = if config.secret.is_empty() {
        let path = config.data_dir.join("secret");
        let text = existing(&path)?.unwrap_or_else(|| {
            let text = Zeroizing::new(format!("{}\n", hex(&ids.bytes::<32>())));
            missing.push((path.clone(), text.clone()));
            text
        });
        parse(text.trim()).ok_or(format!("{}: not 64 hexadecimal digits", path.display()))?
    } else {
        parse(&config.secret).ok_or("secret: not 64 hexadecimal digits".to_owned())?
    };
    let ring = if config.instance_key.is_empty() {
        let path = key_file(config);
        let ring = if let Some(text) = existing(&path)? {
            Ring::parse(&text, &secret).map_err(|e| format!("{}: {e}", path.display()))?
        } else {
            let ring = Ring::fresh(ids, &secret);
            missing.push((path.clone(), ring.text()));
            ring
        };
        ring.kept_in(path)
    } else {
        Ring::parse(&config.instance_key, &secret)?
    };
    Ok(Secrets { secret, ring, missing })
}

/// Where the instance's keys are kept, unless the configuration gives them.
#[must_use]
pub fn key_file(config: &Config) -> PathBuf {
    config.data_dir.join("instance.key")
}

impl Secrets {
    /// Names of the files that were not there.
    #[must_use]
    pub fn missing(&self) -> String {
        self.missing.iter().map(|(path, _)| path.display().to_string()).collect::<Vec<_>>().join(", ")
    }

    /// Writes the files that were not there. What another process wrote meanwhile is taken instead.
    ///
    /// # Errors
    /// A sentence that names the file.
    pub fn keep(self, config: &Config, ids: &Ids) -> Result<Self, String> {
        if self.missing.is_empty() {
            return Ok(self);
        }
        for (path, text) in &self.missing {
            let written =
                fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).and_then(|mut f| {
                    f.write_all(text.as_bytes())?;
                    f.sync_all()
                });
            match written {
                Err(e) if e.kind() != ErrorKind::AlreadyExists => return Err(format!("{}: {e}", path.display())),
                _ => {}
            }
        }
        load(config, ids)
    }
}

/// Puts `text` in the place of a file of secrets, so that a reader finds the old or the new one, whole.
///
/// # Errors
/// When a step of it fails; then the old file still stands.
pub fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let next = path.with_extension("new");
    let _ = fs::remove_file(&next);
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&next)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&next, path)?;
    fs::File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
}

fn existing(path: &Path) -> Result<Option<Zeroizing<String>>, String> {
    let named = |e: std::io::Error| format!("{}: {e}", path.display());
    match fs::read_to_string(path) {
        Ok(text) => {
            let mode = fs::metadata(path).map_err(named)?.permissions().mode();
            if mode & 0o077 != 0 {
                return Err(format!("{}: others may read it; chmod 600 it", path.display()));
            }
            Ok(Some(Zeroizing::new(text)))
        }
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(named(e)),
    }
}
