-- Gives up one thing that a dead node holds: a membership, or its place on the route together with its watch.
-- KEYS: 1 channel, 2 root of the shard, 3 index of the app's channels
-- ARGV: 1 clock, 2 app, 3 name, 4 node, 5 socket id (empty for the place)
-- Answers: done | lives.

if lives(node) then
  return { 'lives' }
end
if ARGV[5] ~= '' then
  leave(node, ARGV[5])
  return { 'done' }
end
local place = place_of(node)
redis.call('SREM', watchers, node)
if place then
  place.reported = 0
  if place.members == 0 then
    leave_route(node)
  else
    write_place(node, place)
  end
  queue_occupancy(place)
  tell_count(place.news)
end
let_go(node)
settle()
return { 'done' }
