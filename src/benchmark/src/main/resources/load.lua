-- Arguments: method, file of paths (one per line, sent in turn), file of the body or "-", headers as "Name: value".

function init(args)
  wrk.method = args[1]
  if args[3] ~= "-" then
    wrk.body = io.open(args[3], "rb"):read("*a")
  end
  for i = 4, #args do
    local name, value = args[i]:match("^([^:]+): (.*)$")
    wrk.headers[name] = value
  end
  paths = {}
  for path in io.lines(args[2]) do
    paths[#paths + 1] = path
  end
  next_path = 0
  if #paths == 1 then
    local only = wrk.format(nil, paths[1])
    request = function() return only end
  else
    request = function()
      next_path = next_path % #paths + 1
      return wrk.format(nil, paths[next_path])
    end
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
