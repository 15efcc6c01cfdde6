-- The twin of builder.go.
local function int(x) return string.format("%d", x) end

local function bench(n)
  local parts = {}
  for i = 0, n - 1 do
    parts[#parts + 1] = "item"
    parts[#parts + 1] = string.char(48 + i % 10)
    parts[#parts + 1] = "→"
  end
  local all = table.concat(parts)
  local sum = #all
  local line = ""
  for i = 0, n - 1 do
    line = line .. "xy"
    if #line > 64 then
      local _, times = line:gsub("yx", "")
      sum = sum + times
      line = "<" .. string.char(97 + i % 26) .. ">"
    end
  end
  for i = 1, #all - 16, 16 do
    if all:sub(i, i + 3) == "item" then sum = sum + 1 end
  end
  return int(sum)
end

local n = tonumber(arg[1]) or 4000000
local start = os.clock()
print("builder " .. bench(n))
io.stderr:write(string.format("elapsed_ns=%d\n", math.floor((os.clock() - start) * 1e9)))
