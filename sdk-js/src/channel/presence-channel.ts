import type { ChannelAuthorizationData } from '../auth/authorization.js';
import { AuthError } from '../errors/auth-error.js';
import { type Frame, parsed } from '../protocol/frame.js';
import { Channel } from './channel.js';
import type { AnyEvents, Member, SystemEvents } from './event-map.js';
import { Members } from './members.js';

export interface PresenceEvents<I> {
  'pusher:subscription_succeeded': Members<I>;
  'pusher:member_added': Member<I>;
  'pusher:member_removed': Member<I>;
}

export type PresenceSystemEvents<I> = Omit<SystemEvents, keyof PresenceEvents<I>> & PresenceEvents<I>;

/** A channel whose subscribers are known to each other. */
// biome-ignore lint/suspicious/noExplicitAny: whoever says nothing of its members may read any field
export class PresenceChannel<E extends object = AnyEvents, I = any> extends Channel<E, PresenceSystemEvents<I>> {
  readonly members = new Members<I>();

  protected override async authorized(data: ChannelAuthorizationData | undefined): Promise<void> {
    this.members.myID = data?.channel_data === undefined ? await this.host.whoAmI() : memberId(this.name, data.channel_data);
  }

  protected override succeeded(data: { presence?: { hash?: Record<string, I> } } | undefined): void {
    this.members.replace(data?.presence?.hash ?? {});
    super.succeeded(this.members);
  }

  protected override receive(frame: Frame): void {
    const { event, data } = frame;
    if (event === 'pusher_internal:member_added') {
      this.tell('pusher:member_added', this.members.add(String(data.user_id), data.user_info));
    } else if (event === 'pusher_internal:member_removed') {
      const member = this.members.remove(String(data.user_id));
      if (member) this.tell('pusher:member_removed', member);
    } else {
      super.receive(frame);
    }
  }

  protected override ended(): void {
    this.members.replace({});
  }
}

function memberId(channel: string, text: string): string {
  const { user_id } = Object(parsed(text)) as { user_id?: string | number };
  if (user_id === undefined) {
    throw new AuthError('channel_data_invalid', `channel_data of ${channel} is no JSON text with a user_id: ${text}`);
  }
  return String(user_id);
}
