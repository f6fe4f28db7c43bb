export { channelStore } from './channel-store.js';
export type { Client } from './client.js';
export { connectionStateStore } from './connection-state-store.js';
export { type EventCallback, listenTo } from './event-listener.js';
export { type Presence, presenceStore } from './presence-store.js';
export type { Store } from './store.js';
export { type TypingStore, typingStore } from './typing-store.js';
