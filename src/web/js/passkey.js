// Passkeys: fetches what the server asks, has the browser answer it, and sends the form with the answer. Without this file the
// page keeps to codes.
'use strict';

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

function ready(options) {
  const known = (list) => list && list.map((one) => ({ ...one, id: bytes(one.id) }));
  const out = { ...options, challenge: bytes(options.challenge) };
  if (options.user) out.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) out.excludeCredentials = known(options.excludeCredentials);
  if (options.allowCredentials) out.allowCredentials = known(options.allowCredentials);
  return out;
}

function answer(credential) {
  const from = credential.response;
  const response = { clientDataJSON: text(from.clientDataJSON) };
  if (from.attestationObject) {
    response.attestationObject = text(from.attestationObject);
    if (from.getTransports) response.transports = from.getTransports();
  } else {
    response.authenticatorData = text(from.authenticatorData);
    response.signature = text(from.signature);
    response.userHandle = from.userHandle && from.userHandle.byteLength ? text(from.userHandle) : null;
  }
  const { id, rawId, type } = credential;
  return JSON.stringify({ id, rawId: text(rawId), type, response, extensions: {} });
}

async function send(part, form) {
  const sorry = form.querySelector('[data-sorry]');
  const button = form.querySelector('[type=submit]');
  sorry.hidden = true;
  button.disabled = true;
  try {
    const begun = await fetch(part.dataset.start, { method: 'POST', body: new URLSearchParams(), redirect: 'manual' });
    // Signed out, or to prove first who it is: the server leads there, and keeps the name that was typed.
    if (!begun.ok) return part.dataset.passkey === 'add' ? form.submit() : location.reload();
    const { ceremony, options } = await begun.json();
    const publicKey = ready(options.publicKey);
    const credential = part.dataset.passkey === 'add'
      ? await navigator.credentials.create({ publicKey })
      : await navigator.credentials.get({ publicKey });
    form.elements.ceremony.value = ceremony;
    form.elements.credential.value = answer(credential);
    form.submit();
  } catch {
    // Broken off, timed out, or no authenticator at hand.
    sorry.hidden = false;
    sorry.focus();
  } finally {
    button.disabled = false;
  }
}

const able = window.PublicKeyCredential && navigator.credentials;
for (const hint of document.querySelectorAll('[data-no-script]')) hint.hidden = true;
for (const hint of document.querySelectorAll('[data-no-passkey]')) hint.hidden = Boolean(able);
for (const part of able ? document.querySelectorAll('[data-passkey]') : []) {
  const form = part.querySelector('form');
  part.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(part, form);
  });
}
