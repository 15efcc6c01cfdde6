-- The twin of closures.go.
local function counter()
  local total = 0
  return function(k) total = total + k end, function() return total end
end

local function compose(f, g) return function(x) return g(f(x)) end end

local function bench(n)
  local inc, get = counter()
  local f = compose(function(x) return x + 3 end, function(x) return x & 0xffff end)
  for i = 0, n - 1 do
    inc(f(i))
    if i % 16 == 0 then
      local k = i
      f = compose(function(x) return x ~ k end, function(x) return x & 0xffff end)
    end
  end
  return string.format("%d", get())
end

local n = tonumber(arg[1]) or 30000000
local start = os.clock()
print("closures " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
