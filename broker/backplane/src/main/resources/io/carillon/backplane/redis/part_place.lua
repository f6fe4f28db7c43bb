-- Part of every step that changes who listens: a node's place on the channel's route.
-- KEYS[3] is the index of the app's channels that have a route. ARGV[2] is the app, ARGV[3] the channel's name, ARGV[4] the node.
-- A place is written as "<subscribers reported> <members' connections> <news>": who hears of changes here, one digit, 1 for
-- the channel's subscribers (of their number) and 2 for the app's servers (by webhooks).

local app, name, node = ARGV[2], ARGV[3], ARGV[4]
local address = field(app) .. field(name)
local of_user = string.sub(name, 1, 16) == '#server-to-user-'
local nowhere = { epoch = '0', offset = '0' }

local function read_place(text)
  local reported, members, news = string.match(text, '^(%d+) (%d+) (%d)$')
  return { reported = tonumber(reported), members = tonumber(members), news = news, before = reported + members }
end

local function place_of(node)
  local text = redis.call('HGET', route, node)
  return text and read_place(text)
end

local function write_place(node, place)
  redis.call('HSET', route, node, place.reported .. ' ' .. place.members .. ' ' .. place.news)
end

local function hold(node)
  redis.call('SADD', root .. ':holds:' .. node, app .. ':' .. name)
  redis.call('PERSIST', channel)
end

local function let_go(node)
  if redis.call('HEXISTS', route, node) == 0 and redis.call('SISMEMBER', watchers, node) == 0 then
    redis.call('SREM', root .. ':holds:' .. node, app .. ':' .. name)
  end
end

local function place_for(node)
  local place = place_of(node)
  if place then
    return place
  end
  hold(node)
  if not of_user then
    redis.call('ZADD', KEYS[3], 0, name)
  end
  return { reported = 0, members = 0, news = '0', before = 0 }
end

local function leave_route(node)
  redis.call('HDEL', route, node)
  let_go(node)
  if redis.call('EXISTS', route) == 0 then
    redis.call('ZREM', KEYS[3], name)
  end
end

local function goes_to_subscribers(news)
  return news == '1' or news == '3'
end

local function goes_to_webhooks(news)
  return news == '2' or news == '3'
end

-- Tells the route how many they are, if that is not what it was told last.
local function tell_count(news)
  if not goes_to_subscribers(news) then
    return
  end
  local places = redis.call('HGETALL', route)
  local count, nodes = 0, {}
  for i = 1, #places, 2 do
    nodes[#nodes + 1] = places[i]
    if lives(places[i]) then
      local place = read_place(places[i + 1])
      count = count + place.reported + place.members
    end
  end
  if count ~= tonumber(redis.call('HGET', channel, 'told') or 0) then
    redis.call('HSET', channel, 'told', count)
    tell(nodes, nowhere, 'C' .. address .. field(tostring(count)))
  end
end
