/**
 * What the messages of a batch aim at, each once, in the order in which to try it: one of each message in turn, so that a
 * message with five hundred secrets does not hold up one with a single secret.
 */
export function plan<Target>(messages: readonly (readonly Target[])[]): readonly Target[] {
  const rounds = Math.max(0, ...messages.map((targets) => targets.length));
  const order = new Set<Target>();
  for (let round = 0; round < rounds; round += 1) {
    for (const targets of messages) {
      const target = targets[round];
      if (target !== undefined) order.add(target);
    }
  }
  return [...order];
}

/** The same in turn, beginning with any: one that always fails must not be the only one that is ever tried. */
export function fromAnywhere<Target>(targets: readonly Target[], random: () => number): readonly Target[] {
  const first = Math.floor(random() * targets.length);
  return [...targets.slice(first), ...targets.slice(0, first)];
}
