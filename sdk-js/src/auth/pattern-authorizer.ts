import type { ChannelAuthorizer } from './authorization.js';

/** Who signs for the channels whose whole name matches. */
export interface PatternRule {
  matches: (channelName: string) => boolean;
  authorizer: ChannelAuthorizer;
}

/** `*` stands for any run of letters. */
export function channelPattern(pattern: string): (channelName: string) => boolean {
  const literal = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  const expression = new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`);
  return (channelName) => expression.test(channelName);
}
