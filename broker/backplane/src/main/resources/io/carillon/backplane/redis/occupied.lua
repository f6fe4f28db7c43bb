-- The channels of one app in this shard that anybody listens to.
-- KEYS: 1 index of the app's channels, 2 root of the shard
-- ARGV: 1 clock, 2 app, 3 prefix of the names
-- Answers: name, connections, users, and so on.

local prefix = ARGV[3]
local names
if prefix == '' then
  names = redis.call('ZRANGE', KEYS[1], 0, -1)
else
  names = redis.call('ZRANGEBYLEX', KEYS[1], '[' .. prefix, '[' .. prefix .. '\255')
end
local found = {}
for _, name in ipairs(names) do
  local occupancy = occupancy_of(root .. ':c:' .. ARGV[2] .. ':' .. name)
  if occupancy[1] ~= '0' then
    found[#found + 1] = name
    found[#found + 1] = occupancy[1]
    found[#found + 1] = occupancy[2]
  end
end
return found
