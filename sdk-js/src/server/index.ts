export type { ChannelAuthorizationData, UserAuthenticationData } from '../auth/authorization.js';
export { CarillonError, UsageError } from '../errors/carillon-error.js';
export type { ServerOptions } from './app.js';
export type { BatchAnswer, BatchRequest, BatchUser } from './batch-answer.js';
export {
  type BatchEvent,
  CarillonServer,
  type ChannelInfo,
  type PresenceData,
  type TriggerParams,
  type UserToSignIn,
} from './carillon-server.js';
export { ServerError } from './server-error.js';
export type { Capability, TokenOptions } from './token-maker.js';
export { Webhook, type WebhookEvent, type WebhookRequest } from './webhook.js';
