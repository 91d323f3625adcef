import { type Instance, type InstanceOptions, type Invoked, startInstance } from './instance.ts';

/** A place where the function runs, as Lambda keeps them: warm from one invocation to the next. */
export type Container = Readonly<{
  /** Waits for its turn: one invocation at a time. */
  invoke: (event: object) => Promise<Invoked>;
  /** Ends the container together with whatever it is doing. */
  stop: () => Promise<void>;
}>;

/**
 * Starts a container. After a crash or a time-out the next invocation finds a new process, as it would in Lambda.
 * @param start how a process with the function in it is started
 * @throws Error when the bundle cannot be imported, or refuses its environment
 */
export async function startContainer(options: InstanceOptions, start = startInstance): Promise<Container> {
  let instance: Instance = await start(options);
  let turn: Promise<unknown> = Promise.resolve();
  let stopped = false;

  async function invoke(event: object): Promise<Invoked> {
    if (stopped) return { kind: 'failed', reason: 'The container was stopped' };
    try {
      if (!instance.isAlive()) instance = await start(options);
      return await instance.invoke(event);
    } catch (error) {
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  return {
    invoke: (event) => {
      const invoked = turn.then(() => invoke(event));
      turn = invoked;
      return invoked;
    },
    stop: async () => {
      stopped = true;
      await instance.kill();
    },
  };
}
