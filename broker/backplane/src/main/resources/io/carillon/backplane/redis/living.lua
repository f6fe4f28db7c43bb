-- The nodes that live.
-- KEYS: 1 set of all nodes, 2 root of the shard
-- ARGV: 1 clock
-- Answers: node, node, ...

local found = {}
for _, node in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  if lives(node) then
    found[#found + 1] = node
  end
end
return found
