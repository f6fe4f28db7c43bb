import type { ConnectionState } from '../connection/connection-state.js';
import type { Client } from './client.js';
import type { Store } from './store.js';

export function connectionStateStore({ connection }: Client): Store<ConnectionState> {
  return {
    get: () => connection.state,
    rendered: 'initialized',
    listen(changed) {
      connection.bind('state_change', changed);
      return () => connection.unbind('state_change', changed);
    },
  };
}
