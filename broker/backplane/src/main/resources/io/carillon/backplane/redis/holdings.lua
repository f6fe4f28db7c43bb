-- Some of what a dead node holds in this shard; in a channel, memberships before the place.
-- KEYS: 1 what the node holds, 2 root of the shard
-- ARGV: 1 clock, 2 node, 3 the most to answer with
-- Answers: held, app:name, socket id (empty for the place), app:name, ... | lives.

local node, limit = ARGV[2], tonumber(ARGV[3])
if lives(node) then
  return { 'lives' }
end
local found = { 'held' }
for _, held in ipairs(redis.call('SRANDMEMBER', KEYS[1], limit)) do
  local channel = root .. ':c:' .. held
  local sockets = channel .. ':sockets:' .. node
  local cursor, count = '0', 0
  repeat
    local page = redis.call('HSCAN', sockets, cursor, 'COUNT', limit)
    cursor = page[1]
    for i = 1, #page[2], 2 do
      found[#found + 1] = held
      found[#found + 1] = page[2][i]
      count = count + 1
    end
  until cursor == '0' or count >= limit
  if cursor == '0' then
    found[#found + 1] = held
    found[#found + 1] = ''
  end
  if #found > limit * 2 then
    break
  end
end
return found
