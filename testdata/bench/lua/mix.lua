-- The twin of mix.go.
local function bench(n)
  local h = 0xcbf29ce484222325
  for i = 0, n - 1 do
    local x = i * 0x9e3779b97f4a7c15
    x = x ~ (x >> 29)
    x = x * 0xbf58476d1ce4e5b9
    x = x ~ (x >> 32)
    h = (h ~ x) * 1099511628211
  end
  return string.format("%d", h >> 12)
end

local n = tonumber(arg[1]) or 60000000
local start = os.clock()
print("mix " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
