import { getContext, setContext } from 'svelte';
import type { Client } from '../bindings/index.js';
import { UsageError } from '../errors/carillon-error.js';

const CLIENT = Symbol.for('carillon');

/** Gives the client to this component and all below; call it while the component is made. */
export function setCarillon(client: Client): void {
  setContext(CLIENT, client);
}

/** The client that a component above was given. */
export function useCarillon(): Client {
  const client = getContext<Client | undefined>(CLIENT);
  if (!client) throw new UsageError('provider_missing', 'A component above must call setCarillon(client).');
  return client;
}
