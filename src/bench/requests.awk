# Leaves of what PostgreSQL logged (log_statement = all, log_line_prefix = '>%a %p> ') the statements that requests ran, each
# behind '>> ', a transaction in one piece:
#
#   awk -v own=FILE -f requests.awk log
#
# FILE has the first lines of statements that are none of a request's; a transaction with one of them is left out, and so is
# the connection that follows the change log, which every write wakes.

BEGIN {
    while ((getline line < own) > 0) {
        is_own[line]
    }
}

/^>[^>]*> / {
    match($0, /^>[^>]*> /)
    origin = substr($0, 2, RLENGTH - 3)
    sub(/^>[^>]*> /, ">> ")
    process = origin
    sub(/.* /, "", process)
    follows = origin ~ /^Broadsheet change log /
    if (/^>> LOG:  (execute|statement)/) {
        statement = $0
        sub(/^>> LOG:  (execute [^:]*|statement): /, "", statement)
        if (!open[process]) {
            piece[process] = ++pieces
            of[pieces] = process
        }
        if (statement == "BEGIN") {
            open[process] = 1
        } else if (statement == "COMMIT" || statement == "ROLLBACK") {
            if (!open[process]) {
                # It began before the command did.
                for (i = 1; i <= pieces; i++) {
                    if (of[i] == process) {
                        dropped[i] = 1
                    }
                }
            }
            open[process] = 0
        }
        if (statement in is_own) {
            dropped[piece[process]] = 1
        }
    }
}

!follows && process in piece { text[piece[process]] = text[piece[process]] $0 "\n" }

END {
    for (i = 1; i <= pieces; i++) {
        if (!(i in dropped)) {
            printf "%s", text[i]
        }
    }
}
