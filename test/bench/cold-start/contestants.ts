import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { BUNDLING } from '../../../infra/build.ts';
import { BUNDLE } from '../../../infra/local/consumer.ts';

/** A bundle, as a URL. Those that only import serve no message. */
export type Contestant = Readonly<{ name: string; bundle: string; serves: boolean }>;

export type Contestants = Readonly<{
  ours: Contestant;
  clientsAlone: Contestant;
  peers: readonly Contestant[];
  /** The file that starts one in a fresh process. */
  program: string;
}>;

const CLIENTS_ALONE = `
  import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
  import { SQSClient } from '@aws-sdk/client-sqs';
  export const clients = [new SecretsManagerClient({}), new SQSClient({})];`;

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Bundles what the function is held against, as functions for Lambda ordinarily are; the function itself is built already. */
export async function buildContestants(): Promise<Contestants> {
  const bundle = async (name: string, what: Pick<BuildOptions, 'entryPoints' | 'stdin'>): Promise<string> => {
    const outfile = `${ROOT}dist/bench/${name}.mjs`;
    await build({ ...BUNDLING, ...what, absWorkingDir: ROOT, outfile });
    return outfile;
  };
  const peer = async (name: string, file: string): Promise<Contestant> => {
    const built = await bundle(file, { entryPoints: [`test/bench/peers/${file}.ts`] });
    return { name, bundle: pathToFileURL(built).href, serves: true };
  };
  const clients = await bundle('clients-alone', { stdin: { contents: CLIENTS_ALONE, resolveDir: ROOT, loader: 'ts' } });
  return {
    ours: { name: 'ours', bundle: BUNDLE, serves: true },
    clientsAlone: { name: 'the two AWS clients alone', bundle: pathToFileURL(clients).href, serves: false },
    peers: [
      await peer('Powertools batch + axios', 'powertools-axios'),
      await peer('plain handler + fetch', 'plain-fetch'),
      await peer('middy + got', 'middy-got'),
    ],
    program: await bundle('start', { entryPoints: ['test/bench/cold-start/start.ts'] }),
  };
}
