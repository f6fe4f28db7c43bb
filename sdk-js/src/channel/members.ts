import type { Member } from './event-map.js';

/** Who is on a presence channel: each user once, however many connections it has. */
export class Members<I = unknown> {
  /** What is told of each user, by id. */
  members: Record<string, I> = {};
  count = 0;
  myID: string | undefined;
  me: Member<I> | null = null;

  get(id: string): Member<I> | null {
    return Object.hasOwn(this.members, id) ? { id, info: this.members[id] as I } : null;
  }

  each(callback: (member: Member<I>) => void): void {
    for (const [id, info] of Object.entries(this.members)) callback({ id, info });
  }

  /** @internal */
  replace(hash: Record<string, I>): void {
    this.members = { ...hash };
    this.count = Object.keys(hash).length;
    this.me = this.myID === undefined ? null : this.get(this.myID);
  }

  /** @internal */
  add(id: string, info: I): Member<I> {
    if (!this.get(id)) this.count++;
    this.members[id] = info;
    return { id, info };
  }

  /** @internal */
  remove(id: string): Member<I> | null {
    const member = this.get(id);
    if (member) {
      delete this.members[id];
      this.count--;
    }
    return member;
  }
}
