import type { Attribute } from '../message/outgoing.ts';
import { acceptable } from '../message/write.ts';

/** An attribute of a message that is sent on, or none: SQS takes no attribute without a value. */
export const text = (name: string, value: string | undefined): readonly Attribute[] =>
  value ? [{ name, type: 'String', value: acceptable(value) }] : [];

export const number = (name: string, value: number): Attribute => ({ name, type: 'Number', value: String(value) });
