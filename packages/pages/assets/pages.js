// What makes the pages more comfortable. Without it everything still works: the code is pasted, the rules stand above the field.

const CODE = /^#([\w-]{32,43})$/;

for (const each of document.forms) sendOnce(each);
const form = document.querySelector('form[data-takes-code]');
if (form) {
  takeCode(form);
  // A second link of the same page, opened in this tab, changes the fragment and loads nothing.
  addEventListener('hashchange', () => takeCode(form));
  if ('choose' in form.dataset) helpTyping(form);
}

/** A second click would spend the link a second time and be told that it is dead. */
function sendOnce(form) {
  let sent = false;
  form.addEventListener('submit', (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  // Whoever comes back with the back button may send again.
  addEventListener('pageshow', () => {
    sent = false;
  });
}

/**
 * Moves the code from the link into the form and out of the address bar, where it would be seen, copied and shared.
 * The tab's history entry keeps it, for a reload; no other page can read it there, and no request carries it.
 */
function takeCode(form) {
  const field = form.elements.namedItem('code');
  const code = CODE.exec(location.hash)?.[1] ?? (field.value || history.state?.code);
  if (!code) return;
  field.value = code;
  const visible = form.querySelector('[data-code]');
  if (visible) visible.hidden = true;
  history.replaceState({ code }, '', location.pathname + location.search);
  for (const link of document.querySelectorAll('[data-keeps-code]')) link.hash = code;
}

/** Says while somebody types what the server would say, as far as a page can know it. */
function helpTyping(form) {
  const password = form.elements.namedItem('password');
  const panel = form.querySelector('[data-while-typing]');
  const feedback = panel.querySelector('[role="status"]');
  const bar = panel.querySelector('progress');
  const reveal = panel.querySelector('button');
  const { minimum, normalization, names, progress, longEnough, isServiceName } = form.dataset;
  const taken = JSON.parse(names).map(folded);
  const numbers = new Intl.NumberFormat(document.documentElement.lang);

  const judge = () => {
    const value = normalization === 'nfc' ? password.value.normalize('NFC') : password.value;
    const count = [...value].length;
    bar.value = count;
    if (taken.includes(folded(value))) return ['unmet', isServiceName];
    if (count >= minimum) return ['met', longEnough];
    return ['', progress.replace('{count}', numbers.format(count))];
  };
  const show = () => {
    const [state, text] = judge();
    feedback.className = state;
    feedback.textContent = text;
  };
  const setRevealed = (revealed) => {
    reveal.setAttribute('aria-pressed', String(revealed));
    for (const input of form.querySelectorAll('[autocomplete="new-password"]'))
      input.type = revealed ? 'text' : 'password';
  };
  password.addEventListener('input', show);
  reveal.addEventListener('click', () => setRevealed(reveal.getAttribute('aria-pressed') === 'false'));
  // Password managers, and the browser's memory of forms, look for a password field.
  form.addEventListener('submit', () => setRevealed(false));
  panel.hidden = false;
  show();
}

function folded(text) {
  return text.normalize('NFKC').toLowerCase();
}
