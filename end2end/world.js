// What the demonstration holds, found through public pages; and one person registered for these tests alone.
const { randomUUID } = require('node:crypto');

async function text(server, path) {
  const answer = await fetch(server.url + path);
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  return answer.text();
}

/** Registers by the form's own fields, without a browser; answers the path of the private page after its language. */
async function register(server, slug, fields = {}) {
  const body = new URLSearchParams({ submission_id: randomUUID(), locale: 'ky', participation: 'yes', ...fields });
  const address = `${server.url}/ky/events/${slug}/register`;
  const answer = await fetch(address, { method: 'POST', body, redirect: 'manual', headers: { origin: server.url } });
  const to = answer.headers.get('location') ?? '';
  if (!to.includes('/my/')) throw new Error(`registering for ${slug}: ${answer.status} ${to}`);
  return new URL(to, server.url).pathname.replace(/^\/ky/, '');
}

async function look(server) {
  const { items } = JSON.parse(await text(server, '/api/v1/events'));
  const by = (window) => items.find((e) => e.registration === window)?.slug;
  const past = [...(await text(server, '/en/events?past=yes')).matchAll(/href="\/en\/events\/([a-z0-9-]+)"/g)].map((m) => m[1]);
  const wall = [...(await text(server, '/en/testimonials')).matchAll(/href="\/en\/testimonials\/([0-9a-f-]{36})"/g)].map((m) => m[1]);
  const world = {
    items,
    open: items.find((e) => e.registration === 'open' && e.capacity - e.taken > 4)?.slug,
    full: by('waiting_list'),
    closed: by('closed'),
    notYet: by('not_yet'),
    cancelled: by('cancelled'),
    past: past[0],
    safe: items.find((e) => e.starts_at === null)?.slug,
    testimonial: wall[0],
    testimonials: wall,
    regions: [...new Set(items.map((e) => e.region))],
  };
  if (!world.open) throw new Error(`the demonstration has no open event: ${JSON.stringify(items)}`);
  world.region = items.find((e) => e.slug === world.open).region;
  world.my = await register(server, world.open, { full_name: 'Сынак Сыноова', phone: '+996700999001' });
  if (world.full) world.waiting = await register(server, world.full, { full_name: 'Күтүү Сыноова', phone: '+996700999002' });
  return world;
}

module.exports = { look, register };
