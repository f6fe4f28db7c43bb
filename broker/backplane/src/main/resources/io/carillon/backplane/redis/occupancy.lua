-- How many listen to a channel, dead nodes left out.
-- KEYS: 1 channel, 2 root of the shard
-- ARGV: 1 clock
-- Answers: connections users.

return occupancy_of(KEYS[1])
