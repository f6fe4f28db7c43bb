-- A node says anew all that it has in a channel: who is new joins, who is missing leaves, and its place is what it says.
-- KEYS: 1 channel, 2 root of the shard, 3 index of the app's channels
-- ARGV: 1 clock, 2 app, 3 name, 4 node, 5 subscribers, 6 news, then socket id, user id, user info of each member
-- Answers: stated epoch offset [user, offset of its coming, ...] [user, info, ...] (0 0 if nothing is known) | buried.

if not lives(node) then
  return { 'buried' }
end

local subscribers, news = tonumber(ARGV[5]), ARGV[6]
local is_none = subscribers == 0 and #ARGV == 6

local function stated(stands)
  if of_user then
    return { 'stated', stands.epoch, tostring(stands.offset), {}, {} }
  end
  return {
    'stated', stands.epoch, tostring(stands.offset), redis.call('ZRANGE', roster, 0, -1, 'WITHSCORES'),
    redis.call('HGETALL', infos)
  }
end

if is_none and not place_of(node) then
  return stated(standing() or nowhere)
end

local stands = begin()
local place = place_for(node)
place.reported = subscribers
place.news = news
-- Those who come first: whose user has another connection here now has not been away.
local is_stated, coming = {}, {}
for i = 7, #ARGV, 3 do
  is_stated[ARGV[i]] = true
  if redis.call('HEXISTS', sockets_of(node), ARGV[i]) == 0 then
    coming[#coming + 1] = i
  end
end
place.members = place.members + #coming
write_place(node, place)
queue_occupancy(place)
for _, i in ipairs(coming) do
  enter(node, stands, news, ARGV[i], ARGV[i + 1], ARGV[i + 2])
end
for _, socket in ipairs(redis.call('HKEYS', sockets_of(node))) do
  if not is_stated[socket] then
    leave(node, socket)
  end
end
stands = standing()
if is_none then
  leave_route(node)
end
tell_count(news)
settle()
return stated(stands)
