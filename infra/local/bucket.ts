import type { ServerResponse } from 'node:http';
import { ACCESS_KEY } from './account.ts';
import { listenOnLoopback } from './loopback.ts';

/** A stand-in for S3 with one object, on a free port of 127.0.0.1. */
export type Bucket = Readonly<{
  endpoint: string;
  /** Puts another object in its place; `undefined` for none. */
  put: (content: string | undefined) => void;
  stop: () => Promise<void>;
}>;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export async function startBucket({ bucket, key }: Readonly<{ bucket: string; key: string }>): Promise<Bucket> {
  let kept: string | undefined;
  const server = await listenOnLoopback((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!request.headers.authorization?.includes(`Credential=${ACCESS_KEY.accessKeyId}/`)) {
      fail(response, 403, 'AccessDenied');
    } else if (request.method !== 'GET' || decodeURIComponent(pathname) !== `/${bucket}/${key}` || kept === undefined) {
      fail(response, 404, 'NoSuchKey');
    } else {
      const bytes = Buffer.from(kept);
      response.writeHead(200, { 'content-type': 'binary/octet-stream', 'content-length': bytes.length }).end(bytes);
    }
  });
  return {
    endpoint: server.origin,
    put: (content) => {
      kept = content;
    },
    stop: server.stop,
  };
}

function fail(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}
