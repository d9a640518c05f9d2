import { type Html, html } from '@rekey/markup';
import type { Inbox, InboxMail } from './inbox.ts';

/** Ways to look at a mail, and what each is called. */
const VIEWS = { html: 'HTML', text: 'Text', source: 'Source' } as const;
type View = keyof typeof VIEWS;

/** Which mail is looked at and how; the newest, as a mail program shows it, unless the query says otherwise. */
export interface Looking {
  readonly mail?: string | undefined;
  readonly as?: string | undefined;
}

/** The inbox for people. Mails are strangers' text: they are escaped, and their HTML is shown where no script runs. */
export function inboxPage(inbox: Inbox, looking: Looking = {}): string {
  const { mails } = inbox;
  const [newest] = mails;
  const chosen = mails.find(({ id }) => String(id) === looking.mail) ?? newest;
  const as = looking.as === 'text' || looking.as === 'source' ? looking.as : 'html';
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Inbox – Rekey demo</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="inbox.css">
<script src="inbox.js" defer></script>
</head>
<body data-newest="${newest?.id ?? 0}">
<header><h1>Inbox</h1><p>Mail of the demo. It went nowhere else. <a href="inbox.json">As JSON</a></p></header>
<nav aria-label="Mails">${mails.length === 0 ? html`<p>No mail yet. It shows up here by itself.</p>` : mailList(mails, chosen, as)}</nav>
<main>${chosen !== undefined && mailView(chosen, as, inbox.sourceOf(chosen))}</main>
</body>
</html>
`.markup;
}

function mailList(mails: readonly InboxMail[], chosen: InboxMail | undefined, as: View): Html {
  return html`<ol>${mails.map(
    (mail) => html`<li><a href="inbox?mail=${mail.id}&as=${as}"${mail === chosen && html` aria-current="true"`}>
<strong>${mail.subject}</strong>
<span>${mail.to.join(', ')}</span>
<time datetime="${mail.at}">${clock(mail)}</time>
</a></li>`,
  )}</ol>`;
}

const clock = ({ at }: InboxMail): string => `${at.slice(0, 10)} ${at.slice(11, 19)}`;

// A code stands on a line of its own.
const CODE = /^[\w-]{43}$/m;

function mailView(mail: InboxMail, as: View, source: string): Html {
  const code = CODE.exec(mail.text)?.[0];
  return html`<h2>${mail.subject}</h2>
<p class="addresses">from ${mail.from} to ${mail.to.join(', ')}, ${clock(mail)} UTC</p>
<div class="bar">
<ul>${(Object.keys(VIEWS) as View[]).map((view) => viewItem(mail, view, as))}</ul>
${code !== undefined && html`<button type="button" data-copy="${code}">Copy code</button>`}
</div>
${body(mail, as, source)}`;
}

function viewItem({ id }: InboxMail, view: View, as: View): Html {
  return html`<li><a href="inbox?mail=${id}&as=${view}"${view === as && html` aria-current="true"`}>${VIEWS[view]}</a></li>`;
}

function body(mail: InboxMail, as: View, source: string): Html {
  if (as !== 'html') return html`<pre tabindex="0">${as === 'text' ? mail.text : source}</pre>`;
  // A link in the mail opens in a tab of its own: inside the frame the page behind it could not run.
  const document = `<base target="_blank">${mail.html}`;
  return html`<iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" srcdoc="${document}"></iframe>`;
}
