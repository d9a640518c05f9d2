// Keeps the inbox fresh. Without it, the page is read anew by hand.

const EVERY_MS = 1_000;

async function look() {
  if (document.hidden) return;
  const [first] = await (await fetch('inbox.json')).json();
  if (!first || String(first.id) === document.body.dataset.newest) return;
  const answer = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  document.body.dataset.newest = fresh.body.dataset.newest;
  document.querySelector('nav').replaceWith(fresh.querySelector('nav'));
  // Whoever has chosen a mail goes on reading it.
  if (!location.search) document.querySelector('main').replaceWith(fresh.querySelector('main'));
}

async function keepLooking() {
  // A demo that was stopped may be started again.
  await look().catch(() => undefined);
  setTimeout(keepLooking, EVERY_MS);
}
keepLooking();

document.addEventListener('click', async ({ target }) => {
  const { copy } = target.dataset;
  if (!copy) return;
  await navigator.clipboard.writeText(copy);
  target.textContent = 'Copied';
});
