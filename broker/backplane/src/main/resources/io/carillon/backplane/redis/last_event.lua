-- The last event of a cache channel.
-- KEYS: 1 channel, 2 root of the shard
-- ARGV: 1 clock
-- Answers: envelope, epoch, offset, milliseconds left | nothing.

local state = redis.call('HMGET', KEYS[1], 'last', 'epoch', 'last_offset', 'last_until')
if not state[1] or tonumber(state[4]) <= now then
  return {}
end
return { state[1], state[2], state[3], tostring(tonumber(state[4]) - now) }
