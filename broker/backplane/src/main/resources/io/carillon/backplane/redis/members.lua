-- Everyone who is in a channel with a connection on a living node.
-- KEYS: 1 channel, 2 root of the shard
-- ARGV: 1 clock
-- Answers: [users in the order of coming] [user, info, ...]

local _, living, all_live = route_of(KEYS[1])
local roster = redis.call('ZRANGE', KEYS[1] .. ':roster', 0, -1)
local infos = redis.call('HGETALL', KEYS[1] .. ':infos')
if all_live then
  return { roster, infos }
end
local there = living_users(KEYS[1], living)
local some = {}
for _, user in ipairs(roster) do
  if there[user] then
    some[#some + 1] = user
  end
end
return { some, infos }
