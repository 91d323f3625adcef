import type { Incident } from '../alert/message.ts';
import type { Nothing, Refused } from '../source/source.ts';

/** A request that is turned away before anybody asks who has sent it. */
export type Turned = Readonly<{
  kind: 'turned-away';
  status: 404 | 405 | 413;
  reason: string;
  /** Which method there is instead. */
  allow?: string;
}>;

/** Whether it was an alert of one who has a key. A sender that has other events than ours loses nothing. */
export const isLost = ({ signer, status }: Refused): boolean => signer === 'known' && status !== 422;

/** What becomes of a request. */
export type Verdict =
  | ({ readonly kind: 'accepted' } & Pick<Incident, 'incidentId' | 'counts'>)
  | Nothing
  | Turned
  | Refused
  /** It may be good; whoever sent it must send it again. */
  | { readonly kind: 'unavailable'; readonly reason: string };
