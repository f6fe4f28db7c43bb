import { Pusher } from './pusher.js';

export type { Channel } from '../channel/channel.js';
export type { Members } from '../channel/members.js';
export type { PresenceChannel } from '../channel/presence-channel.js';
export type { Authorizer, PusherOptions as Options } from './options.js';
export { Pusher };
export default Pusher;
