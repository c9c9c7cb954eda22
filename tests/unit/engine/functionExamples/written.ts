// What numbers written as texts, kinds of values and database functions give; see functions.test.ts.

export const WRITTEN_EXAMPLES: Readonly<Record<string, string>> = {
  "written numbers": `
    =FIXED(1234.567,1) | "1,234.6"
    =FIXED(1234.567,-1) | "1,230"
    =FIXED(-1234.567,-1,TRUE) | "-1230"
    =FIXED(44.332) | "44.33"
    =FIXED(1,128) | #VALUE!
    =DOLLAR(1234.567,2) | "£1,234.57"
    =DOLLAR(-1234.567,-2) | "-£1,200"
    =DOLLAR(-0.001) | "£0.00"
    =USDOLLAR(1234.567) | "$1,234.57"
    =USDOLLAR(-1) | "($1.00)"
    =NUMBERVALUE("2.500,27",",",".") | 2500.27
    =NUMBERVALUE("3.5%%") | 0.00035
    =NUMBERVALUE(" 3 000 ") | 3000
    =NUMBERVALUE("") | 0
    =NUMBERVALUE("1.2.3") | #VALUE!
    =NUMBERVALUE("1.2,3") | #VALUE!
    =UNICHAR(66) | "B"
    =UNICHAR(32) | " "
    =UNICHAR(0) | #VALUE!
    =UNICHAR(55296) | #N/A
    =UNICODE("é") | 233
    =UNICODE("😀") | 128512
    =UNICODE("") | #VALUE!
    =VALUETOTEXT("a") | "a"
    =VALUETOTEXT("a",1) | "\\"a\\""
    =VALUETOTEXT(#N/A) | #N/A
    =VALUETOTEXT(1,2) | #VALUE!
    =ARRAYTOTEXT({1,"a";TRUE,2.5}) | "1, a, TRUE, 2.5"
    =ARRAYTOTEXT({1,"a";TRUE,2.5},1) | "{1,\\"a\\";TRUE,2.5}"
    =ENCODEURL("a b&c/é!") | "a%20b%26c%2F%C3%A9%21"
    =LEFTB("abc",2) | "ab"
    =RIGHTB("abc",2) | "bc"
    =MIDB("abc",2,1) | "b"
    =REPLACEB("abc",2,1,"x") | "axc"
    =FINDB("c","abc") | 3
    =SEARCHB("C","abc") | 3
    =LENB("abc") | 3
  `,
  kinds: `
    =ERROR.TYPE(#NULL!) | 1
    =ERROR.TYPE(#N/A) | 7
    =ERROR.TYPE(1) | #N/A
    =TYPE(1) | 1
    =TYPE("a") | 2
    =TYPE(TRUE) | 4
    =TYPE(#REF!) | 16
    =TYPE({1,2}) | 64
  `,
  databases: `
    =DSUM({"k","v";"a",1;"b",2;"ab",4},"v",{"k";"a"}) | 5
    =DSUM({"k","v";"a",1;"b",2;"ab",4},2,{"k";"=a"}) | 1
    =DSUM({"k","v";"a",1;"b",2;"ab",4},"V",{"k","v";"a",">1";"b","<9"}) | 6
    =DSUM({"k","v";"a",1;"b",2},"v",{"q";"a"}) | 0
    =DSUM({"k","v";"a",1;"b",2},"x",{"k";"a"}) | #VALUE!
    =DCOUNT({"k","v";"a",1;"a","x"},"v",{"k";"a"}) | 1
    =DCOUNTA({"k","v";"a",1;"a","x"},"v",{"k";"a"}) | 2
    =DAVERAGE({"k","v";"a",1;"b",2;"ab",4},"v",{"k";"a"}) | 2.5
    =DAVERAGE({"k","v";"a",1},"v",{"k";"z"}) | #DIV/0!
    =DMIN({"k","v";"a",1;"b",2;"ab",4},"v",{"k";"a"}) | 1
    =DMAX({"k","v";"a",1;"b",2;"ab",4},"v",{"k";"a"}) | 4
    =DPRODUCT({"k","v";"a",3;"b",2;"ab",4},"v",{"k";"a"}) | 12
    =DGET({"k","v";"a",3;"b",2},"v",{"k";"b"}) | 2
    =DGET({"k","v";"a",3;"a",2},"v",{"k";"a"}) | #NUM!
    =DGET({"k","v";"a",3;"a",2},"v",{"k";"z"}) | #VALUE!
    =DSTDEV({"k","v";"a",1;"b",2;"ab",4},"v",{"k";"a"}) | 2.1213203435596424
    =DSTDEVP({"k","v";"a",1;"b",2;"ab",4},"v",{"k";"a"}) | 1.5
    =DVAR({"k","v";"a",1;"b",2;"ab",4},"v",{"k";"a"}) | 4.5
    =DVARP({"k","v";"a",1;"b",2;"ab",4},"v",{"k";"a"}) | 2.25
  `,
  "present and chance": `
    =ISNA(NOW()) | true
    =ISNA(TODAY()) | true
    =RAND()<1 | true
    =RANDBETWEEN(2.5,3) | 3
    =ROWS(RANDARRAY(3,2)) | 3
  `,
};
