-- What a lane still keeps behind a sequence number.
-- KEYS: 1 node, 2 root of the shard, 3 tail of the lane
-- ARGV: 1 clock, 2 the lane's epoch, 3 sequence number
-- Answers: epoch sequence message message ... | nothing, if the node is not known.

local state = redis.call('HMGET', KEYS[1], 'epoch', 'sequence')
if not state[1] then
  return {}
end
local missing = tonumber(state[2])
if state[1] == ARGV[2] then
  missing = missing - tonumber(ARGV[3])
end
local answer = { state[1], state[2] }
if missing > 0 then
  for _, message in ipairs(redis.call('LRANGE', KEYS[3], -missing, -1)) do
    answer[#answer + 1] = message
  end
end
return answer
