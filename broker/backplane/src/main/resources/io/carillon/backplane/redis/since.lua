-- What was kept behind a position.
-- KEYS: 1 channel, 2 root of the shard
-- ARGV: 1 clock, 2 epoch, 3 offset, 4 most events
-- Answers: gap epoch offset (0 0 if nothing is known) | events epoch offset offset, envelope, offset, envelope, ...

local stands = standing()
if not stands then
  return { 'gap', '0', '0' }
end
local from, upto = tonumber(ARGV[3]), tonumber(stands.offset)
local gap = { 'gap', stands.epoch, stands.offset }
if ARGV[2] ~= stands.epoch or from > upto then
  return gap
end
local lost = stands.lost
if redis.call('EXISTS', history) == 0 then
  lost = math.max(lost, stands.kept)
end
if from < lost then
  return gap
end
local answer = { 'events', stands.epoch, stands.offset }
if from == upto then
  return answer
end
-- No more events can lie behind the position than there are places.
for _, kept in ipairs(redis.call('LRANGE', history, from - upto, -1)) do
  local offset, till, envelope = string.match(kept, '^(%d+) (%d+) (.*)$')
  if tonumber(offset) > from then
    if tonumber(till) <= now then
      return gap
    end
    if #answer - 3 < tonumber(ARGV[4]) * 2 then
      answer[#answer + 1] = offset
      answer[#answer + 1] = envelope
    else
      -- The limit cuts the reader off where it stands.
      answer[3] = answer[#answer - 1] and #answer > 3 and answer[#answer - 1] or ARGV[3]
    end
  end
end
return answer
