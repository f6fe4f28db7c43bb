export type {
  ChannelAuthorizationHandler,
  ChannelAuthorizationOptions,
  EndpointOptions,
  PatternAuthorizationOptions,
  UserAuthenticationHandler,
  UserAuthenticationOptions,
} from './auth/auth-options.js';
export type { ChannelAuthorizationData, UserAuthenticationData } from './auth/authorization.js';
export { Carillon, type ChannelOf, type EventsOf, type HeardOn } from './carillon.js';
export type { Channel } from './channel/channel.js';
export type { Channels } from './channel/channels.js';
export type { Encryption } from './channel/encryption.js';
export type { AnyChannels, AnyEvents, ChannelEvents, ChannelNames, Member, SystemEvents } from './channel/event-map.js';
export type { Members } from './channel/members.js';
export type { PresenceChannel, PresenceEvents } from './channel/presence-channel.js';
export type { Connection, ConnectionEvents } from './connection/connection.js';
export type { ConnectionState, StateChange } from './connection/connection-state.js';
export type { Surroundings, SurroundingsListener } from './connection/surroundings.js';
export * from './errors/index.js';
export type { Callback, Dispatcher, GlobalCallback, Metadata } from './events/dispatcher.js';
export type { Options } from './options.js';
export type { Frame } from './protocol/frame.js';
export { VERSION } from './protocol/socket-address.js';
export type { Clock } from './time/clock.js';
export type { TokenSource } from './token/connection-token.js';
export type { Socket, SocketListener, Transport } from './transport/transport.js';
export type { WebSocketClass, WebSocketLike } from './transport/websocket.js';
export { Typing, type TypingEvents, type TypingOptions } from './typing.js';
export type { User, UserData } from './user/user.js';
export type { Watchlist, WatchlistEvent, WatchlistEvents } from './user/watchlist.js';
