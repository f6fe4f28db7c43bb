-- How many shards this cluster has; whoever comes first decides.
-- KEYS: 1 the number
-- ARGV: 1 the number that is wanted
-- Answers: the number that counts.

redis.call('SETNX', KEYS[1], ARGV[1])
return { redis.call('GET', KEYS[1]) }
