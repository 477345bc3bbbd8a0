-- Another box for every request, so that no kept answer counts. Arguments: the address up to the box, then the
-- ground's west, south, east, north and the box's width and height, all in degrees.
local before, west, south, east, north, width, height

function init(args)
  before = args[1]
  west, south, east, north, width, height = tonumber(args[2]), tonumber(args[3]), tonumber(args[4]), tonumber(args[5]), tonumber(args[6]), tonumber(args[7])
  math.randomseed(os.time())
end

function request()
  local x = west + math.random() * (east - west - width)
  local y = south + math.random() * (north - south - height)
  return wrk.format("GET", string.format("%s%.5f,%.5f,%.5f,%.5f", before, x, y, x + width, y + height))
end
