import { generate } from 'selfsigned';

/** A key with its certificate, in PEM. The certificate is signed by itself: a client that trusts `cert` trusts the server. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A fresh certificate for `localhost` and both loopback addresses, or for another name: what a man in the middle would show. */
export async function createCertificate(name = 'localhost'): Promise<Certificate> {
  const loopback = [
    { type: 7 as const, ip: '127.0.0.1' },
    { type: 7 as const, ip: '::1' },
  ];
  const pems = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [{ type: 2 as const, value: name }, ...(name === 'localhost' ? loopback : [])],
      },
    ],
  });
  return { key: pems.private, cert: pems.cert };
}
