# Turns what PostgreSQL logged of requests (log_statement = all, log_line_prefix = '>> ') into a script for pgbench with
# the same statements in the same transactions, and the parameters that belong to it:
#
#   awk -v variables=FILE [-v given=FILE] [-v now=1] -f pgbench.awk log > script
#
# Parameters become variables of pgbench's, p<statement>_<parameter>, which FILE gives values, name=value, each ended by
# the character RS (36 octal), since a value may have several lines: pgbench -M prepared passes them apart from the
# statement, as the application does. A parameter that equals a value in given, name=value a line, becomes the variable
# of that name, which is left to the caller; and so, with now, does every time.

BEGIN {
    while (given != "" && (getline line < given) > 0) {
        names[substr(line, index(line, "=") + 1)] = ":" substr(line, 1, index(line, "=") - 1)
    }
}

function finish(    i, name) {
    read_parameters(details)
    # The driver asks the catalogue about the columns of a result once a connection, not once a request.
    if (sql != "" && sql !~ /pg_catalog\./) {
        statements++
        if (sql ~ /[^:]:[A-Za-z0-9_]/) {
            print "pgbench would take a part of this for a variable: " sql > "/dev/stderr"
            failed = 1
            exit 1
        }
        # From the last one down, since $1 is the beginning of $12.
        for (i = parameters; i >= 1; i--) {
            if (value[i] == "NULL" && !quoted[i]) {
                name = "NULL"
            } else if (value[i] == "") {
                # pgbench accepts no empty variable.
                name = "''"
            } else if (value[i] in names) {
                name = names[value[i]]
            } else if (now && value[i] ~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9]:/) {
                name = ":now"
            } else {
                name = ":p" statements "_" i
                printf "%s=%s\036", substr(name, 2), value[i] > variables
            }
            gsub("\\$" i, name, sql)
        }
        print sql ";"
    }
    sql = ""
    details = ""
    parameters = 0
}

# $1 = 'it''s', $2 = NULL, ...
function read_parameters(text,    i, end) {
    while (match(text, /^\$[0-9]+ = /)) {
        i = substr(text, 2, RLENGTH - 4) + 0
        parameters = i > parameters ? i : parameters
        text = substr(text, RLENGTH + 1)
        quoted[i] = substr(text, 1, 1) == "'"
        if (quoted[i]) {
            value[i] = ""
            text = substr(text, 2)
            while ((end = index(text, "'")) > 0) {
                value[i] = value[i] substr(text, 1, end - 1)
                text = substr(text, end + 1)
                if (substr(text, 1, 1) != "'") {
                    break
                }
                value[i] = value[i] "'"
                text = substr(text, 2)
            }
        } else {
            match(text, /^[^,]*/)
            value[i] = substr(text, 1, RLENGTH)
            text = substr(text, RLENGTH + 1)
        }
        sub(/^, /, "", text)
    }
}

/^>> LOG:  execute [^:]*: / {
    finish()
    sub(/^>> LOG:  execute [^:]*: /, "")
    sql = $0
    continued = "sql"
    next
}
# So the driver begins a transaction, without preparing it.
/^>> LOG:  statement: BEGIN$/ {
    finish()
    sql = "BEGIN"
    continued = ""
    next
}
# Further lines of a message begin with a tab.
/^\t/ {
    if (continued == "sql") {
        sql = sql "\n" substr($0, 2)
    } else if (continued == "details") {
        details = details "\n" substr($0, 2)
    }
    next
}
/^>> DETAIL:  [Pp]arameters: / {
    continued = ""
    if (sql != "") {
        sub(/^>> DETAIL:  [Pp]arameters: /, "")
        details = $0
        continued = "details"
    }
    next
}
{
    continued = ""
}
END {
    if (!failed) {
        finish()
        if (statements == 0) {
            print "PostgreSQL logged no statement of this request" > "/dev/stderr"
            exit 1
        }
    }
    exit failed
}
