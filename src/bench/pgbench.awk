# Turns what PostgreSQL logged of one request (log_statement = all, log_line_prefix = '>> ') into a script for pgbench
# with the same statements, and the parameters that belong to it:
#
#   awk -v variables=FILE [-v slug=SLUG -v id=ID] -f pgbench.awk log > script
#
# Parameters become variables of pgbench's, p<statement>_<parameter>, which FILE gives values, one name=value a line:
# pgbench -M prepared passes them apart from the statement, as the application does. A parameter that equals slug or id
# becomes the variable of that name, which is left to the caller.

function finish(    i, name) {
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
            } else if (slug != "" && value[i] == slug) {
                name = ":slug"
            } else if (id != "" && value[i] == id) {
                name = ":id"
            } else {
                name = ":p" statements "_" i
                print substr(name, 2) "=" value[i] > variables
            }
            gsub("\\$" i, name, sql)
        }
        print sql ";"
    }
    sql = ""
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
    continued = 1
    next
}
# Further lines of a message begin with a tab.
/^\t/ {
    if (continued) {
        sql = sql "\n" substr($0, 2)
    }
    next
}
/^>> DETAIL:  [Pp]arameters: / {
    continued = 0
    if (sql != "") {
        sub(/^>> DETAIL:  [Pp]arameters: /, "")
        read_parameters($0)
    }
    next
}
{
    continued = 0
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
