import type { InboxMail } from './inbox.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

const STYLE = `
  :root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5 }
  body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
  details { border: 1px solid #8886; border-radius: .5rem; margin: .75rem 0; padding: .75rem 1rem }
  summary { cursor: pointer } summary small { opacity: .7; display: block }
  pre { white-space: pre-wrap; overflow-wrap: anywhere }
  iframe { width: 100%; height: 22rem; border: 1px solid #8886; border-radius: .5rem; background: #fff }`;

/** The inbox for people. Mails are strangers' text: they are escaped, and their HTML is shown where no script runs. */
export function inboxPage(mails: readonly InboxMail[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rekey inbox</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Inbox</h1>
<p>Mail that Rekey sent in demo mode. It went nowhere else. <a href="inbox.json">As JSON</a>, <a href="inbox">look again</a>.</p>
${mails.length === 0 ? '<p>No mail yet.</p>' : mails.map(mailSection).join('\n')}
</body>
</html>
`;
}

function mailSection(mail: InboxMail, index: number): string {
  // A link in the mail opens in a tab of its own: inside the frame the page behind it could not run.
  const html = `<base target="_blank">${mail.html}`;
  return `<details${index === 0 ? ' open' : ''}>
<summary><strong>${escaped(mail.subject)}</strong><small>to ${escaped(mail.to.join(', '))}, ${escaped(mail.at)}</small></summary>
<pre>${escaped(mail.text)}</pre>
<iframe title="as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" srcdoc="${escaped(html)}"></iframe>
</details>`;
}
