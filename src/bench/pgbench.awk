# Converts the statements that PostgreSQL logged (log_statement = all, log_line_prefix = '>> ') to a script for pgbench with
# the same statements in the same transactions, and to its variables:
#
#   awk -v variables=FILE [-v given=FILE] [-v now=1] -f pgbench.awk log > script
#
# Parameters become variables of pgbench, p<statement>_<parameter>, because pgbench -M prepared sends them separately from
# the statement, as the application does. FILE of variables has their values as name=value, each ended by the character RS
# (36 octal), because a value may have several lines. FILE of given has lines name=value: a parameter with such a value
# becomes the variable of that name, which the script does not set. With now, every time becomes the variable now.

BEGIN {
    while (given != "" && (getline line < given) > 0) {
        names[substr(line, index(line, "=") + 1)] = ":" substr(line, 1, index(line, "=") - 1)
    }
}

function finish(    i, name) {
    read_parameters(details)
    # The driver queries the catalogue for the columns of a result once per connection, not once per request.
    if (sql != "" && sql !~ /pg_catalog\./) {
        statements++
        if (sql ~ /[^:]:[A-Za-z0-9_]/) {
            print "pgbench would read a part of this as a variable: " sql > "/dev/stderr"
            failed = 1
            exit 1
        }
        # Replaces the last parameter first, because $1 is a prefix of $12.
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
# The driver begins a transaction without preparing the statement.
/^>> LOG:  statement: BEGIN$/ {
    finish()
    sql = "BEGIN"
    continued = ""
    next
}
# The following lines of a message begin with a tab.
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
