/** What was found about one thing. `not-checked`: something before it is wrong, or it was not asked for. */
export type Finding = Readonly<{
  about: string;
  verdict: 'ok' | 'warning' | 'wrong' | 'not-checked';
  /** What was seen, in one line without secret material. */
  said: string;
  /** What to do about it, where something is to be done. */
  remedy?: string;
}>;

export const ok = (about: string, said: string): Finding => ({ about, verdict: 'ok', said });

export const warning = (about: string, said: string, remedy: string): Finding => ({
  about,
  verdict: 'warning',
  said,
  remedy,
});

export const wrong = (about: string, said: string, remedy: string): Finding => ({
  about,
  verdict: 'wrong',
  said,
  remedy,
});

export const notChecked = (about: string, said: string): Finding => ({ about, verdict: 'not-checked', said });
