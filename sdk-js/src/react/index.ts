export type { Client, EventCallback, Presence } from '../bindings/index.js';
export { type UseTyping, useChannel, useConnectionState, useEvent, usePresence, useTyping } from './hooks.js';
export { CarillonProvider, useCarillon } from './provider.js';
export { type Hooks, hooksOf } from './typed.js';
