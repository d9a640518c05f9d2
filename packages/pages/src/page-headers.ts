/**
 * What every page is sent with. Our own stylesheet, script and pictures, nothing inline, nobody else's; no frame around it; forms go
 * to us alone. `no-referrer` keeps the address to ourselves and `no-store` keeps a form with a code in it out of caches.
 */
export const PAGE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), clipboard-read=(), geolocation=(), microphone=(), payment=(), publickey-credentials-get=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
} as const;
