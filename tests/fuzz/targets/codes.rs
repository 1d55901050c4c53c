//! Short codes, phone numbers and addresses as people type them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sabak::people::model::email;
use sabak::people::phone::normalise;
use sabak::registration::code;

fuzz_target!(|data: &[u8]| {
    if let Some(bytes) = data.first_chunk::<8>() {
        let made = code::from_bytes(*bytes);
        assert_eq!(code::parse(&made).as_deref(), Some(made.as_str()));
        assert_eq!(code::parse(&code::grouped(&made).to_lowercase()).as_deref(), Some(made.as_str()));
    }
    let Ok(typed) = std::str::from_utf8(data) else { return };
    if let Some(read) = code::parse(typed) {
        assert_eq!(read.len(), code::LENGTH);
        assert_eq!(code::parse(&read).as_deref(), Some(read.as_str()), "read once, read alike again");
    }
    if let Some(number) = normalise(typed) {
        assert_eq!(normalise(&number).as_deref(), Some(number.as_str()));
    }
    if let Some(address) = email(typed) {
        assert_eq!(email(&address).as_deref(), Some(address.as_str()));
    }
});
