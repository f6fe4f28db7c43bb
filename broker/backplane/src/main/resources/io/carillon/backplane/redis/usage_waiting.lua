-- What is in no batch yet, and how many buckets were lost because nobody drained them in time.
-- KEYS: 1 index, 2 root of the shard
-- ARGV: 1 clock
-- Answers: lost, then app and messages of each app.

local answer = redis.call('HGETALL', usage_key('waiting'))
table.insert(answer, 1, redis.call('GET', usage_key('lost')) or '0')
return answer
