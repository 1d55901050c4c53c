//! Where a request comes from, as far as it can be known. An address is used for one thing, the lenient budget of
//! [`Addresses`]; it is never stored or logged, and the memory holds keyed digests under a salt that lives for an hour.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use chrono::Duration;

use crate::clock::Instant;
use crate::ids::keyed_digest;
use crate::state::App;

/// The address of the browser, or of what it comes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client(pub IpAddr);

/// Notes the client's address where one is known.
pub async fn know(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    let config = &app.config;
    if config.address_forms_per_hour > 0
        && let Some(known) =
            peer.and_then(|p| client(p, request.headers(), &config.trusted_proxies, &config.client_header))
    {
        request.extensions_mut().insert(Client(known));
    }
    next.run(request).await
}

/// The client behind `peer`. A proxy that is not named is not believed; an unnamed one on this machine hides everybody, so
/// then nobody is known.
fn client(peer: IpAddr, headers: &HeaderMap, proxies: &str, header: &str) -> Option<IpAddr> {
    let trusted = |ip: IpAddr| proxies.split_whitespace().any(|range| covers(range, ip));
    let peer = peer.to_canonical();
    if !trusted(peer) {
        return (!peer.is_loopback()).then_some(peer);
    }
    // Each proxy adds whom it saw at the end; the last one that is not ours is the client, what stands before is hearsay.
    let parts: Vec<&[u8]> = headers.get_all(header).iter().flat_map(|v| v.as_bytes().split(|b| *b == b',')).collect();
    for part in parts.iter().rev() {
        let ip = std::str::from_utf8(part).ok()?.trim().parse::<IpAddr>().ok()?.to_canonical();
        if !trusted(ip) {
            return Some(ip);
        }
    }
    None
}

/// Whether a range such as `10.0.0.0/8`, or a single address, holds this one.
fn covers(range: &str, ip: IpAddr) -> bool {
    let Some((base, bits)) = parse_range(range) else { return false };
    match (base, ip) {
        (IpAddr::V4(base), IpAddr::V4(ip)) => {
            let mask = u32::MAX.checked_shl(32 - bits).unwrap_or(0);
            base.to_bits() & mask == ip.to_bits() & mask
        }
        (IpAddr::V6(base), IpAddr::V6(ip)) => {
            let mask = u128::MAX.checked_shl(128 - bits).unwrap_or(0);
            base.to_bits() & mask == ip.to_bits() & mask
        }
        _ => false,
    }
}

/// An address with the bits that count; `None` for what is no range.
#[must_use]
pub fn parse_range(range: &str) -> Option<(IpAddr, u32)> {
    let (base, bits) = range.split_once('/').map_or((range, None), |(base, bits)| (base, Some(bits)));
    let base: IpAddr = base.parse().ok()?;
    // Addresses are compared in their short form, which a mapped range would never meet.
    if base != base.to_canonical() {
        return None;
    }
    let all = if base.is_ipv4() { 32 } else { 128 };
    let bits = bits.map_or(Some(all), |b| b.parse().ok())?;
    (bits <= all).then_some((base, bits))
}

/// How long a salt lives, and with it everything that is remembered of an address.
const SALT_AGE: Duration = Duration::hours(1);
/// Addresses remembered at most; past it everything is forgotten.
const MEMORY: usize = 100_000;

/// How many forms came from each address, in this process's memory alone. Lenient on purpose: behind one address of a mobile
/// network there are thousands of people.
#[derive(Default)]
pub struct Addresses(Mutex<Remembered>);

#[derive(Default)]
struct Remembered {
    salt: [u8; 32],
    since: Option<Instant>,
    /// When an address would have used nothing, had it sent its forms evenly.
    even: HashMap<[u8; 16], Instant>,
}

impl Addresses {
    /// Whether one more form may come from here: `per_hour` at once, and then one each time that much of an hour has passed.
    pub fn admit(&self, client: Client, per_hour: i64, now: Instant, fresh: impl FnOnce() -> [u8; 32]) -> bool {
        self.admit_as(1, client, per_hour, now, fresh)
    }

    /// As [`Addresses::admit`], for a form that counts as several: as `forms`, or as an hour's worth where that is less.
    pub fn admit_as(
        &self,
        forms: i32,
        client: Client,
        per_hour: i64,
        now: Instant,
        fresh: impl FnOnce() -> [u8; 32],
    ) -> bool {
        let per_hour = i32::try_from(per_hour).unwrap_or(i32::MAX);
        let Some(each) = Duration::hours(1).checked_div(per_hour) else {
            return true;
        };
        let each = each * forms.clamp(1, per_hour.max(1));
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.since.is_none_or(|since| now - since >= SALT_AGE) || known.even.len() >= MEMORY {
            *known = Remembered { salt: fresh(), since: Some(now), even: HashMap::new() };
        }
        let whole = keyed_digest(&known.salt, &[&network(client.0)]);
        let mut key = [0; 16];
        key.copy_from_slice(&whole[..16]);
        let even = known.even.get(&key).copied().unwrap_or(now).max(now);
        let next = even + each;
        let admitted = next - now <= Duration::hours(1);
        if admitted {
            known.even.insert(key, next);
        }
        admitted
    }
}

