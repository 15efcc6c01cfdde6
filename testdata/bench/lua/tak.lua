-- The twin of tak.go.
local function int(x) return string.format("%d", x) end

local function tak(x, y, z)
  if y >= x then return z end
  return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))
end

local function bench(n) return int(tak(2 * n, n, math.floor(n / 2)) + tak(2 * n - 1, n, 0)) end

local n = tonumber(arg[1]) or 10
local start = os.clock()
print("tak " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
