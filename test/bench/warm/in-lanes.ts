import { CONCURRENCY, type Load, secretsOf } from './load.ts';

/** Makes a call for each secret, never more at once than the function does, with nothing around it. */
export async function inLanes(load: Load, call: (identifier: number) => Promise<unknown>): Promise<void> {
  const most = secretsOf(load);
  let next = 1;
  async function lane(): Promise<void> {
    while (next <= most) {
      const identifier = next;
      next += 1;
      await call(identifier);
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, lane));
}

export const urlFor = (vault: string, identifier: number): string =>
  `${vault}/api/mysafe/secretapi/inactive/${identifier}`;

export const HEADERS = { accept: 'application/json', authorization: `Bearer ${'a'.repeat(40)}` };
