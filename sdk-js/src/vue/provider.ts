import { type App, type InjectionKey, inject } from 'vue';
import type { Client } from '../bindings/index.js';
import { UsageError } from '../errors/carillon-error.js';

const CLIENT: InjectionKey<Client> = Symbol('carillon');

/** `app.use(carillonPlugin, client)` gives the client to all composables of the app. */
export const carillonPlugin = {
  install(app: App, client: Client): void {
    app.provide(CLIENT, client);
  },
};

/** The client of the app. */
export function useCarillon(): Client {
  const client = inject(CLIENT, undefined);
  if (!client) throw new UsageError('provider_missing', 'Composables need app.use(carillonPlugin, client).');
  return client;
}
