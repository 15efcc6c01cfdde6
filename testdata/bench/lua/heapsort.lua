-- The twin of heapsort.go.
local function int(x) return string.format("%d", x) end

local seed = 42
local function random(limit)
  seed = seed * 16807 % 2147483647
  return seed % limit
end

local function sift(a, root, n)
  while true do
    local child = 2 * root + 1
    if child >= n then return end
    if child + 1 < n and a[child] < a[child + 1] then child = child + 1 end
    if a[root] >= a[child] then return end
    a[root], a[child] = a[child], a[root]
    root = child
  end
end

local function bench(n)
  local a = {}
  for i = 0, n - 1 do a[i] = random(1000000) end
  for i = n // 2 - 1, 0, -1 do sift(a, i, n) end
  for last = n - 1, 1, -1 do
    a[0], a[last] = a[last], a[0]
    sift(a, 0, last)
  end
  local sum = 0
  for i = 0, n - 1 do sum = (sum + i % 100 * a[i]) % 1000000007 end
  return int(sum)
end

local n = tonumber(arg[1]) or 1500000
local start = os.clock()
print("heapsort " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
