-- Gives the burial of one dead node to a claimant, for as long as the claimant's lease is.
-- KEYS: 1 set of all nodes, 2 root of the shard, 3 claims
-- ARGV: 1 clock, 2 claimant
-- Answers: claimed node | none | buried (the claimant has no lease).

if not lives(ARGV[2]) then
  return { 'buried' }
end
local lease = redis.call('HGET', node_key(ARGV[2]), 'lease')
for _, node in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  if not lives(node) then
    local claim = redis.call('HGET', KEYS[3], node)
    local till, claimant = string.match(claim or '0 -', '^(%d+) (.*)$')
    if tonumber(till) <= now or not lives(claimant) then
      redis.call('HSET', KEYS[3], node, (now + lease) .. ' ' .. ARGV[2])
      return { 'claimed', node }
    end
  end
end
return { 'none' }
