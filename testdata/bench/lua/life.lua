-- The twin of life.go.
local function int(x) return string.format("%d", x) end

local side = 256

local function bench(n)
  local grid, next = {}, {}
  local seed = 42
  for y = 0, side - 1 do
    grid[y], next[y] = {}, {}
    for x = 0, side - 1 do
      seed = seed * 16807 % 2147483647
      grid[y][x] = seed % 3 == 0 and 1 or 0
      next[y][x] = 0
    end
  end
  for _ = 1, n do
    for y = 0, side - 1 do
      local above, row, below, new = grid[(y + side - 1) % side], grid[y], grid[(y + 1) % side], next[y]
      for x = 0, side - 1 do
        local l, r = (x + side - 1) % side, (x + 1) % side
        local around = above[l] + above[x] + above[r] + row[l] + row[r] + below[l] + below[x] + below[r]
        if around == 3 or (around == 2 and row[x] == 1) then new[x] = 1 else new[x] = 0 end
      end
    end
    grid, next = next, grid
  end
  local alive = 0
  for y = 0, side - 1 do
    for x = 0, side - 1 do alive = alive + grid[y][x] end
  end
  return int(alive)
end

local n = tonumber(arg[1]) or 300
local start = os.clock()
print("life " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
