// Quick exit where scripts run: the page goes blank at once, its place in the history is taken by the other site, and Esc
// pressed three times does the same as the link. Without a script the link is a plain link.
(() => {
  const link = document.querySelector('a.quick-exit');
  if (!link) return;
  const pauseMs = 3000;
  let presses = [];
  let left = false;
  const leave = () => {
    left = true;
    const home = `/${document.documentElement.lang}`;
    document.title = '';
    document.documentElement.replaceChildren();
    history.replaceState(null, '', home);
    location.replace(link.href);
  };
  link.addEventListener('click', (event) => {
    event.preventDefault();
    leave();
  });
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') {
      presses = [];
      return;
    }
    presses = [...presses.filter((at) => event.timeStamp - at < pauseMs), event.timeStamp];
    if (presses.length >= 3) leave();
  });
  // Back, to a page that the browser kept whole.
  addEventListener('pageshow', () => {
    if (left) location.replace(link.href);
  });
  const keys = link.querySelector('.quick-exit-keys');
  if (keys) keys.hidden = false;
})();
