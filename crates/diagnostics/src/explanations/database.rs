//! E0780–E0784: forms that stand in a database.

use crate::codes::database as codes;

explanations! {
    BUILT_WITHOUT {
        zh: "dataset.toml 的 [postgres] 一节说有的报表在 PostgreSQL 数据库里。读数据库的部分平时不编译，编译时加上 --features postgres 才有。没有它就不读，也不会当作没有这些报表。",
        en: "The section [postgres] of `dataset.toml` says that some forms stand in a PostgreSQL database. What reads them is built only with --features postgres. Without it nothing is read, and nothing is taken for missing.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/dataset.toml\n[postgres]\nurl = \"postgres://reader@localhost/census\"\n[postgres.forms]\n\"基本情况表\" = \"t_bas_g101_1\"", en: "$ shensuan review data --rulebook national\n=== data/dataset.toml\n[postgres]\nurl = \"postgres://reader@localhost/census\"\n[postgres.forms]\n\"basic form\" = \"t_bas_g101_1\"" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5" },
    }
    NO_CONNECTION {
        zh: "地址取自 dataset.toml 的 url；其中没有写的，取自 PGHOST、PGPORT、PGUSER、PGDATABASE、PGPASSWORD 等环境变量；密码也取自 ~/.pgpass。程序不会加密连接：sslmode 为 require、verify-ca 或 verify-full 时拒绝连接，不会悄悄不加密。在 psql 中用同样的地址试一下，可以看出是哪一处不对。",
        en: "The address is that of `url` in `dataset.toml`; what it leaves out is taken from PGHOST, PGPORT, PGUSER, PGDATABASE, PGPASSWORD and the like, and a password from ~/.pgpass too. Connections are not encrypted: where sslmode is require, verify-ca or verify-full none is made, rather than one that is plain. Try the same address in psql to see which part is wrong."
    }
    NO_SUCH_TABLE {
        zh: "[postgres.forms] 中的表名要与数据库中的表或视图相同；不写模式名时在 search_path 中找。名称先按原样找，再按小写找。没有权限看到的模式，要请管理员授权。",
        en: "A name under [postgres.forms] is that of a table or view; without a schema it is looked for along the search_path. It is looked for as it is written, then in small letters. A schema that you may not see is one to ask its owner for."
    }
    NO_ANSWER {
        zh: "服务器拒绝执行：查询写错、没有读取的权限，或者超过了服务器允许的时间。查询在一个只读的事务中执行，不能改动数据。在 psql 中运行同样的查询，看它说什么。",
        en: "The server refuses: the query is wrong, the table is not yours to read, or it took longer than the server allows. Queries run in a transaction that only reads, and cannot change anything. Run the same query in psql to see what it says."
    }
    ANSWER_BROKE_OFF {
        zh: "读取途中连接断了、查询被取消、服务器停了，或者某一行的计算出错。只读了一部分的报表不能用，所以什么都没有写。",
        en: "The connection was cut, the query cancelled, the server stopped, or computing a row failed while rows were being read. A form that was read in part is of no use, so nothing was written."
    }
}
