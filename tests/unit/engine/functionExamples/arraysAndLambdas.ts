// Examples of functions of arrays, of functions that take functions, and of references as a table sees them.

export const ARRAY_EXAMPLES: Readonly<Record<string, string>> = {
  lambdas: `
    =LAMBDA(a,b,a*b)(3,4) | 12
    =LET(f,LAMBDA(a,a+[@n]),f(1)) | 21
    =LET(f,LAMBDA(a,[b],IF(ISOMITTED(b),a,a+b)),f(1)&f(1,2)) | "13"
    =LAMBDA(a,a)() | #VALUE!
    =LAMBDA(a,a)(1,2) | #VALUE!
    =LET(f,LAMBDA(g,n,IF(n=0,0,n+g(g,n-1))),f(f,100)) | 5050
    =LET(f,LAMBDA(g,n,g(g,n+1)),f(f,1)) | #NUM!
    =LAMBDA(a,a) | #CALC!
    =SUM(MAP([n],LAMBDA(v,v*2))) | 300
    =SUM(MAP({1,2},{3,4},LAMBDA(a,b,a*b))) | 11
    =REDUCE(0,[n],LAMBDA(total,v,total+v)) | 150
    =REDUCE(,{1,2,3},LAMBDA(total,v,total*v)) | 6
    =TEXTJOIN(",",TRUE,SCAN("",{"a","b","c"},LAMBDA(so_far,v,so_far&v))) | "a,ab,abc"
    =SUM(BYROW({1,2;3,4},LAMBDA(r,MAX(r)))) | 6
    =SUM(BYCOL({1,2;3,4},LAMBDA(c,MAX(c)))) | 7
    =SUM(BYROW({1,2;3,4},SUM)) | 10
    =SUM(MAKEARRAY(2,3,LAMBDA(r,c,r*c))) | 18
    =MAP([n],1) | #VALUE!
  `,
  shapes: `
    =SUM(TAKE([n],2)) | 30
    =SUM(TAKE([n],-2)) | 90
    =SUM(DROP([n],1)) | 140
    =SUM(DROP([n],-4)) | 10
    =DROP([n],5) | #CALC!
    =SUM(CHOOSEROWS([n],1,-1)) | 60
    =SUM(CHOOSECOLS({1,2,3},3,1)) | 4
    =CHOOSECOLS({1,2,3},4) | #VALUE!
    =COLUMNS(HSTACK({1,2},{3;4})) | 3
    =INDEX(HSTACK({1,2},{3;4}),2,1) | #N/A
    =SUM(VSTACK({1,2},{3,4})) | 10
    =TEXTJOIN(",",TRUE,TOCOL({1,2;3,4})) | "1,2,3,4"
    =TEXTJOIN(",",TRUE,TOROW({1,2;3,4},0,TRUE)) | "1,3,2,4"
    =COUNTA(TOCOL({1,#N/A,3},2)) | 2
    =INDEX(WRAPROWS({1,2,3},2),2,2) | #N/A
    =INDEX(WRAPROWS({1,2,3},2,"-"),2,2) | "-"
    =INDEX(WRAPCOLS({1,2,3},2),1,2) | 3
    =WRAPROWS({1,2;3,4},2) | #VALUE!
    =WRAPCOLS({1,2},0) | #NUM!
    =SUM(EXPAND({1,2},2,2,5)) | 13
    =EXPAND({1,2},1,1) | #VALUE!
    =INDEX(TRANSPOSE({1,2,3}),3,1) | 3
    =SUM(TRIMRANGE([n])) | 150
    =INDEX(SORTBY([key],[n],-1),1) | "a"
    =INDEX(SORTBY({1;2;3},{1;1;2},-1,{1;2;3},1),2) | 1
  `,
  "cut texts": `
    =TEXTBEFORE("a-b-c","-") | "a"
    =TEXTBEFORE("a-b-c","-",-1) | "a-b"
    =TEXTBEFORE("abc","x") | #N/A
    =TEXTBEFORE("abc","x",,,1) | "abc"
    =TEXTBEFORE("abc","x",,,,"none") | "none"
    =TEXTBEFORE("aXb","x",,1) | "a"
    =TEXTAFTER("a-b-c","-") | "b-c"
    =TEXTAFTER("a-b;c",{";","-"},2) | "c"
    =TEXTAFTER("abc","b",0) | #VALUE!
    =TEXTAFTER("abc","") | "abc"
    =COLUMNS(TEXTSPLIT("a,b,c",",")) | 3
    =INDEX(TEXTSPLIT("a=1;b=2","=",";"),2,2) | "2"
    =COLUMNS(TEXTSPLIT("a,,c",",",,TRUE)) | 2
    =INDEX(TEXTSPLIT("a=1;b","=",";"),2,2) | #N/A
  `,
  "references in a table": `
    =ROWS([n]) | 5
    =COLUMNS(T[[n]:[x]]) | 2
    =ROW([@n]) | 3
    =ROW() | #VALUE!
    =COLUMN() | #VALUE!
    =OFFSET([@n],1,0) | #VALUE!
    =INDIRECT("A1") | #REF!
    =ADDRESS(2,3) | "$C$2"
    =ADDRESS(2,3,4) | "C2"
    =ADDRESS(2,3,1,FALSE) | "R2C3"
    =ADDRESS(2,3,4,FALSE,"My sheet") | "'My sheet'!R[2]C[3]"
    =HYPERLINK("https://example.org","here") | "here"
    =ISREF([n]) | true
    =ISREF(1) | false
    =AREAS([n]) | #VALUE!
    =CELL("row",[@n]) | #VALUE!
    =SHEET() | #VALUE!
    =SHEETS() | #VALUE!
    =ISFORMULA([@n]) | #VALUE!
    =FORMULATEXT([@n]) | #VALUE!
    =AGGREGATE(9,6,{1,#N/A,3}) | 4
    =AGGREGATE(14,6,{1,5,3},2) | 3
  `,
  patterns: `
    =REGEXTEST("alfa-1","[a-z]+-\\d") | true
    =REGEXTEST("ALFA","alfa") | false
    =REGEXTEST("ALFA","alfa",1) | true
    =REGEXTEST("ALFA","(?i)alfa") | true
    =REGEXTEST("a","(") | #VALUE!
    =REGEXTEST(REPT("a",40)&"!","^(a+)+$") | #VALUE!
    =REGEXTEST(REPT("a",40)&"!","^(a|a)*$") | #VALUE!
    =REGEXTEST(REPT("a",9999)&"!","a*a*a*b") | #VALUE!
    =REGEXTEST("me@nhs.net","^[a-z.]+@[a-z.]+\\.[a-z]{2,}$") | true
    =REGEXEXTRACT("a1b22","\\d+") | "1"
    =INDEX(REGEXEXTRACT("a1b22","\\d+",1),2) | "22"
    =INDEX(REGEXEXTRACT("key=value","(\\w+)=(\\w+)",2),2) | "value"
    =REGEXEXTRACT("a","\\d") | #N/A
    =REGEXREPLACE("a1b22","\\d+","#") | "a#b#"
    =REGEXREPLACE("a1b22","\\d+","#",2) | "a1b#"
    =REGEXREPLACE("a1b22","\\d+","#",-2) | "a#b22"
    =REGEXREPLACE("ab","(a)(b)","$2$1") | "ba"
  `,
};
