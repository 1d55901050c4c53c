// What the demonstration holds, found through public pages; and one person registered for these tests alone.
const { randomUUID } = require('node:crypto');

/** The training of the demonstration whose places are given by selection. */
const SELECTION = 'batken-tot-tandoo';

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

/** Registers three people with one form; answers the path of the page with their links. */
async function registerGroup(server, slug) {
  const body = new URLSearchParams({ people: 3, together: 'as_many_as_fit' });
  ['Айсулуу Сыноова', 'Дилноза Сыноова', 'Марина Сыноова'].forEach((name, index) => {
    const fields = { submission_id: randomUUID(), full_name: name, locale: ['ky', 'uz', 'ru'][index], participation: 'yes' };
    if (index === 0) fields.phone = '+996700999003';
    for (const [field, value] of Object.entries(fields)) body.append(`p${index + 1}_${field}`, value);
  });
  const address = `${server.url}/ky/events/${slug}/register-group`;
  const answer = await fetch(address, { method: 'POST', body, redirect: 'manual', headers: { origin: server.url } });
  const to = answer.headers.get('location') ?? '';
  if (!to.includes('/groups/')) throw new Error(`registering several for ${slug}: ${answer.status} ${to}`);
  return new URL(to, server.url).pathname.replace(/^\/ky/, '');
}

