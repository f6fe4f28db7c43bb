import { createContext, createElement, type ReactElement, type ReactNode, useContext } from 'react';
import type { Client } from '../bindings/index.js';
import { UsageError } from '../errors/carillon-error.js';

const ClientContext = createContext<Client | undefined>(undefined);

/** Gives the client to all hooks below. */
export function CarillonProvider({ client, children }: { client: Client; children?: ReactNode }): ReactElement {
  return createElement(ClientContext.Provider, { value: client }, children);
}

/** The client of the nearest provider. */
export function useCarillon(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new UsageError('provider_missing', 'Hooks need a <CarillonProvider client={...}> above them.');
  return client;
}
