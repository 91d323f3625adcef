import { expect, test } from 'vitest';
import { type HttpEvent, readRequest } from '../../../lib/webhook/request.ts';

/**
 * What both have, payload format 2.0.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
function payload(stage: string, rawPath: string, domainName: string) {
  const requestContext = {
    accountId: '123456789012',
    apiId: 'abcdefghij',
    domainName,
    domainPrefix: 'abcdefghij',
    http: {
      method: 'POST',
      path: rawPath,
      protocol: 'HTTP/1.1',
      sourceIp: '203.0.113.7',
      userAgent: 'curl/8.5.0',
    },
    requestId: 'JKJaXmPLvHcESHA=',
    routeKey: '$default',
    stage,
    time: '24/Nov/2026:09:30:00 +0000',
    timeEpoch: 1_795_512_600_000,
  };
  const headers = { 'content-type': 'application/json', host: domainName, 'webhook-id': 'event-1' };
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: '',
    headers,
    requestContext,
    body: '{}',
    isBase64Encoded: false,
  };
}

const API = 'abcdefghij.execute-api.eu-central-1.amazonaws.com';

const sourceOf = (event: HttpEvent) => {
  const read = readRequest(event);
  return read.kind === 'asked' ? read.source : read.status;
};

test.each([
  ['a function URL', payload('$default', '/alerts/generic', 'abcdefghij.lambda-url.eu-central-1.on.aws')],
  ['an HTTP API with its default stage', payload('$default', '/alerts/generic', API)],
  ['an HTTP API with a stage that has a name', payload('prod', '/prod/alerts/generic', API)],
  ['an HTTP API with a stage that is called as we are', payload('alerts', '/alerts/alerts/generic', API)],
  [
    'an HTTP API behind a domain, where the stage is not in the path',
    payload('prod', '/alerts/generic', 'a.example.com'),
  ],
  ['the same with a stage that is called as we are', payload('alerts', '/alerts/generic', 'alerts.example.com')],
])('the source is read from the path: %s', (_, event) => {
  expect(readRequest(event)).toEqual({
    kind: 'asked',
    source: 'generic',
    received: { headers: event.headers, body: Buffer.from('{}') },
  });
});

test.each([
  ['another stage', payload('prod', '/test/alerts/generic', API)],
  ['the stage twice', payload('prod', '/prod/prod/alerts/generic', API)],
  ['a stage that only begins so', payload('prod', '/production/alerts/generic', API)],
  ['something before it, where the stage has no name', payload('$default', '/prod/alerts/generic', API)],
])('a path with %s is that of nobody', (_, event) => {
  expect(sourceOf(event)).toBe(404);
});
