//! `pg_dump` and `pg_restore`: which ones, how they are reached, what they say when they fail. The password never stands
//! in their arguments, which every user of the machine can read.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::archive::{Reader, Writer};

/// A program of PostgreSQL that fits a server.
///
/// # Errors
/// A sentence that says what to install.
pub fn program(name: &str, server: i64) -> Result<PathBuf, String> {
    let mut all: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin").join(name)))
        .filter(|path| path.exists())
        .collect();
    all.insert(0, PathBuf::from(name));
    let versions: Vec<(PathBuf, i64)> = all.into_iter().filter_map(|p| version(&p).map(|v| (p, v))).collect();
    if let Some((path, _)) = versions.iter().find(|(_, v)| *v >= server) {
        return Ok(path.clone());
    }
    Err(match versions.iter().map(|(_, v)| v).max() {
        None => format!("{name} is not installed: it comes with postgresql-client-{server}"),
        Some(v) => format!("{name} {v} is older than the server ({server}): install postgresql-client-{server}"),
    })
}

/// The major version that a program gives for itself.
fn version(program: &Path) -> Option<i64> {
    let said = Command::new(program).arg("--version").stderr(Stdio::null()).output().ok()?;
    let said = String::from_utf8(said.stdout).ok()?;
    said.split_whitespace().find_map(|word| word.split('.').next()?.parse().ok())
}

/// `program`, which will connect to `url`.
fn reaching(program: &Path, url: &str) -> Command {
    let (address, password) = address(url);
    let mut command = Command::new(program);
    command.arg("--no-password").arg(format!("--dbname={address}")).stderr(Stdio::piped());
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command
}

/// A URL without its password and without what only this program's driver understands, and the password.
fn address(url: &str) -> (String, Option<String>) {
    const SHARED: [&str; 7] = ["host", "port", "user", "dbname", "sslmode", "sslrootcert", "application_name"];
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let mut password = None;
    let (scheme, rest) = base.split_once("://").unwrap_or(("postgres", base));
    let address = match rest.rsplit_once('@') {
        Some((user, host)) => {
            let (user, secret) = user.split_once(':').map_or((user, None), |(user, secret)| (user, Some(secret)));
            password = secret.map(decoded);
            format!("{scheme}://{user}@{host}")
        }
        None => format!("{scheme}://{rest}"),
    };
    let mut kept = Vec::new();
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        match name {
            "password" => password = Some(decoded(value)),
            "ssl-mode" => kept.push(format!("sslmode={value}")),
            "ssl-root-cert" => kept.push(format!("sslrootcert={value}")),
            _ if SHARED.contains(&name) => kept.push(format!("{name}={value}")),
            _ => {}
        }
    }
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    (address + &query, password)
}

fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        let code = (*byte == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        if let Some(code) = code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            out.push(code);
            at += 3;
        } else {
            out.push(*byte);
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Everything of the snapshot but the keys, into `writer`.
///
/// # Errors
/// What `pg_dump` says, or the disk.
pub fn dump(program: &Path, url: &str, snapshot: &str, writer: &mut Writer) -> Result<(), String> {
    let mut command = reaching(program, url);
    command.args(["--format=custom", "--no-owner", "--no-privileges", "--exclude-schema=sabak_*"]);
    command.args(["--exclude-table-data=public.data_key", &format!("--snapshot={snapshot}")]);
    let mut child = Running::start(command.stdin(Stdio::null()).stdout(Stdio::piped()))?;
    let copied = child.0.stdout.take().map_or(Ok(()), |mut out| writer.add_all(&mut out));
    // Its own complaint explains more than the pipe that broke with it.
    child.ended("pg_dump")?;
    copied.map_err(|e| e.to_string())
}

/// What `reader` gives, into the empty schema of `url`: all of it or nothing.
///
/// # Errors
/// What `pg_restore` says, or what is wrong with the file.
pub fn restore(program: &Path, url: &str, reader: &mut Reader) -> Result<(), String> {
    let mut command = reaching(program, url);
    command.args(["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]);
    let mut child = Running::start(command.stdin(Stdio::piped()).stdout(Stdio::null()))?;
    let Some(mut into) = child.0.stdin.take() else { return Err("pg_restore: it takes no input".to_owned()) };
    match io::copy(reader, &mut into) {
        // It said why it closed its end.
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => child.ended("pg_restore").and(Err(e.to_string())),
        Err(e) => {
            // Before its input ends, which it could take for the end of the whole.
            let _ = child.0.kill();
            Err(e.to_string())
        }
        Ok(_) => {
            drop(into);
            child.ended("pg_restore")
        }
    }
}

/// A program that does not outlive its caller's interest.
struct Running(Child);

impl Running {
    fn start(command: &mut Command) -> Result<Self, String> {
        let name = command.get_program().to_string_lossy().into_owned();
        command.spawn().map(Self).map_err(|e| format!("{name}: {e}"))
    }

    fn ended(mut self, name: &str) -> Result<(), String> {
        let mut said = String::new();
        if let Some(mut from) = self.0.stderr.take() {
            let _ = from.read_to_string(&mut said);
        }
        let status = self.0.wait().map_err(|e| format!("{name}: {e}"))?;
        if status.success() { Ok(()) } else { Err(format!("{name}: {}", said.trim())) }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn a_password_is_never_an_argument() {
        let (address, password) =
            address("postgres://u:p%40ss@db.example:5432/sabak?statement-cache-capacity=10&sslmode=require");
        assert_eq!(address, "postgres://u@db.example:5432/sabak?sslmode=require");
        assert_eq!(password.as_deref(), Some("p@ss"));
        let (same, none) = super::address("postgres://postgres@127.0.0.1:5432/postgres");
        assert_eq!((same.as_str(), none), ("postgres://postgres@127.0.0.1:5432/postgres", None));
        let (hidden, told) = super::address("postgres://h/d?user=u&password=x%25y");
        assert_eq!((hidden.as_str(), told.as_deref()), ("postgres://h/d?user=u", Some("x%y")));
    }
}
