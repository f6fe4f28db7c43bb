-- Part of every step that names a node: the time, and who lives.
-- KEYS[2] is the root of the shard's keys; what belongs to a node is derived from it and has the same hash tag.

local root = KEYS[2]

-- Redis's own time in milliseconds. Only tests give another: they hold the clock in their hand.
local function clock(given)
  if given ~= '' then
    return tonumber(given)
  end
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local now = clock(ARGV[1])

local function node_key(node)
  return root .. ':node:' .. node
end

local function lives(node)
  local till = redis.call('HGET', node_key(node), 'until')
  return till and tonumber(till) > now
end
