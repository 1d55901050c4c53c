// Filling forms as a person does, and reading back what stands in them.

/** What every field of the form holds: name → value, or the list of the ticked ones. Hidden fields are left out. */
function contents(form) {
  return form.evaluate((element) => {
    const found = {};
    for (const field of element.elements) {
      if (!field.name || ['hidden', 'submit', 'password'].includes(field.type) || field.name === 'website') continue;
      if (['checkbox', 'radio'].includes(field.type)) {
        found[field.name] ??= [];
        if (field.checked) found[field.name].push(field.value);
      } else {
        found[field.name] = field.value;
      }
    }
    return found;
  });
}

/** Fills by name. A list ticks exactly those; a string goes into the field, or picks the option or radio of that value. */
async function fill(form, values) {
  for (const [name, value] of Object.entries(values)) {
    const fields = form.locator(`[name="${name}"]`);
    const kind = await fields.first().evaluate((e) => (e.localName === 'select' ? 'select' : e.type));
    if (kind === 'select') {
      await fields.selectOption(value);
    } else if (kind === 'checkbox' || kind === 'radio') {
      const wanted = [value].flat();
      for (const field of await fields.all()) {
        const tick = wanted.includes(await field.getAttribute('value'));
        if (kind === 'checkbox') await field.setChecked(tick);
        else if (tick) await field.check();
      }
    } else {
      await fields.fill(value);
    }
  }
}

/** Every element that makes the page wider than its window, by its outline. */
function sticksOut(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > width + 0.5);
    return wide.map((e) => `${e.localName}.${e.className}: ${Math.round(e.getBoundingClientRect().right)} > ${width}`).slice(0, 5);
  });
}

/** Counted places of a training. */
async function places(server, slug) {
  const { items } = await fetch(`${server.url}/api/v1/events`).then((r) => r.json());
  const { taken, waiting } = items.find((e) => e.slug === slug);
  return { taken, waiting };
}

module.exports = { contents, fill, places, sticksOut };
