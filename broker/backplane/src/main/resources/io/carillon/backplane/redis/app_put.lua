-- Adds an app, or puts a new state in the place of the old, and tells every process.
-- KEYS: 1 apps, 2 owners of keys, 3 keys of this app, 4 version, 5 changes
-- ARGV: 1 app, 2 its state, then its keys
-- Answers: done version | taken key owner.

for i = 3, #ARGV do
  local owner = redis.call('HGET', KEYS[2], ARGV[i])
  if owner and owner ~= ARGV[1] then
    return { 'taken', ARGV[i], owner }
  end
end
for _, key in ipairs(redis.call('SMEMBERS', KEYS[3])) do
  redis.call('HDEL', KEYS[2], key)
end
redis.call('DEL', KEYS[3])
for i = 3, #ARGV do
  redis.call('HSET', KEYS[2], ARGV[i], ARGV[1])
  redis.call('SADD', KEYS[3], ARGV[i])
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
local version = redis.call('INCR', KEYS[4])
redis.call('@PUBLISH@', KEYS[5], version .. ' ' .. ARGV[1])
return { 'done', tostring(version) }
