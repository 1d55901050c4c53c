//! Hashing of passphrases: argon2id with the first set of OWASP's password storage cheat sheet (m = 19 MiB, t = 2, p = 1).
//! It is slow on purpose, so it runs off the async threads, on as many at once as there are processors.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;

use crate::clock::Clock;
use crate::error::{AppError, Outcome};
use crate::ids::Ids;

const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// What a passphrase is compared with where there is no account: no passphrase has it, and it costs the same.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2FiYWtzYWJha3NhYmFrcw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

static ROOM: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, std::num::NonZero::get)));

/// The permit goes with the work, so that a request that gives up makes no room before the work has ended.
async fn slowly<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Outcome<T> {
    let permit = ROOM.acquire().await.map_err(|e| AppError::internal(&e))?;
    let done = tokio::task::spawn_blocking(move || {
        let outcome = work();
        drop(permit);
        outcome
    });
    done.await.map_err(|e| AppError::internal(&e))
}

fn hasher() -> Result<Argon2<'static>, argon2::Error> {
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(MEMORY_KIB, PASSES, LANES, None)?))
}

/// The hash to keep, as a PHC string. Never inside a write transaction: it takes tens of milliseconds.
///
/// # Errors
/// Only when the machine has no memory or randomness to give.
pub async fn hash_passphrase(passphrase: &str) -> Outcome<String> {
    let passphrase = passphrase.to_owned();
    // A salt must differ between accounts even where a test repeats its ids.
    let salt: [u8; 16] = Ids::system(Clock::System).bytes();
    let hash = slowly(move || -> Result<String, String> {
        let hasher = hasher().map_err(|e| e.to_string())?;
        let hash: PasswordHash =
            hasher.hash_password_with_salt(passphrase.as_bytes(), &salt).map_err(|e| e.to_string())?;
        Ok(hash.to_string())
    });
    hash.await?.map_err(|e| AppError::internal(&e))
}

/// Whether the passphrase has this hash. Without a hash the answer is no, as late as with one.
pub(super) async fn verify(passphrase: &str, hash: Option<String>) -> Outcome<bool> {
    let passphrase = passphrase.to_owned();
    let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
    let right = slowly(move || -> Result<bool, String> {
        let parsed = PasswordHash::new(&hash).map_err(|e| e.to_string())?;
        Ok(hasher().map_err(|e| e.to_string())?.verify_password(passphrase.as_bytes(), &parsed).is_ok())
    });
    right.await?.map_err(|e| AppError::internal(&e))
}

#[cfg(test)]
mod tests {
    use super::{NOBODY, PasswordHash, hash_passphrase, verify};

    #[tokio::test]
    async fn the_right_passphrase_and_no_other() {
        let hash = hash_passphrase("тоо суусу таза агат").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, hash_passphrase("тоо суусу таза агат").await.unwrap());
        assert!(verify("тоо суусу таза агат", Some(hash.clone())).await.unwrap());
        assert!(!verify("тоо суусу таза ага", Some(hash)).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_has_the_hash_of_nobody_and_it_costs_what_others_cost() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let real = hash_passphrase("аска зоо бийик").await.unwrap();
        let real = PasswordHash::new(&real).unwrap();
        assert_eq!((nobody.params.to_string(), nobody.algorithm), (real.params.to_string(), real.algorithm));
        assert_eq!(nobody.hash.map(|h| h.len()), real.hash.map(|h| h.len()));
        assert!(!verify("", None).await.unwrap());
    }
}
