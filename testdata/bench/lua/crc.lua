-- The twin of crc.go.
local function bench(n)
  local t = {}
  for i = 0, 255 do
    local c = i
    for _ = 1, 8 do
      if c & 1 ~= 0 then c = c >> 1 ~ 0xedb88320 else c = c >> 1 end
    end
    t[i] = c
  end
  local data = {}
  for i = 1, 100000 do data[i] = (i - 1) * 31 & 255 end
  local crc = 0xffffffff
  for _ = 1, n do
    for i = 1, #data do crc = t[(crc ~ data[i]) & 255] ~ crc >> 8 end
  end
  return string.format("%d", crc ~ 0xffffffff)
end

local n = tonumber(arg[1]) or 500
local start = os.clock()
print("crc " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
