-- A connection leaves a channel with members; its user goes with the last.
-- KEYS: 1 channel, 2 root of the shard, 3 index of the app's channels
-- ARGV: 1 clock, 2 app, 3 name, 4 node, 5 socket id, 6 told (1 or 0)
-- Answers: done | buried.

if not lives(node) then
  return { 'buried' }
end
leave(node, ARGV[5], ARGV[6])
return { 'done' }
