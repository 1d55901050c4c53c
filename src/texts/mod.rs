//! Plain pages of text: who we are, how data is kept, how the site can be used by everybody. Their words are translated
//! messages; what an organisation says of itself comes from the configuration.

pub mod pages;
