import { type Html, html } from '@rekey/markup';

const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
const MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace";

/** The light form of each piece. */
const STYLES = {
  page: `margin:0;padding:24px 12px;background:#f2f4f6;color:#1c2430;font:16px/1.55 ${FONT}`,
  card: 'display:block;max-width:512px;margin:0 auto;padding:32px;background:#ffffff;border-radius:12px',
  service: 'margin:0 0 20px;font-size:14px;font-weight:600;color:#566172',
  title: 'margin:0 0 16px;font-size:24px;line-height:1.25;font-weight:650',
  paragraph: 'margin:0 0 16px',
  label: 'margin:0 0 6px',
  link: 'color:#1c2430;font-weight:600;text-decoration:underline',
  buttonTable: 'margin:24px 0;border-collapse:separate',
  buttonCell: 'border-radius:8px',
  button: 'display:inline-block;padding:13px 22px;border-radius:8px;font-weight:600;text-decoration:none',
  code: 'margin:0 0 16px;padding:12px 14px;background:#f2f4f6;border-radius:8px;text-align:left',
  codeText: `font:15px/1.5 ${MONO};word-break:break-all;user-select:all;-webkit-user-select:all`,
  rule: 'margin:24px 0 16px;border:0;border-top:1px solid #dde2e8',
  footer: 'margin:0;font-size:13px;line-height:1.6;color:#566172',
  quietLink: 'color:#566172;text-decoration:underline',
} as const;

/** The same for `style` attributes: escaped once, not in each mail. */
export const S = Object.fromEntries(
  Object.entries(STYLES).map(([piece, style]) => [piece, html`${style}`]),
) as Readonly<Record<keyof typeof STYLES, Html>>;

/** What adapts. `!important`, because `style` attributes would win. */
export const MAIL_STYLE: Html = html`
:root { color-scheme: light dark; supported-color-schemes: light dark; }
p, h1, a { overflow-wrap: anywhere; }
@media (max-width: 480px) {
  .page { padding: 0 !important; background: #ffffff !important; }
  .card { padding: 24px 20px !important; border-radius: 0 !important; }
}
@media (prefers-color-scheme: dark) {
  .page { background: #0f1317 !important; color: #e6eaef !important; }
  .card { background: #1a2027 !important; }
  .quiet { color: #a3adba !important; }
  .link { color: #e6eaef !important; }
  .code { background: #0f1317 !important; }
  .rule { border-top-color: #333c47 !important; }
}
@media (prefers-color-scheme: dark) and (max-width: 480px) {
  .page { background: #1a2027 !important; }
}
`;
