import { expect, test } from 'vitest';
import { batchAuth } from '../../src/batch-auth/index.js';
import { endpoint, json } from '../support/client.js';
import { HeldClock } from '../support/held-clock.js';

test('handlers of pusher-js that are called together share one request', async () => {
  const clock = new HeldClock();
  const { fetch, requests } = endpoint((_, { body }) =>
    json({
      channels: Object.fromEntries(
        JSON.parse(String(body)).channels.map((name: string) => [
          name,
          name.endsWith('x') ? { error: { code: 'channel_not_allowed', message: 'No' } } : { auth: `k:${name}` },
        ]),
      ),
      user: { auth: 'k:u', user_data: '{"id":"7"}' },
    }),
  );
  const { channelAuthorization, userAuthentication } = batchAuth({
    endpoint: '/authorize',
    headers: { authorization: 'Bearer T' },
    clock,
    fetch,
  });
  const answers: unknown[] = [];
  const note = (error: Error | null, data: unknown) => answers.push(error?.message ?? data);
  channelAuthorization.customHandler({ socketId: '1.2', channelName: 'private-a' }, note);
  channelAuthorization.customHandler({ socketId: '1.2', channelName: 'private-x' }, note);
  userAuthentication.customHandler({ socketId: '1.2' }, note);
  await clock.advance(10);
  expect(requests).toEqual([
    {
      url: '/authorize',
      headers: { 'content-type': 'application/json', authorization: 'Bearer T' },
      body: '{"socket_id":"1.2","channels":["private-a","private-x"],"sign_in":true}',
    },
  ]);
  expect(answers).toEqual([{ auth: 'k:private-a' }, 'No', { auth: 'k:u', user_data: '{"id":"7"}' }]);
});
