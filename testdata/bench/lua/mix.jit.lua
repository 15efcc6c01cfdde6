-- The twin of mix.go.
-- not under: luajit-joff    which makes an object of each 64-bit integer
local ffi = require("ffi")
local bit = require("bit")

local function bench(n)
  local h = 0xcbf29ce484222325ULL
  for i = 0, n - 1 do
    local x = i * 0x9e3779b97f4a7c15ULL
    x = bit.bxor(x, bit.rshift(x, 29))
    x = x * 0xbf58476d1ce4e5b9ULL
    x = bit.bxor(x, bit.rshift(x, 32))
    h = bit.bxor(h, x) * 1099511628211ULL
  end
  return (tostring(bit.rshift(h, 12)):gsub("ULL", ""))
end

local n = tonumber(arg[1]) or 60000000
local start = os.clock()
print("mix " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
