import type {
  ChannelAuthorizationHandler,
  ChannelAuthorizationOptions,
  EndpointOptions,
  UserAuthenticationOptions,
  Values,
} from '../auth/auth-options.js';
import type { ChannelAuthorizationData } from '../auth/authorization.js';
import type { Encryption } from '../channel/encryption.js';
import type { Nacl } from '../encryption/decryptor.js';
import { EncryptedChannel } from '../encryption/encrypted-channel.js';
import { UsageError } from '../errors/carillon-error.js';
import type { Options } from '../options.js';

type Transport = 'ws' | 'wss' | 'xhr_streaming' | 'xhr_polling' | 'sockjs';

/** Signs for one channel, in the older form. */
export type Authorizer = (
  channel: { name: string },
  options: PusherOptions,
) => { authorize(socketId: string, callback: (error: Error | null, data: ChannelAuthorizationData | null) => void): void };

/** The options of pusher-js, the older ones among them, and those of this package. */
export interface PusherOptions extends Omit<Options, 'channelAuthorization' | 'userAuthentication'> {
  channelAuthorization?: WithJsonp<ChannelAuthorizationOptions>;
  userAuthentication?: WithJsonp<UserAuthenticationOptions>;
  auth?: { params?: Values; headers?: Values };
  authEndpoint?: string;
  authTransport?: 'ajax' | 'jsonp';
  authorizer?: Authorizer;
  nacl?: Nacl;
  enabledTransports?: Transport[];
  disabledTransports?: Transport[];
  /** Nothing is measured and sent anywhere; taken so that nobody has to change a line. */
  enableStats?: boolean;
  disableStats?: boolean;
  statsHost?: string;
  timelineParams?: unknown;
  httpHost?: string;
  httpPath?: string;
  httpPort?: number;
  httpsPort?: number;
  ignoreNullOrigin?: boolean;
}

type WithJsonp<T> = T extends EndpointOptions ? Omit<T, 'transport'> & { transport?: EndpointOptions['transport'] | 'jsonp' } : T;

/** The same in the words of this package. */
export function translated(options: PusherOptions): Options {
  const { auth, authEndpoint, authTransport, authorizer, nacl, enabledTransports, disabledTransports, ...rest } = options;
  const isOpen = (transport: Transport) =>
    (!enabledTransports || enabledTransports.includes(transport)) && !disabledTransports?.includes(transport);
  if (!isOpen('ws') && !isOpen('wss')) {
    throw new UsageError(
      'transport_unsupported',
      'Of the transports of pusher-js this package has ws and wss; the options allow neither.',
    );
  }
  if (authTransport === 'jsonp') noJsonp();
  return {
    ...rest,
    forceTLS: usesTls(options),
    encryption: options.encryption ?? (nacl && encryptionWith(nacl)),
    channelAuthorization: authorizer
      ? { customHandler: handlerOf(authorizer, options) }
      : withoutJsonp({ endpoint: authEndpoint, ...auth, ...defined(options.channelAuthorization) }),
    userAuthentication: withoutJsonp(options.userAuthentication ?? {}),
  };
}

function usesTls({ forceTLS }: PusherOptions): boolean {
  return globalThis.location?.protocol === 'https:' || forceTLS !== false;
}

function encryptionWith(nacl: Nacl): Encryption {
  return { channel: (name, host) => new EncryptedChannel(name, host, nacl) };
}

function handlerOf(authorizer: Authorizer, options: PusherOptions): ChannelAuthorizationHandler {
  return ({ socketId, channelName }, callback) => authorizer({ name: channelName }, options).authorize(socketId, callback);
}

function defined<T extends object>(values: T | undefined): Partial<T> {
  return Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function withoutJsonp<T extends object>(options: T): T & EndpointOptions {
  if ('transport' in options && options.transport === 'jsonp') noJsonp();
  return options as T & EndpointOptions;
}

function noJsonp(): never {
  throw new UsageError(
    'auth_transport_unsupported',
    'JSONP is not supported: allow the page at the auth endpoint (CORS) and use ajax.',
  );
}
