-- The twin of interfaces.go.
local function int(x) return string.format("%d", x) end

local function class(area) return {__index = {area = area}} end
local Square = class(function(s, scale) return s.side * s.side * scale end)
local Rect = class(function(r, scale) return r.w * r.h * scale end)
local Triangle = class(function(t, scale) return t.half * scale end)
local Dot = class(function(d, scale) return d.n + scale end)

local function bench(n)
  local shapes = {
    [0] = setmetatable({side = 3}, Square), setmetatable({w = 2, h = 5}, Rect), setmetatable({half = 14}, Triangle),
    setmetatable({n = 1}, Dot), setmetatable({w = 1, h = 1}, Rect), setmetatable({side = 2}, Square),
    setmetatable({n = 9}, Dot), setmetatable({half = 4}, Triangle),
  }
  local sum = 0
  for i = 0, n - 1 do sum = sum + shapes[i % 8]:area(i % 16) end
  return int(sum)
end

local n = tonumber(arg[1]) or 50000000
local start = os.clock()
print("interfaces " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
