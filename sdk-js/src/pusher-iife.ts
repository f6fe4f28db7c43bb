/** For a script element that takes the place of that of pusher-js. */
export { Pusher as default } from './pusher/pusher.js';
