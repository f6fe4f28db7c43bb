export { AuthError } from './auth-error.js';
export { CarillonError, UsageError } from './carillon-error.js';
export { ConnectionError } from './connection-error.js';
export { SubscriptionError } from './subscription-error.js';
