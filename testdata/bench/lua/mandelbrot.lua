-- The twin of mandelbrot.go.
local function int(x) return string.format("%d", x) end

local function bench(n)
  local inside = 0
  for y = 0, n - 1 do
    for x = 0, n - 1 do
      local cr, ci = 3 * x / n - 2, 2 * y / n - 1
      local zr, zi, i = 0.0, 0.0, 0
      while i < 200 and zr * zr + zi * zi <= 4 do
        zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
        i = i + 1
      end
      inside = inside + i
    end
  end
  return int(inside)
end

local n = tonumber(arg[1]) or 900
local start = os.clock()
print("mandelbrot " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
