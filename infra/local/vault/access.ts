import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may ask for tokens, and which tokens are good. Made up at random, so that nothing secret stands in any file. */
export type Access = Readonly<{
  clientId: string;
  clientSecret: () => string;
  isClient: (clientId: string, clientSecret: string) => boolean;
  grant: () => { readonly token: string; readonly lifetimeSeconds: number };
  isGood: (token: string) => boolean;
  revoke: (token: string) => void;
  revokeAll: () => void;
  /** Takes a new client secret in place of the old one. Tokens that were granted stay good. */
  rotate: () => void;
  /** Every client secret and token that there has been, for looking for them where they must not be. */
  everSecret: () => readonly string[];
}>;

export function openAccess(lifetimeSeconds: number): Access {
  const clientId = `kill-switch-${randomBytes(4).toString('hex')}`;
  let clientSecret = random();
  const everSecret: string[] = [clientSecret];
  const expiries = new Map<string, number>();
  return {
    clientId,
    clientSecret: () => clientSecret,
    isClient: (id, secret) => {
      // Both are compared, whatever the first says, so that time tells nothing.
      const sameId = isSame(id, clientId);
      return isSame(secret, clientSecret) && sameId;
    },
    grant: () => {
      const token = random();
      everSecret.push(token);
      expiries.set(token, Date.now() + lifetimeSeconds * 1000);
      return { token, lifetimeSeconds };
    },
    isGood: (token) => Date.now() < (expiries.get(token) ?? 0),
    revoke: (token) => void expiries.delete(token),
    revokeAll: () => expiries.clear(),
    rotate: () => {
      clientSecret = random();
      everSecret.push(clientSecret);
    },
    everSecret: () => everSecret,
  };
}

const random = (): string => randomBytes(24).toString('base64url');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const isSame = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected));
