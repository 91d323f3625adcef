/** What somebody called an API secret. */
export type Naming = Readonly<{ code?: string; tags?: readonly string[] }>;

/** Which API secrets there are for whoever asks for a list, by identifier. */
export type Names = Readonly<Record<string, Naming>>;

/** For whoever tries things out: the numbers that come to mind first, without a name, and some with. */
export const SOME_NAMES: Names = {
  ...Object.fromEntries(Array.from({ length: 20 }, (_, index) => [index + 1, {}])),
  1006: {},
  201: { code: 'crm-api', tags: ['leaver-mmustermann'] },
  202: { tags: ['leaver-mmustermann'] },
  203: { tags: ['leaver-mmustermann'] },
};

/** The identifiers that a list call finds: all of them, where the query names neither a tag nor a code. */
export function listed(names: Names, query: URLSearchParams): readonly string[] {
  const tag = query.get('tag') || undefined;
  const code = query.get('identifier_code') || undefined;
  return Object.entries(names)
    .filter(
      ([, named]) => (tag === undefined || named.tags?.includes(tag)) && (code === undefined || named.code === code),
    )
    .map(([identifier]) => identifier);
}
