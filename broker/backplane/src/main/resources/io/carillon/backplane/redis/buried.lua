-- A dead node is forgotten in this shard, unless it still holds something here.
-- KEYS: 1 node, 2 root of the shard, 3 what the node holds, 4 claims
-- ARGV: 1 clock, 2 node
-- Answers: done | holds | lives.

local node = ARGV[2]
if lives(node) then
  return { 'lives' }
end
if redis.call('EXISTS', KEYS[3]) == 1 then
  return { 'holds' }
end
local apps = root .. ':apps:' .. node
for _, app in ipairs(redis.call('SMEMBERS', apps)) do
  redis.call('HDEL', root .. ':connections:' .. app, node)
end
redis.call('DEL', KEYS[1], apps, root .. ':tail:' .. node)
redis.call('SREM', root .. ':nodes', node)
redis.call('HDEL', KEYS[4], node)
return { 'done' }
