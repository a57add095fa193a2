-- For wrk: requests the path of the URL or, if BENCH_PATHS names a file of paths, random ones of these. Prints the result as
-- one line for a script.

local file = os.getenv("BENCH_PATHS") or ""
local threads = 0

function setup(thread)
    threads = threads + 1
    thread:set("seed", threads)
end

if file ~= "" then
    local requests = {}

    function init()
        math.randomseed(seed)
        for path in io.lines(file) do
            requests[#requests + 1] = wrk.format("GET", path)
        end
    end

    function request()
        return requests[math.random(#requests)]
    end
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        "RESULT %.1f %.2f %.2f %d %d\n",
        summary.requests / summary.duration * 1e6,
        latency:percentile(50) / 1000,
        latency:percentile(99) / 1000,
        errors.connect + errors.read + errors.write + errors.timeout + errors.status,
        summary.requests > 0 and summary.bytes / summary.requests or 0))
end
