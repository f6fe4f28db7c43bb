import type { MockConnection } from './mock-connection.js';

/** Who subscribes to a channel, and the last event of one that keeps it. */
export class MockChannel {
  readonly members = new Map<MockConnection, { id: string; info: unknown }>();
  readonly subscribers = new Set<MockConnection>();
  last: { event: string; data: string } | undefined;

  constructor(readonly name: string) {}

  get keepsLast(): boolean {
    return /^(private-(encrypted-)?|presence-)?cache-/.test(this.name);
  }

  /** What each user's first connection said, by id. */
  get users(): Record<string, unknown> {
    const users: Record<string, unknown> = {};
    for (const { id, info } of this.members.values()) users[id] ??= info;
    return users;
  }

  send(event: string, data: string, but?: MockConnection, user_id?: string): void {
    for (const subscriber of this.subscribers) {
      if (subscriber !== but) subscriber.say({ event, channel: this.name, data, user_id });
    }
  }
}
