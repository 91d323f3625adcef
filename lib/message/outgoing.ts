/** A message attribute of SQS. */
export type Attribute = Readonly<{ name: string; type: 'String' | 'Number'; value: string }>;

/** A message to be sent. */
export type Outgoing = Readonly<{
  /** Writes the body; only when it is sent, because hundreds of bodies at once may not fit into memory. */
  write: () => string;
  /** The most important first: where the body leaves no room for all, the last ones give way. */
  attributes: readonly Attribute[];
  delaySeconds: number;
}>;
