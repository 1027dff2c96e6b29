//! E0780–E0784: forms that stand in a database.

registry! {
    codes {
        /// A data set that asks a database, and a program that cannot.
        BUILT_WITHOUT = "E0780" Error {
            zh: "{path} 要从 PostgreSQL 读取报表，而这个程序编译时没有带上这项功能",
            en: "{path} reads forms from PostgreSQL, and this program was built without that",
        }
        /// A server that lets nobody in.
        NO_CONNECTION = "E0781" Error { zh: "连不上数据库 {server}：{why}", en: "cannot connect to the database {server}: {why}" }
        /// A table that is not there.
        NO_SUCH_TABLE = "E0782" Error {
            zh: "数据库 {server} 中没有表或视图“{table}”",
            en: "the database {server} has no table or view `{table}`",
        }
        /// A table or query that the server does not answer.
        NO_ANSWER = "E0783" Error { zh: "数据库没有给出 {path}：{why}", en: "the database does not hand out {path}: {why}" }
        /// Rows that end before their end.
        ANSWER_BROKE_OFF = "E0784" Error {
            zh: "{path} 读到第 {row} 行中断：{why}",
            en: "reading {path} broke off behind row {row}: {why}",
        }
    }
    notes {
        /// How a program that can is made.
        BUILD_WITH_POSTGRES {
            zh: "用 cargo run --release --features postgres -- … 运行，或者把各表导出为 .csv，删去 [postgres] 一节",
            en: "run it by cargo run --release --features postgres -- …, or export the tables as .csv and take the section [postgres] out",
        }
        /// Why something does not work: what the server says of it.
        WHY_SERVER_SAYS { zh: "服务器说“{why}”（{state}）", en: "the server says `{why}` ({state})" }
        /// Why nobody is let in.
        WHY_NOT_REACHED { zh: "服务器没有应答（{why}）", en: "the server does not answer ({why})" }
        /// Why nobody is let in.
        WHY_WRONG_PASSWORD { zh: "用户名或密码不对", en: "user or password are wrong" }
        /// Why nobody is let in.
        WHY_NO_PASSWORD { zh: "服务器要密码，而没有给出密码", en: "the server wants a password, and none is given" }
        /// Why nobody is let in.
        WHY_TLS_WANTED { zh: "{setting} 要求加密连接，而这个程序不会加密", en: "{setting} wants an encrypted connection, which this program cannot make" }
        /// Why nobody is let in.
        WHY_NO_SUCH_SETTING { zh: "地址中的“{name}”不能用", en: "`{name}` cannot stand in the address" }
        /// Why nobody is let in.
        WHY_NO_ADDRESS { zh: "地址写法不对", en: "the address is not written as one" }
        /// Why reading broke off, or nobody is let in.
        WHY_CUT { zh: "连接断了", en: "the connection was cut" }
        /// Why reading broke off.
        WHY_CUT_BECAUSE { zh: "连接断了（{why}）", en: "the connection was cut ({why})" }
        /// Why reading broke off.
        WHY_CANCELLED { zh: "查询被取消，或者超过了服务器允许的时间（{why}）", en: "the query was cancelled, or took longer than the server allows ({why})" }
        /// Why reading broke off.
        WHY_NO_TEXT { zh: "下一行不是 UTF-8 文字；数据库的编码可能是 SQL_ASCII", en: "the next row is no UTF-8; the encoding of the database may be SQL_ASCII" }
        /// Why something of a database does not work.
        WHY_PROTOCOL { zh: "与服务器的对话出错（{why}）", en: "the server was not understood ({why})" }
        /// How a database is reached.
        HOW_ADDRESSES_ARE {
            zh: "地址写作 url = \"postgres://用户@主机:5432/数据库\"；不写的部分取自 PGHOST、PGPORT、PGUSER、PGDATABASE。特殊字符写成 %40 这样的形式",
            en: "write url = \"postgres://USER@HOST:5432/DATABASE\"; what it leaves out is taken from PGHOST, PGPORT, PGUSER, PGDATABASE. Special characters are written like %40",
        }
        /// How a server is made to answer.
        IS_IT_RUNNING {
            zh: "核对主机和端口，看服务器是否在运行、是否允许从这里连接",
            en: "check host and port, whether the server is running, and whether it may be reached from here",
        }
        /// Where passwords are looked for.
        WHERE_PASSWORDS_ARE {
            zh: "密码写在 ~/.pgpass（只许本人读写）或环境变量 PGPASSWORD 中",
            en: "put the password into ~/.pgpass, which nobody else may read, or into PGPASSWORD",
        }
        /// A file of passwords that was not read.
        PASSWORDS_OF_ALL {
            zh: "{path} 别人也能读，没有用；先运行 chmod 600 {path}",
            en: "{path} was passed over, for others may read it; run chmod 600 {path} first",
        }
        /// What to do where a connection must be encrypted.
        CONNECT_OTHERWISE {
            zh: "从数据库所在的机器经本机套接字连接，或者先开一条加密通道（ssh -L 5433:localhost:5432 主机）再连它，并写 sslmode=disable",
            en: "connect by a local socket on the machine of the database, or through a tunnel (ssh -L 5433:localhost:5432 HOST), and write sslmode=disable",
        }
        /// Which tables there are.
        TABLES_ARE { zh: "看得到的有：{names}", en: "it has {names}" }
        /// What to do about rows that broke off.
        READ_IT_AGAIN {
            zh: "什么都没有写；连接稳定时再运行一次",
            en: "nothing was written; run it again when the connection is sound",
        }
        /// What to do about rows that cannot be computed.
        MEND_THE_QUERY {
            zh: "什么都没有写；改正查询或者数据，使每一行都算得出来",
            en: "nothing was written; mend the query or the data, so that every row can be computed",
        }
        /// How a column is read.
        TAKE_A_VALUE_OUT {
            zh: "要用其中的内容，写成查询，把它变成一行一个值，例如 列 ->> '名称' 或 列::text",
            en: "to use what is in it, write a query that makes one value a row of it, such as COLUMN ->> 'name' or COLUMN::text",
        }
        /// What is wrong with a form of a database.
        A_TABLE_OR_A_QUERY { zh: "表名，或者 { query = \"select …\" }", en: "the name of a table, or { query = \"select …\" }" }
    }
}
