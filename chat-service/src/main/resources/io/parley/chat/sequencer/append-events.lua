-- Appends events of one partition's rooms to their streams and publishes them, in order.
--
-- A stream is always a contiguous run of its room's events with entry ids <seq>-0. An event that the
-- stream holds already, or once held, is skipped; one that would leave a hole is not taken. At an event
-- that deletes a message its stream begins anew: what was said before is with message-service, without
-- the deleted words.
--
-- KEYS[2r-1], KEYS[2r]   stream and channel of room r; all share one hash tag
-- ARGV[1]                most entries that a stream keeps
-- ARGV[2]                life of a stream in seconds, from its newest event
-- ARGV[3]                'PUBLISH', or 'SPUBLISH' on a cluster
-- ARGV[3+r]              'keep', or 'replace': at a hole, begin the stream of room r anew
-- then, for each event   r, seq, 'first' where its stream begins anew at it, else 'next', the event's JSON
--
-- Result: for each room the seq at the top of its stream before this call, 0 where there is none;
-- then for each room the seq at the top of its stream where an event would have left a hole, else 0.

local rooms = #KEYS / 2
local tops = {}
local before = {}
local holes = {}
for r = 1, rooms do
  before[r] = 0
  holes[r] = 0
end

local function top(r)
  if tops[r] then
    return tops[r]
  end
  local newest = redis.pcall('XREVRANGE', KEYS[2 * r - 1], '+', '-', 'COUNT', 1)
  if newest.err or #newest == 0 then
    -- Not a stream, or one whose ids were used up by what is gone: this is a cache, begin anew
    redis.call('DEL', KEYS[2 * r - 1])
    tops[r] = 0
  else
    tops[r] = tonumber(string.match(newest[1][1], '^%d+'))
    before[r] = tops[r]
  end
  return tops[r]
end

local function append(r, seq, place, json)
  local stream = KEYS[2 * r - 1]
  if place == 'first' then
    redis.call('DEL', stream)
  end
  local entry = {'XADD', stream, 'MAXLEN', ARGV[1], seq .. '-0', 'e', json}
  local added = redis.pcall(unpack(entry))
  if added.err then
    if string.find(added.err, 'equal or smaller', 1, true) then
      -- Its newest events are gone and their ids used up: it would never take another one
      redis.call('DEL', stream)
    end
    redis.call(unpack(entry))
  end
  redis.call('EXPIRE', stream, ARGV[2])
  redis.call(ARGV[3], KEYS[2 * r], json)
  tops[r] = tonumber(seq)
end

for i = 4 + rooms, #ARGV, 4 do
  local r = tonumber(ARGV[i])
  if holes[r] == 0 then
    local seq = tonumber(ARGV[i + 1])
    local last = top(r)
    if last == 0 or seq == last + 1 then
      append(r, ARGV[i + 1], ARGV[i + 2], ARGV[i + 3])
    elseif seq > last then
      if ARGV[3 + r] == 'replace' then
        redis.call('DEL', KEYS[2 * r - 1])
        append(r, ARGV[i + 1], ARGV[i + 2], ARGV[i + 3])
      else
        holes[r] = last
      end
    end
  end
end

for r = 1, rooms do
  before[rooms + r] = holes[r]
end
return before
