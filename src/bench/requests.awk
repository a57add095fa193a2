# Selects the statements that requests ran from the log of PostgreSQL (log_statement = all, log_line_prefix = '>%a %p> '). Each
# has the prefix '>> ', and the statements of a transaction are together:
#
#   awk -v own=FILE -f requests.awk log
#
# FILE has the first lines of statements that do not belong to requests; a transaction with one of them is left out. So is
# the connection of the change log, because every write notifies it.

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
                # The transaction began before the log was read.
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