/** A staff member without a browser: reads pages and sends forms. */
async function staff(server, { email, passphrase, app }) {
  const post = (path, fields, cookie = '') =>
    fetch(`${server.url}/en/staff/${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual', headers: { origin: server.url, cookie } });
  const session = (answer) => answer.headers.getSetCookie().find((c) => c.startsWith('sid='))?.split(';')[0];
  let signIn = await post('sign-in', { email, passphrase });
  if (app) signIn = await post('sign-in/code', { code: await app.code() }, session(signIn));
  const cookie = session(signIn);
  if (!cookie) throw new Error(`${email} could not sign in: ${signIn.status}`);
  const read = async (path) => {
    const answer = await fetch(`${server.url}/en${path}`, { headers: { cookie } });
    if (!answer.ok) throw new Error(`${answer.status} ${path} for ${email}`);
    return answer.text();
  };
  /** Sends a form and answers where it leads, after the language. */
  read.send = async (path, body) => {
    const answer = await fetch(`${server.url}/en${path}`, { method: 'POST', body, redirect: 'manual', headers: { origin: server.url, cookie } });
    return (answer.headers.get('location') ?? '').replace(/^\/en/, '');
  };
  return read;
}

/** What the first group of the pattern finds, each once. */
const all = (html, pattern) => [...new Set([...html.matchAll(pattern)].map((m) => m[1]))];

/** What only staff can find. */
async function behind(server, world) {
  const { coordinator, facilitator, moderator, administrator } = server.people;
  const [asCoordinator, asFacilitator, asModerator, asAdministrator] =
    await Promise.all([coordinator, facilitator, moderator, administrator].map((who) => staff(server, who)));

  const mine = all(await asFacilitator('/staff/events'), /href="\/en\/staff\/events\/([a-z0-9-]+)"/g).filter((slug) => slug !== 'new');
  for (const slug of mine) {
    const desk = await asFacilitator(`/staff/events/${slug}/desk`).catch(() => '');
    world.desk ??= desk && slug;
    const marked = desk.match(/id="r-([0-9a-f-]{36})"(?:(?!<li).)*?data-status/s)?.[1];
    const session = desk.match(/name="session" value="([0-9a-f-]{36})"/)?.[1];
    if (!marked) continue;
    world.desk = slug;
    world.correct = `/staff/events/${slug}/desk/correct?session=${session}&registration=${marked}&status=absent`;
    break;
  }

  world.queued = all(await asModerator('/staff/testimonials'), /\/staff\/testimonials\/([0-9a-f-]{36})"/g)[0];
  world.member = all(await asAdministrator('/staff/team'), /\/staff\/team\/([0-9a-f-]{36})"/g)[0];
  const drafts = all(await asCoordinator('/staff/events'), /href="\/en\/staff\/events\/([a-z0-9-]+)"/g).filter((slug) => slug !== 'new');
  for (const slug of drafts) {
    const answer = await fetch(`${server.url}/en/events/${slug}`);
    if (answer.status === 404) world.draft = slug;
    else if ((await answer.text()).includes('EventCancelled')) world.cancelled = slug;
  }
  // The one whose title has a number; its draft sisters are no drafts of their own.
  world.series = world.items.map((e) => e.slug).find((slug) => /-2$/.test(slug));
  const apart = await Promise.all(drafts.map(async (slug) => ((await asCoordinator(`/staff/events/${slug}`)).includes('/publish"') && !(await asCoordinator(`/staff/events/${slug}/series`).catch(() => '')).includes('card-table') ? slug : null)));
  world.draft = apart.find(Boolean) ?? world.draft;

  // One that readers can register for; its draft sisters ask the same, and so does one that is closed.
  for (const slug of drafts.filter((slug) => world.items.some((e) => e.slug === slug && e.registration === 'open'))) {
    const [question] = all(await asCoordinator(`/staff/events/${slug}/questions`).catch(() => ''), /\/questions\/([0-9a-f-]{36})"/g);
    if (!question) continue;
    world.asking = slug;
    world.question = `/staff/events/${slug}/questions/${question}`;
    break;
  }

  // The last of the list; whoever works through it begins at the other end.
  const waiting = all(await asCoordinator('/staff/messages'), /\/staff\/messages\/([0-9a-f-]{36})"/g).at(-1);
  world.message = waiting && `/staff/messages/${waiting}`;

  const registrations = async (slug, state) =>
    all(await asCoordinator(`/staff/events/${slug}/registrations?state=${state}`), /\/registrations\/([0-9a-f-]{36})"/g);
  if (world.selection) {
    const bench = await asCoordinator(`/staff/events/${world.selection}/selection`);
    world.applicant = bench.match(/\/applicants\/[0-9a-f-]{36}/)?.[0];
  }
  world.registration = `/staff/events/${world.open}/registrations/${(await registrations(world.open, 'confirmed'))[0]}`;
  world.pool = all(await asCoordinator(`/staff/events/${world.open}/places`), /href="\/en(\/staff\/events\/[a-z0-9-]+\/places\/[0-9a-f-]{36})"/g)[0];
  const many = new URLSearchParams({ filter: '', act: 'withdraw', locale: '' });
  for (const id of (await registrations(world.open, 'confirmed')).slice(0, 3)) many.append('row', id);
  world.run = await asCoordinator.send(`/staff/events/${world.open}/bulk`, many);
  const sheet = new FormData();
  sheet.append('file', new Blob(['Аты-жөнү,Телефон\nСынак Барактагы,0700 998 877\n']), 'list.csv');
  world.mapping = await asCoordinator.send(`/staff/events/${world.open}/import`, sheet);
  world.person = (await asCoordinator(world.registration)).match(/\/staff\/people\/[0-9a-f-]{36}/)?.[0];
  world.merge = (await asCoordinator('/staff/people/duplicates')).match(/\/staff\/people\/[0-9a-f-]{36}\/merge\?with=[0-9a-f-]{36}/)?.[0];
  if (world.past) {
    const [id] = await registrations(world.past, 'confirmed');
    const byHand = await asCoordinator(`/staff/events/${world.past}/registrations/${id}/by-hand`);
    world.speaker = byHand.match(/\/(?:ky|ru|uz|en)(\/my\/[\w-]+)/)[1];
    const body = new URLSearchParams({
      submission_id: randomUUID(), locale: 'ky', headline: 'Сабактан кийин', body: 'Мен көп нерсе үйрөндүм.', attribution: 'first_name',
    });
    body.append('channel', 'site');
    const given = await fetch(`${server.url}/ky${world.speaker}/testimonial`, { method: 'POST', body, redirect: 'manual', headers: { origin: server.url } });
    world.mine = given.headers.get('location').replace(/^\/ky/, '');
  }
}

async function look(server) {
  const { items } = JSON.parse(await text(server, '/api/v1/events'));
  const by = (window) => items.find((e) => e.registration === window)?.slug;
  const past = [...(await text(server, '/en/events?past=yes')).matchAll(/href="\/en\/events\/([a-z0-9-]+)"/g)].map((m) => m[1]);
  const wall = [...(await text(server, '/en/testimonials')).matchAll(/href="\/en\/testimonials\/([0-9a-f-]{36})"/g)].map((m) => m[1]);
  const world = {
    items,
    open: items.find((e) => e.registration === 'open' && e.capacity - e.taken > 4 && e.slug !== SELECTION)?.slug,
    selection: items.find((e) => e.slug === SELECTION)?.slug,
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
  world.group = await registerGroup(server, world.open);
  if (world.full) world.waiting = await register(server, world.full, { full_name: 'Күтүү Сыноова', phone: '+996700999002' });
  await behind(server, world);
  return world;
}

module.exports = { look, register };
