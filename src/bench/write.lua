-- For wrk: creates stories and publishes them. Prints the result as one line for a script. BENCH_STORY names a file with
-- a story in which {n} is replaced, BENCH_KEY is the API key, and BENCH_RUN is a prefix that makes the titles of this run
-- unique.

local ffi = require("ffi")
ffi.cdef("typedef struct { long seconds; long nanoseconds; } bench_time; int clock_gettime(int clock, bench_time *time);")
local CLOCK_MONOTONIC = 1
local clock = ffi.new("bench_time")

local function milliseconds()
    ffi.C.clock_gettime(CLOCK_MONOTONIC, clock)
    return tonumber(clock.seconds) * 1e3 + tonumber(clock.nanoseconds) / 1e6
end

local STORIES = "/v1/admin/stories"
local RUN = os.getenv("BENCH_RUN")
local AUTHORIZATION = "Bearer " .. os.getenv("BENCH_KEY")
local EXPECTED = { create = 201, publish = 200 }

local threads = {}

function setup(thread)
    threads[#threads + 1] = thread
    thread:set("number", #threads)
end

function init()
    local file = assert(io.open(os.getenv("BENCH_STORY")))
    local story = file:read("*a")
    file:close()
    local from, to = story:find("{n}", 1, true)
    before, after = story:sub(1, from - 1), story:sub(to + 1)
    sent = 0
    pending = {} -- requests without a response, by the request id, which the response repeats
    drafts = {}
    -- The number of responses by response time in hundredths of a millisecond.
    create, publish = {}, {}
    failures, failure = 0, ""
end

-- wrk does not identify the connection, so a request publishes any draft, or creates a story if there is none.
function request()
    sent = sent + 1
    local id = RUN .. number .. "-" .. sent
    local draft = table.remove(drafts)
    local asked
    if draft then
        asked = wrk.format("POST", STORIES .. "/" .. draft.id .. "/publish",
            { ["Authorization"] = AUTHORIZATION, ["X-Request-Id"] = id, ["If-Match"] = draft.etag })
    else
        asked = wrk.format("POST", STORIES,
            { ["Authorization"] = AUTHORIZATION, ["X-Request-Id"] = id, ["Content-Type"] = "application/json" },
            before .. id .. after)
    end
    pending[id] = { kind = draft and "publish" or "create", at = milliseconds() }
    return asked
end

local function fail(what)
    failures = failures + 1
    if failure == "" then
        failure = what
    end
end

function response(status, headers, body)
    local now = milliseconds()
    local id = headers["X-Request-Id"]
    local asked = pending[id]
    if not asked then
        return fail("a response without a request: " .. status .. " " .. body)
    end
    pending[id] = nil
    if status ~= EXPECTED[asked.kind] then
        return fail(asked.kind .. ": " .. status .. " " .. body)
    end
    local took = math.floor((now - asked.at) * 100)
    local times = asked.kind == "create" and create or publish
    times[took] = (times[took] or 0) + 1
    if asked.kind == "create" then
        local draft = { id = body:match('"id":"([^"]+)"'), etag = headers["ETag"] }
        if not draft.id or not draft.etag then
            return fail("a story without id or ETag: " .. body)
        end
        drafts[#drafts + 1] = draft
    end
end

-- Returns the number of response times of all threads, and a function that returns a percentile in milliseconds.
local function times_of(kind)
    local total, counts, order = 0, {}, {}
    for _, thread in ipairs(threads) do
        for took, count in pairs(thread:get(kind)) do
            if not counts[took] then
                counts[took] = 0
                order[#order + 1] = took
            end
            counts[took] = counts[took] + count
            total = total + count
        end
    end
    table.sort(order)
    return total, function(percentage)
        local seen = 0
        for _, took in ipairs(order) do
            seen = seen + counts[took]
            if seen >= total * percentage / 100 then
                return took / 100
            end
        end
        return 0
    end
end

function done(summary)
    local errors = summary.errors
    local count = errors.connect + errors.read + errors.write + errors.timeout
    for _, thread in ipairs(threads) do
        count = count + thread:get("failures")
        if thread:get("failure") ~= "" then
            io.write("FAILURE ", thread:get("failure"), "\n")
        end
    end
    local _, created_within = times_of("create")
    local published, published_within = times_of("publish")
    io.write(string.format(
        "RESULT %.1f %.2f %.2f %.2f %.2f %d %d\n",
        published / summary.duration * 1e6,
        created_within(50), created_within(99),
        published_within(50), published_within(99),
        count, published))
end
