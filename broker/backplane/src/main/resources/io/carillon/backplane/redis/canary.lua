-- Sends a canary down a node's lane, the way every envelope goes, and lets go of what the node has heard.
-- KEYS: 1 node, 2 root of the shard, 3 tail of the lane
-- ARGV: 1 clock, 2 node, 3 the lane's epoch as the node knows it, 4 the last sequence number that it heard
-- Answers: sent epoch sequence | gone (the node has no lease here).

local node = ARGV[2]
if not lives(node) then
  return { 'gone' }
end
local state = redis.call('HMGET', KEYS[1], 'epoch', 'sequence')
local epoch, sequence = tonumber(state[1]), tonumber(state[2])
local known, heard = tonumber(ARGV[3]), tonumber(ARGV[4])
if epoch < known or (epoch == known and sequence < heard) then
  -- This Redis came back with older data: the numbers that follow were given out before. They begin anew.
  redis.call('HSET', KEYS[1], 'epoch', math.max(epoch, known) + 1, 'sequence', 0)
  redis.call('DEL', KEYS[3])
elseif epoch == known then
  if sequence == heard then
    redis.call('DEL', KEYS[3])
  else
    redis.call('LTRIM', KEYS[3], heard - sequence, -1)
  end
end
local sent = send(node, '0', '0', 'K')
return { 'sent', redis.call('HGET', KEYS[1], 'epoch'), tostring(sent) }