/// What one subscriber holds: a whole address, or the first half of a longer one (RFC 6177).
fn network(ip: IpAddr) -> Vec<u8> {
    match ip {
        IpAddr::V4(ip) => ip.octets().to_vec(),
        IpAddr::V6(ip) => ip.octets()[..8].to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn what_a_client_says_before_its_proxy_hides_nothing() {
        for said in [&b"\xff, 198.51.100.1"[..], b"nobody,198.51.100.1", b"192.0.2.1, 198.51.100.1 , 127.0.0.1"] {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", axum::http::HeaderValue::from_bytes(said).unwrap());
            let seen = client(ip("127.0.0.1"), &headers, "127.0.0.1", "x-forwarded-for");
            assert_eq!(seen, Some(ip("198.51.100.1")), "{said:?}");
        }
        assert_eq!(parse_range("::ffff:10.0.0.0/104"), None, "it would never meet an address");
    }

    fn forwarded(value: &str) -> HeaderMap {
        HeaderMap::from_iter([("x-forwarded-for".parse().unwrap(), value.parse().unwrap())])
    }

    #[test]
    fn only_named_proxies_are_believed() {
        let header = "x-forwarded-for";
        let of = |peer, value, proxies| client(ip(peer), &forwarded(value), proxies, header);
        assert_eq!(of("203.0.113.9", "198.51.100.1", ""), Some(ip("203.0.113.9")), "forged by whoever asks");
        assert_eq!(of("127.0.0.1", "198.51.100.1", ""), None, "some proxy here that nobody named");
        assert_eq!(of("127.0.0.1", "198.51.100.1", "127.0.0.1"), Some(ip("198.51.100.1")));
        assert_eq!(
            of("127.0.0.1", "1.1.1.1, 198.51.100.1, 10.2.3.4", "127.0.0.1 10.0.0.0/8"),
            Some(ip("198.51.100.1"))
        );
        assert_eq!(of("127.0.0.1", "nonsense", "127.0.0.1"), None);
        assert_eq!(of("127.0.0.1", "198.51.100.1, nonsense", "127.0.0.1"), None);
        assert_eq!(of("::ffff:127.0.0.1", "2001:db8::1", "127.0.0.1"), Some(ip("2001:db8::1")));
        assert_eq!(client(ip("127.0.0.1"), &HeaderMap::new(), "127.0.0.1", header), None);
    }

    #[test]
    fn ranges_end_where_they_say() {
        for (range, inside, outside) in [
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.1"),
            ("10.0.0.1", "10.0.0.1", "10.0.0.2"),
            ("0.0.0.0/0", "9.9.9.9", "::1"),
            ("fd00::/8", "fdff::1", "fe00::1"),
        ] {
            assert!(covers(range, ip(inside)) && !covers(range, ip(outside)), "{range}");
        }
        for bad in ["10.0.0.0/33", "x", "10.0.0/8", "::/129", "10.0.0.0/-1"] {
            assert_eq!(parse_range(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_address_has_its_number_and_then_waits_a_little() {
        let now = Clock::System.now();
        let addresses = Addresses::default();
        let (a, b) = (Client(ip("203.0.113.9")), Client(ip("203.0.113.10")));
        let admit = |c, at| addresses.admit(c, 60, at, || [1; 32]);
        assert_eq!((0..100).filter(|_| admit(a, now)).count(), 60);
        assert!(admit(b, now), "the neighbour is nobody's business");
        assert!(!admit(a, now + Duration::seconds(59)));
        assert!(admit(a, now + Duration::seconds(60)), "one a minute");
        assert!(!admit(a, now + Duration::seconds(60)));
        assert!(admit(a, now + Duration::hours(1)), "another salt, another memory");
        // A form about twenty people counts as twenty; where an hour has fewer, it takes all of them.
        let group = |c, per_hour| addresses.admit_as(20, c, per_hour, now + Duration::hours(1), || [2; 32]);
        assert_eq!((0..100).filter(|_| group(b, 60)).count(), 3);
        assert!(!admit(b, now + Duration::hours(1)), "and so does the next for one");
        let c = Client(ip("203.0.113.77"));
        assert!(group(c, 10) && !group(c, 10));
    }

    #[test]
    fn many_at_once_never_get_more() {
        let now = Clock::System.now();
        let addresses = Addresses::default();
        let client = Client(ip("203.0.113.9"));
        let tries = || (0..10).filter(|_| addresses.admit(client, 300, now, || [1; 32])).count();
        let admitted: usize = std::thread::scope(|scope| {
            let all: Vec<_> = (0..64).map(|_| scope.spawn(tries)).collect();
            all.into_iter().map(|one| one.join().unwrap()).sum()
        });
        assert_eq!(admitted, 300);
    }

    #[test]
    fn a_household_of_the_long_addresses_is_one() {
        let now = Clock::System.now();
        let addresses = Addresses::default();
        let admit = |t| addresses.admit(Client(ip(t)), 1, now, || [1; 32]);
        assert!(admit("2001:db8:0:1::1"));
        assert!(!admit("2001:db8:0:1:ffff::2"));
        assert!(admit("2001:db8:0:2::1"));
    }
}
