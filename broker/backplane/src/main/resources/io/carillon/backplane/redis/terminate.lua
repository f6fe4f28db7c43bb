-- Tells every node on the route of a user's channel to close the user's connections.
-- KEYS: 1 channel, 2 root of the shard
-- ARGV: 1 clock, 2 envelope
-- Answers: done.

tell(redis.call('HKEYS', route), { epoch = '0', offset = '0' }, ARGV[2])
return { 'done' }
