-- Part of the questions about who listens.

-- Users with a connection on a living node.
local function living_users(channel, living)
  local found = {}
  for _, node in ipairs(living) do
    for _, user in ipairs(redis.call('HVALS', channel .. ':sockets:' .. node)) do
      found[user] = true
    end
  end
  return found
end

-- Connections behind living nodes, those nodes, and whether all on the route live.
local function route_of(channel)
  local places = redis.call('HGETALL', channel .. ':route')
  local count, living = 0, {}
  for i = 1, #places, 2 do
    if lives(places[i]) then
      local reported, members = string.match(places[i + 1], '^(%d+) (%d+) ')
      count = count + reported + members
      living[#living + 1] = places[i]
    end
  end
  return count, living, #living * 2 == #places
end

local function occupancy_of(channel)
  local count, living, all_live = route_of(channel)
  if count == 0 then
    return { '0', '0' }
  end
  local users = 0
  if all_live then
    users = redis.call('HLEN', channel .. ':users')
  else
    -- Dear, and only walked between a node's death and its burial.
    for _ in pairs(living_users(channel, living)) do
      users = users + 1
    end
  end
  return { tostring(count), tostring(users) }
end
