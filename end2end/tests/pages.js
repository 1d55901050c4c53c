// Every page, with who must be signed in to see it. `path` is what follows the language; a page whose world lacks what it needs
// is left out by `null`.
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
  { name: 'find', path: () => '/find' },
  { name: 'wall', path: () => '/testimonials' },
  { name: 'testimonial', path: (w) => w.testimonial && `/testimonials/${w.testimonial}` },
  { name: 'about', path: () => '/about' },
  { name: 'privacy', path: () => '/privacy' },
  { name: 'accessibility', path: () => '/accessibility' },
  { name: 'sign-in', path: () => '/staff/sign-in' },
];

const STAFF = [
  { name: 'today', as: 'coordinator', path: () => '/staff' },
  { name: 'staff events', as: 'coordinator', path: () => '/staff/events' },
  { name: 'event overview', as: 'coordinator', path: (w) => `/staff/events/${w.open}` },
  { name: 'new event', as: 'coordinator', path: () => '/staff/events/new' },
  { name: 'edit event', as: 'coordinator', path: (w) => `/staff/events/${w.open}/edit` },
  { name: 'cancel event', as: 'coordinator', path: (w) => `/staff/events/${w.open}/cancel` },
  { name: 'registrations', as: 'coordinator', path: (w) => `/staff/events/${w.open}/registrations` },
  { name: 'desk', as: 'facilitator', path: (w) => `/staff/events/${w.desk}/desk` },
  { name: 'queue', as: 'moderator', path: () => '/staff/testimonials' },
  { name: 'queue, public', as: 'moderator', path: () => '/staff/testimonials?tab=public' },
  { name: 'queue, closed', as: 'moderator', path: () => '/staff/testimonials?tab=closed' },
  { name: 'queue item', as: 'moderator', path: (w) => w.queued && `/staff/testimonials/${w.queued}` },
  { name: 'rendition', as: 'moderator', path: (w) => w.queued && `/staff/testimonials/${w.queued}/edit?locale=ru` },
  { name: 'team', as: 'administrator', path: () => '/staff/team' },
  { name: 'member', as: 'administrator', path: (w) => w.member && `/staff/team/${w.member}` },
  { name: 'invite', as: 'administrator', path: () => '/staff/team/invite' },
  { name: 'history', as: 'administrator', path: () => '/staff/audit' },
  { name: 'account', as: 'facilitator', path: () => '/staff/account' },
];

/** Refused forms: where, and what is sent. They are pages of their own, with a summary of errors. */
const REFUSED = [
  { name: 'register, refused', path: (w) => `/events/${w.open}/register` },
  { name: 'find, refused', path: () => '/find' },
];

module.exports = { PUBLIC, STAFF, REFUSED };
