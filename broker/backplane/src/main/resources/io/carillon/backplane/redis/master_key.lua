-- With which master key this cluster seals. Whoever comes first decides; whoever has that key may bring a newer one.
-- KEYS: 1 its id
-- ARGV: the ids of the keys that are given, first of the one that seals
-- Answers: the id that counts.

local there = redis.call('GET', KEYS[1])
for _, given in ipairs(ARGV) do
  if not there or there == given then
    redis.call('SET', KEYS[1], ARGV[1])
    return { ARGV[1] }
  end
end
return { there }
