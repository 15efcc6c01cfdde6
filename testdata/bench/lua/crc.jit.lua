-- The twin of crc.go.
local bit = require("bit")
local band, bxor, rshift = bit.band, bit.bxor, bit.rshift

local function bench(n)
  local t = {}
  for i = 0, 255 do
    local c = i
    for _ = 1, 8 do
      if band(c, 1) ~= 0 then c = bxor(rshift(c, 1), 0xedb88320) else c = rshift(c, 1) end
    end
    t[i] = c
  end
  local data = {}
  for i = 1, 100000 do data[i] = band((i - 1) * 31, 255) end
  local crc = bit.bnot(0)
  for _ = 1, n do
    for i = 1, #data do crc = bxor(t[band(bxor(crc, data[i]), 255)], rshift(crc, 8)) end
  end
  return string.format("%d", bit.bnot(crc) % 4294967296)
end

local n = tonumber(arg[1]) or 500
local start = os.clock()
print("crc " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
