export type { Client, EventCallback, Presence } from '../bindings/index.js';
export { type UseTyping, useChannel, useConnectionState, useEvent, usePresence, useTyping } from './composables.js';
export { carillonPlugin, useCarillon } from './provider.js';
export { type Composables, composablesOf } from './typed.js';
