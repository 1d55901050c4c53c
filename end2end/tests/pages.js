// Every page, with who must be signed in to see it. `path` is what follows the language, `before` what precedes it; a page whose world
// lacks what it needs is left out by `null`.
const PUBLIC = [
  { name: 'home', path: () => '' },
  { name: 'events', path: () => '/events' },
  { name: 'events filtered to nothing', path: () => '/events?month=2001-01' },
  { name: 'events past', path: () => '/events?past=yes' },
  { name: 'event', path: (w) => `/events/${w.open}` },
  { name: 'event full', path: (w) => w.full && `/events/${w.full}` },
  { name: 'event cancelled', path: (w) => w.cancelled && `/events/${w.cancelled}` },
  { name: 'event past', path: (w) => w.past && `/events/${w.past}` },
  { name: 'event in safe mode', path: (w) => w.safe && `/events/${w.safe}` },
  { name: 'register', path: (w) => `/events/${w.open}/register` },
  { name: 'my page', path: (w) => w.my },
  { name: 'my page, waiting', path: (w) => w.waiting },
  { name: 'withdraw', path: (w) => `${w.my}/withdraw` },
  { name: 'my data', path: (w) => `${w.my}/data` },
  { name: 'my data, with words', path: (w) => w.speaker && `${w.speaker}/data` },
  { name: 'erase my data', path: (w) => `${w.my}/erase` },
  { name: 'registered already', path: (w) => `/events/${w.open}/registered` },
  { name: 'find', path: () => '/find' },
  { name: 'give a testimonial', path: (w) => w.speaker && `${w.speaker}/testimonial` },
  { name: 'my testimonial', path: (w) => w.mine },
  { name: 'erase my testimonial', path: (w) => w.mine && `${w.mine}/erase` },
  { name: 'wall', path: () => '/testimonials' },
  { name: 'testimonial', path: (w) => w.testimonial && `/testimonials/${w.testimonial}` },
  { name: 'wall in a frame', before: '/embed', path: () => '/testimonials' },
  { name: 'about', path: () => '/about' },
  { name: 'privacy', path: () => '/privacy' },
  { name: 'accessibility', path: () => '/accessibility' },
  { name: 'sign-in', path: () => '/staff/sign-in' },
];

const STAFF = [
  { name: 'today', as: 'coordinator', path: () => '/staff' },
  { name: 'staff events', as: 'coordinator', path: () => '/staff/events' },
  { name: 'event overview', as: 'coordinator', path: (w) => `/staff/events/${w.open}` },
  { name: 'publish event', as: 'coordinator', path: (w) => w.draft && `/staff/events/${w.draft}/publish` },
  { name: 'new event', as: 'coordinator', path: () => '/staff/events/new' },
  { name: 'edit event', as: 'coordinator', path: (w) => `/staff/events/${w.open}/edit` },
  { name: 'cancel event', as: 'coordinator', path: (w) => `/staff/events/${w.open}/cancel` },
  { name: 'places', as: 'coordinator', path: (w) => `/staff/events/${w.open}/places` },
  { name: 'keep places for a group', as: 'coordinator', path: (w) => `/staff/events/${w.open}/places/new` },
  { name: 'places of a group', as: 'coordinator', path: (w) => w.pool },
  { name: 'registrations', as: 'coordinator', path: (w) => `/staff/events/${w.open}/registrations` },
  { name: 'registration', as: 'coordinator', path: (w) => w.registration },
  { name: 'registration by hand', as: 'coordinator', path: (w) => `${w.registration}/by-hand` },
  { name: 'erase a person', as: 'coordinator', path: (w) => `${w.registration}/erase` },
  { name: 'what was erased by rule', as: 'administrator', path: () => '/staff/retention' },
  { name: 'desk', as: 'facilitator', path: (w) => `/staff/events/${w.desk}/desk` },
  { name: 'correct a mark', as: 'facilitator', path: (w) => w.correct },
  { name: 'sheet', as: 'facilitator', path: (w) => `/staff/events/${w.desk}/desk/sheet` },
  { name: 'attendance', as: 'facilitator', path: (w) => `/staff/events/${w.desk}/attendance` },
  { name: 'queue', as: 'moderator', path: () => '/staff/testimonials' },
  { name: 'queue, public', as: 'moderator', path: () => '/staff/testimonials?tab=public' },
  { name: 'queue, closed', as: 'moderator', path: () => '/staff/testimonials?tab=closed' },
  { name: 'queue item', as: 'moderator', path: (w) => w.queued && `/staff/testimonials/${w.queued}` },
  { name: 'queue item, public', as: 'moderator', path: (w) => w.testimonial && `/staff/testimonials/${w.testimonial}?lang=ru` },
  { name: 'retention', as: 'administrator', path: () => '/staff/retention' },
  { name: 'team', as: 'administrator', path: () => '/staff/team' },
  { name: 'member', as: 'administrator', path: (w) => w.member && `/staff/team/${w.member}` },
  { name: 'invite', as: 'administrator', path: () => '/staff/team/invite' },
  { name: 'history', as: 'administrator', path: () => '/staff/audit' },
  { name: 'history, filtered', as: 'administrator', path: () => '/staff/audit?who=participants&kind=registration&from=2020-01-01' },
  { name: 'history, filtered to nothing', as: 'administrator', path: () => '/staff/audit?id=nothing&refused=yes' },
  { name: 'history, filter refused', as: 'administrator', path: () => '/staff/audit?from=yesterday&who=x' },
  { name: 'account', as: 'facilitator', path: () => '/staff/account' },
  { name: 'account with a second factor', as: 'coordinator', path: () => '/staff/account' },
  { name: 'add a second factor', as: 'facilitator', path: () => '/staff/account/second-factor' },
  { name: 'add a passkey', as: 'facilitator', path: () => '/staff/account/passkeys' },
];

/** Refused forms: where, and what is sent. They are pages of their own, with a summary of errors. */
const REFUSED = [
  { name: 'register, refused', path: (w) => `/events/${w.open}/register` },
  { name: 'find, refused', path: () => '/find' },
  { name: 'sign-in, refused', path: () => '/staff/sign-in' },
  { name: 'new event, refused', as: 'coordinator', path: () => '/staff/events/new' },
];

/** Where the page is in this language. */
const address = ({ before = '', path }, world, locale) => `${before}/${locale}${path(world)}`;

module.exports = { PUBLIC, STAFF, REFUSED, address };
