-- The twin of binarytrees.go.
local function int(x) return string.format("%d", x) end

local function tree(depth)
  if depth == 0 then return {} end
  return {tree(depth - 1), tree(depth - 1)}
end

local function count(t)
  if not t[1] then return 1 end
  return 1 + count(t[1]) + count(t[2])
end

local function bench(n)
  local long = tree(n)
  local sum = count(tree(n + 1))
  for d = 4, n, 4 do
    for _ = 1, 2 ^ (n - d + 4) do sum = sum + count(tree(d)) end
  end
  return int(sum + count(long))
end

local n = tonumber(arg[1]) or 15
local start = os.clock()
print("binarytrees " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
