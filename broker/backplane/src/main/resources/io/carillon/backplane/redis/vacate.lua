-- A node that has neither subscribers nor members of a channel goes off its route.
-- KEYS: 1 channel, 2 root of the shard, 3 index of the app's channels
-- ARGV: 1 clock, 2 app, 3 name, 4 node
-- Answers: done | buried.

if not lives(node) then
  return { 'buried' }
end
local place = place_of(node)
if place and place.reported + place.members == 0 then
  leave_route(node)
  settle()
end
return { 'done' }
