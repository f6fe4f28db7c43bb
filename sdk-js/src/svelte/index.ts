export type { Client, EventCallback, Presence } from '../bindings/index.js';
export { setCarillon, useCarillon } from './provider.js';
export { type UseTyping, useChannel, useConnectionState, useEvent, usePresence, useTyping } from './stores.js';
export { type Stores, storesOf } from './typed.js';
