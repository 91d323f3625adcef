import { generate } from 'selfsigned';

type Options = NonNullable<Parameters<typeof generate>[1]>;

type Issued = Readonly<{ key: string; cert: string }>;

const issue = async (commonName: string, options: Options): Promise<Issued> => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: commonName }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ...options,
  });
  return { key, cert };
};

/** A private authority, as in front of a vault on somebody's premises. */
export const authority = (name = 'private authority', more: Options = {}): Promise<Issued> =>
  issue(name, {
    ...more,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });

/** A server's certificate for these addresses. */
export const serverCertificate = (ca: Issued, ip = '127.0.0.1', more: Options = {}): Promise<Issued> =>
  issue('vault', { ca, extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip }] }], ...more });

export const clientCertificate = (ca: Issued): Promise<Issued> =>
  issue('kill switch', { ca, extensions: [{ name: 'extKeyUsage', clientAuth: true }] });
