-- The twin of quicksort.go.
local function int(x) return string.format("%d", x) end

local seed = 42
local function random(limit)
  seed = seed * 16807 % 2147483647
  return seed % limit
end

local function quicksort(a, low, high)
  while low < high do
    local pivot = a[low + (high - low) // 2]
    local i, j = low, high
    while i <= j do
      while a[i] < pivot do i = i + 1 end
      while a[j] > pivot do j = j - 1 end
      if i <= j then
        a[i], a[j] = a[j], a[i]
        i, j = i + 1, j - 1
      end
    end
    quicksort(a, low, j)
    low = i
  end
end

local function bench(n)
  local a = {}
  for i = 0, n - 1 do a[i] = random(1000000) end
  quicksort(a, 0, n - 1)
  local sum = 0
  for i = 0, n - 1 do sum = (sum + i % 100 * a[i]) % 1000000007 end
  return int(sum)
end

local n = tonumber(arg[1]) or 2500000
local start = os.clock()
print("quicksort " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
