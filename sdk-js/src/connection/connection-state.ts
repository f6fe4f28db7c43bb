/** Pusher's words. `failed`: there is no way to connect here. `disconnected`: asked for, or the server told us to stay away. */
export type ConnectionState = 'initialized' | 'connecting' | 'connected' | 'unavailable' | 'disconnected' | 'failed';

export interface StateChange {
  previous: ConnectionState;
  current: ConnectionState;
}
