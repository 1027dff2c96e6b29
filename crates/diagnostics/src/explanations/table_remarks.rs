//! W1501–W1512: what `table check` remarks on.

use crate::codes::table_remarks as codes;

explanations! {
    EMPTY_TABLE {
        zh: "文件在，也读得了，但没有一行查得到：只有列标题，或者每行都缺关联键。查表的规则都会说查不到。补上各行。",
        en: "The file is there and can be read, and no row of it can be found: there are headings alone, or each row lacks a key. Every look-up will say that there is no row. Fill the rows in.",
        wrong: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 环节\n  指标 系数：数值\n=== 系数.csv\n环节,系数", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by step\n  field factor : number\n=== factors.csv\nstep,factor" },
        right: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 环节\n  指标 系数：数值\n=== 系数.csv\n环节,系数\n下料,2.1", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by step\n  field factor : number\n=== factors.csv\nstep,factor\ncutting,2.1" },
    }
    ROW_SKIPPED {
        zh: "空的关联键不代表任何值，这一行谁也查不到。填上关联键；若对任何值都适用，在声明里写（任意 = 「所有」），单元格里写“所有”。",
        en: "A blank key stands for no value, so nobody finds the row. Fill it in; where the row holds for every value, let the declaration say (any = \"all\") and the cell `all`.",
        wrong: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 环节\n  指标 系数：数值\n=== 系数.csv\n环节,系数\n下料,2.1\n,1.7", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by step\n  field factor : number\n=== factors.csv\nstep,factor\ncutting,2.1\n,1.7" },
        right: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 环节\n  指标 系数：数值\n=== 系数.csv\n环节,系数\n下料,2.1\n焊接,1.7", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by step\n  field factor : number\n=== factors.csv\nstep,factor\ncutting,2.1\nwelding,1.7" },
    }
    NEVER_CHOSEN {
        zh: "最具体的一行优先。代码组里的每个代码都另有更具体的行，这一行就永远轮不到。多余就删去；若本该采用它，核对那些更具体的行。",
        en: "The most specific row wins. Each code of the group has a row that is more specific, so this one never comes to it. Drop it where it is superfluous; where it was meant, look at the more specific rows.",
        wrong: { zh: "$ shensuan table check example.rule\n代码表 行业分类 来自 「行业.csv」 分级 大类, 小类\n参照表 手册 来自 「系数.csv」 关联键 行业（代码组）\n  指标 行业：代码 取自 行业分类\n  指标 系数：数值\n=== 系数.csv\n行业,系数\n33,2.1\n3311,1.7\n3360,1.9\n=== 行业.csv\ncode,name,parent\n33,金属制品业,\n3311,金属结构制造,33\n3360,金属表面处理,33", en: "$ shensuan table check example.rule\ncode list industries from \"industries.csv\" hierarchical division, class\ntable handbook from \"factors.csv\" keyed by industry (groups)\n  field industry : code from industries\n  field factor : number\n=== factors.csv\nindustry,factor\n33,2.1\n3311,1.7\n3360,1.9\n=== industries.csv\ncode,name,parent\n33,metal products,\n3311,metal structures,33\n3360,surface treatment,33" },
        right: { zh: "$ shensuan table check example.rule\n代码表 行业分类 来自 「行业.csv」 分级 大类, 小类\n参照表 手册 来自 「系数.csv」 关联键 行业（代码组）\n  指标 行业：代码 取自 行业分类\n  指标 系数：数值\n=== 系数.csv\n行业,系数\n33,2.1\n3311,1.7\n=== 行业.csv\ncode,name,parent\n33,金属制品业,\n3311,金属结构制造,33\n3360,金属表面处理,33", en: "$ shensuan table check example.rule\ncode list industries from \"industries.csv\" hierarchical division, class\ntable handbook from \"factors.csv\" keyed by industry (groups)\n  field industry : code from industries\n  field factor : number\n=== factors.csv\nindustry,factor\n33,2.1\n3311,1.7\n=== industries.csv\ncode,name,parent\n33,metal products,\n3311,metal structures,33\n3360,surface treatment,33" },
    }
    FINDS_NOTHING {
        zh: "代码区间里没有代码表中的代码，这一行谁也查不到：代码写错了，或者代码表是另一个版本。",
        en: "No code of the list lies in this span, so nobody finds the row: the codes are mistyped, or the list is of another edition.",
        wrong: { zh: "$ shensuan table check example.rule\n代码表 行业分类 来自 「行业.csv」 分级 大类, 小类\n参照表 手册 来自 「系数.csv」 关联键 行业（代码组）\n  指标 行业：代码 取自 行业分类\n  指标 系数：数值\n=== 系数.csv\n行业,系数\n3311,2.1\n81-83,1.7\n=== 行业.csv\ncode,name,parent\n33,金属制品业,\n3311,金属结构制造,33\n3360,金属表面处理,33", en: "$ shensuan table check example.rule\ncode list industries from \"industries.csv\" hierarchical division, class\ntable handbook from \"factors.csv\" keyed by industry (groups)\n  field industry : code from industries\n  field factor : number\n=== factors.csv\nindustry,factor\n3311,2.1\n81-83,1.7\n=== industries.csv\ncode,name,parent\n33,metal products,\n3311,metal structures,33\n3360,surface treatment,33" },
        right: { zh: "$ shensuan table check example.rule\n代码表 行业分类 来自 「行业.csv」 分级 大类, 小类\n参照表 手册 来自 「系数.csv」 关联键 行业（代码组）\n  指标 行业：代码 取自 行业分类\n  指标 系数：数值\n=== 系数.csv\n行业,系数\n3311,2.1\n33,1.7\n=== 行业.csv\ncode,name,parent\n33,金属制品业,\n3311,金属结构制造,33\n3360,金属表面处理,33", en: "$ shensuan table check example.rule\ncode list industries from \"industries.csv\" hierarchical division, class\ntable handbook from \"factors.csv\" keyed by industry (groups)\n  field industry : code from industries\n  field factor : number\n=== factors.csv\nindustry,factor\n3311,2.1\n33,1.7\n=== industries.csv\ncode,name,parent\n33,metal products,\n3311,metal structures,33\n3360,surface treatment,33" },
    }
    NEVER_IN_FORCE {
        zh: "终点早于起点，报告期落不进去，这一行从不采用。多半是两列填反了，或年份写错。",
        en: "It ends before it begins, so no reporting period is in it and the row is never used. Mostly the two columns are swapped, or a year is mistyped.",
        wrong: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 环节\n  有效期 生效自 至 生效至\n  指标 系数：数值\n=== 系数.csv\n环节,系数,生效自,生效至\n下料,2.1,2018-01-01,2017-12-31", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by step\n  in force first day to last day\n  field factor : number\n=== factors.csv\nstep,factor,first day,last day\ncutting,2.1,2018-01-01,2017-12-31" },
        right: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 环节\n  有效期 生效自 至 生效至\n  指标 系数：数值\n=== 系数.csv\n环节,系数,生效自,生效至\n下料,2.1,2017-01-01,2017-12-31", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by step\n  in force first day to last day\n  field factor : number\n=== factors.csv\nstep,factor,first day,last day\ncutting,2.1,2017-01-01,2017-12-31" },
    }
    SPELT_TWO_WAYS {
        zh: "同一列里两种写法，看上去是同一个值，只差空格、全角半角或标点。查表不分全角半角和大小写，也不计首尾空格；中间的空格和标点却是分的：那样的行，按通常写法查不到。统一写法。",
        en: "Two spellings in one column look like one value: they differ in blanks, width or punctuation alone. Look-ups pass over widths, letter case and blanks at the ends; blanks inside and punctuation they do not, so who writes the usual spelling does not find such a row. Use one spelling.",
        wrong: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 环节, 工艺\n  指标 系数：数值\n=== 系数.csv\n环节,工艺,系数\n下料,激光切割,2.1\n焊接,激光 切割,1.7", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by step, process\n  field factor : number\n=== factors.csv\nstep,process,factor\ncutting,CO2 laser,2.1\nwelding,CO2laser,1.7" },
        right: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 环节, 工艺\n  指标 系数：数值\n=== 系数.csv\n环节,工艺,系数\n下料,激光切割,2.1\n焊接,激光切割,1.7", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by step, process\n  field factor : number\n=== factors.csv\nstep,process,factor\ncutting,CO2 laser,2.1\nwelding,CO2 laser,1.7" },
    }
    UNIT_MISSING {
        zh: "数值的单位写在同一行的另一列，那一格是空的；或者算式写了参数，而说明参数单位的一格是空的。查到这一行也得不到数值。补上单位。",
        en: "The unit of the value stands in another column of the row, which is blank; or a formula writes a parameter whose unit is blank. Who finds the row gets no value. Fill the unit in.",
        wrong: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 环节\n  指标 系数：带单位数值 单位见 系数单位\n  指标 系数单位：文本\n=== 系数.csv\n环节,系数,系数单位\n下料,2.1,千克/吨\n焊接,1.7,", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by step\n  field factor : quantity in unit from factor unit\n  field factor unit : text\n=== factors.csv\nstep,factor,factor unit\ncutting,2.1,kg/t\nwelding,1.7," },
        right: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 环节\n  指标 系数：带单位数值 单位见 系数单位\n  指标 系数单位：文本\n=== 系数.csv\n环节,系数,系数单位\n下料,2.1,千克/吨\n焊接,1.7,千克/吨", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by step\n  field factor : quantity in unit from factor unit\n  field factor unit : text\n=== factors.csv\nstep,factor,factor unit\ncutting,2.1,kg/t\nwelding,1.7,kg/t" },
    }
    UNIT_OF_ANOTHER_KIND {
        zh: "同一种东西（如同一污染物）的其余各行，分子是同一种量，如质量；这一行不是，多半是单位抄错了。哪个关联键说明计量的是什么，由各行自己看出：它的值最能定下计量的量。",
        en: "All other rows of the same thing, such as a pollutant, count the same above the line, such as mass; this one does not, and its unit is mostly a slip. Which key says what is measured is learned from the rows: the one whose values tell it best.",
        wrong: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 环节, 污染物\n  指标 系数：带单位数值 单位见 系数单位\n  指标 系数单位：文本\n=== 系数.csv\n环节,污染物,系数,系数单位\n下料,颗粒物,2,千克/吨\n焊接,颗粒物,2,千克/吨\n打磨,颗粒物,2,立方米/吨\n喷砂,颗粒物,2,千克/吨\n抛丸,颗粒物,2,千克/吨\n铸造,颗粒物,2,千克/吨\n锻造,颗粒物,2,千克/吨\n热处理,颗粒物,2,千克/吨\n校直,颗粒物,2,千克/吨\n清洗,颗粒物,2,千克/吨", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by step, pollutant\n  field factor : quantity in unit from factor unit\n  field factor unit : text\n=== factors.csv\nstep,pollutant,factor,factor unit\ncutting,dust,2,kg/t\nwelding,dust,2,kg/t\ngrinding,dust,2,m³/t\nblasting,dust,2,kg/t\npeening,dust,2,kg/t\ncasting,dust,2,kg/t\nforging,dust,2,kg/t\nhardening,dust,2,kg/t\nstraightening,dust,2,kg/t\nwashing,dust,2,kg/t" },
        right: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 环节, 污染物\n  指标 系数：带单位数值 单位见 系数单位\n  指标 系数单位：文本\n=== 系数.csv\n环节,污染物,系数,系数单位\n下料,颗粒物,2,千克/吨\n焊接,颗粒物,2,千克/吨\n打磨,颗粒物,2,千克/吨\n喷砂,颗粒物,2,千克/吨\n抛丸,颗粒物,2,千克/吨\n铸造,颗粒物,2,千克/吨\n锻造,颗粒物,2,千克/吨\n热处理,颗粒物,2,千克/吨\n校直,颗粒物,2,千克/吨\n清洗,颗粒物,2,千克/吨", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by step, pollutant\n  field factor : quantity in unit from factor unit\n  field factor unit : text\n=== factors.csv\nstep,pollutant,factor,factor unit\ncutting,dust,2,kg/t\nwelding,dust,2,kg/t\ngrinding,dust,2,kg/t\nblasting,dust,2,kg/t\npeening,dust,2,kg/t\ncasting,dust,2,kg/t\nforging,dust,2,kg/t\nhardening,dust,2,kg/t\nstraightening,dust,2,kg/t\nwashing,dust,2,kg/t" },
    }
    UNIT_OF_NOTHING {
        zh: "其余各行的单位写明了是什么的量（-产品、-原料），这一行没有写：乘以产量还是用量，就看不出来。补上后缀。",
        en: "The units of the other rows say of what, `-产品` or `-原料`; this one does not, and nobody can tell what to multiply it by. Add the suffix.",
        wrong: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 环节\n  指标 系数：带单位数值 单位见 系数单位\n  指标 系数单位：文本\n=== 系数.csv\n环节,系数,系数单位\n下料,2,千克/吨-原料\n焊接,2,千克/吨-原料\n打磨,2,千克/吨-原料\n喷砂,2,千克/吨-原料\n抛丸,2,千克/吨", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by step\n  field factor : quantity in unit from factor unit\n  field factor unit : text\n=== factors.csv\nstep,factor,factor unit\ncutting,2,kg/t-material\nwelding,2,kg/t-material\ngrinding,2,kg/t-material\nblasting,2,kg/t-material\npeening,2,kg/t" },
        right: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 环节\n  指标 系数：带单位数值 单位见 系数单位\n  指标 系数单位：文本\n=== 系数.csv\n环节,系数,系数单位\n下料,2,千克/吨-原料\n焊接,2,千克/吨-原料\n打磨,2,千克/吨-原料\n喷砂,2,千克/吨-原料\n抛丸,2,千克/吨-原料", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by step\n  field factor : quantity in unit from factor unit\n  field factor unit : text\n=== factors.csv\nstep,factor,factor unit\ncutting,2,kg/t-material\nwelding,2,kg/t-material\ngrinding,2,kg/t-material\nblasting,2,kg/t-material\npeening,2,kg/t-material" },
    }
    OFF_BY_A_POWER {
        zh: "除一两个关联键外其余都相同的各行，数值彼此接近，只有这一行差若干个数量级（先换算成同一单位再比）：或除以 10 的幂后正与它们相当，或在五行以上的中位数三十倍以外。多半是小数点或单位抄错了；也可能本来如此，对照来源核实。",
        en: "The rows that have all keys but one or two in common are close to each other, and this one is powers of ten away, compared in one unit: divided by a power of ten it would be among them, or it is more than thirty times the median of five or more. Mostly a decimal point or a unit is a slip; it may be right, too: check its source.",
        wrong: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 环节\n  指标 系数：数值\n=== 系数.csv\n环节,系数\n下料,2.1\n焊接,1.7\n打磨,24\n喷砂,1.9\n抛丸,2.6", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by step\n  field factor : number\n=== factors.csv\nstep,factor\ncutting,2.1\nwelding,1.7\ngrinding,24\nblasting,1.9\npeening,2.6" },
        right: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 环节\n  指标 系数：数值\n=== 系数.csv\n环节,系数\n下料,2.1\n焊接,1.7\n打磨,2.4\n喷砂,1.9\n抛丸,2.6", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by step\n  field factor : number\n=== factors.csv\nstep,factor\ncutting,2.1\nwelding,1.7\ngrinding,2.4\nblasting,1.9\npeening,2.6" },
    }
    OUT_OF_BOUNDS {
        zh: "百分数列填 80 表示 80%。去除效率之类是整体的一部分，不会小于 0 或大于 100%；若这一列本来可以超出，就不必理会。",
        en: "In a column of percentages 80 is 80%. A share of a whole, such as an efficiency, is neither below 0 nor above 100%; where a column is no share, pass over it.",
        wrong: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 工艺\n  指标 去除效率：百分数\n=== 系数.csv\n工艺,去除效率\n袋式除尘,950\n旋风除尘,60", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by process\n  field efficiency : percent\n=== factors.csv\nprocess,efficiency\nbag filter,950\ncyclone,60" },
        right: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 工艺\n  指标 去除效率：百分数\n=== 系数.csv\n工艺,去除效率\n袋式除尘,95\n旋风除尘,60", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by process\n  field efficiency : percent\n=== factors.csv\nprocess,efficiency\nbag filter,95\ncyclone,60" },
    }
    VALUE_MISSING {
        zh: "其余各行都有数值，这一行空着：查得到这一行，算到这里却缺失。补上；确实没有的，留着也不会算错，只是算不出来。",
        en: "The other rows have a value and this one is blank: the row is found, and what reads it is missing. Fill it in; where it is not known, nothing is computed wrongly, it is not computed at all.",
        wrong: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 工艺\n  指标 去除效率：百分数\n=== 系数.csv\n工艺,去除效率\n袋式除尘,95\n旋风除尘,60\n湿式除尘,80\n静电除尘,", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by process\n  field efficiency : percent\n=== factors.csv\nprocess,efficiency\nbag filter,95\ncyclone,60\nscrubber,80\nprecipitator," },
        right: { zh: "$ shensuan table check example.rule\n参照表 手册 来自 「系数.csv」 关联键 工艺\n  指标 去除效率：百分数\n=== 系数.csv\n工艺,去除效率\n袋式除尘,95\n旋风除尘,60\n湿式除尘,80\n静电除尘,90", en: "$ shensuan table check example.rule\ntable handbook from \"factors.csv\" keyed by process\n  field efficiency : percent\n=== factors.csv\nprocess,efficiency\nbag filter,95\ncyclone,60\nscrubber,80\nprecipitator,90" },
    }
}
