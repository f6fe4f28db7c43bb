-- Takes an app away and tells every process.
-- KEYS: 1 apps, 2 owners of keys, 3 keys of this app, 4 version, 5 changes
-- ARGV: 1 app
-- Answers: done version | absent.

if redis.call('HDEL', KEYS[1], ARGV[1]) == 0 then
  return { 'absent' }
end
for _, key in ipairs(redis.call('SMEMBERS', KEYS[3])) do
  redis.call('HDEL', KEYS[2], key)
end
redis.call('DEL', KEYS[3])
local version = redis.call('INCR', KEYS[4])
redis.call('@PUBLISH@', KEYS[5], version .. ' ' .. ARGV[1])
return { 'done', tostring(version) }
