// What the functions of arithmetic give; see functions.test.ts.

export const MATH_EXAMPLES: Readonly<Record<string, string>> = {
  trigonometry: `
    =SIN(1) | 0.8414709848078965
    =SIN(2^27) | #NUM!
    =SIN(PI()) | 1.22514845490862e-16
    =COS(PI()/2) | 6.1257422745431e-17
    =TAN(-PI()/2) | -16324552277619072
    =SIN(-2*PI()) | 2.45029690981724e-16
    =COS(PI()/3) | 0.5000000000000001
    =TAN(PI()/4) | 0.9999999999999999
    =SEC(45) | 1.9035944074044246
    =CSC(15) | 1.5377805615408537
    =CSC(0) | #DIV/0!
    =COT(30) | -0.15611995216165922
    =COT(0) | #DIV/0!
    =ASIN(0.5) | 0.5235987755982989
    =ASIN(2) | #NUM!
    =ACOS(-0.5) | 2.0943951023931957
    =ATAN(1) | 0.7853981633974483
    =ACOT(2) | 0.46364760900080615
    =ACOT(-2) | 2.677945044588987
    =ATAN2(1,1) | 0.7853981633974483
    =ATAN2(-1,-1) | -2.356194490192345
    =ATAN2(0,0) | #DIV/0!
    =SINH(1) | 1.1752011936438014
    =COSH(4) | 27.308232836016487
    =COSH(1000) | #NUM!
    =TANH(-2) | -0.9640275800758169
    =SECH(1) | 0.6480542736638855
    =CSCH(1.5) | 0.46964244059522464
    =COTH(2) | 1.0373147207275482
    =ASINH(10) | 2.99822295029797
    =ACOSH(10) | 2.993222846126381
    =ACOSH(0.5) | #NUM!
    =ATANH(0.5) | 0.5493061443340548
    =ATANH(1) | #NUM!
    =ACOTH(6) | 0.16823611831060645
    =ACOTH(1) | #NUM!
    =DEGREES(PI()) | 180
    =RADIANS(270) | 4.71238898038469
  `,
  combinatorics: `
    =FACT(5) | 120
    =FACT(1.9) | 1
    =FACT(-1) | #NUM!
    =FACT(171) | #NUM!
    =FACTDOUBLE(6) | 48
    =FACTDOUBLE(7) | 105
    =FACTDOUBLE(-1) | 1
    =FACTDOUBLE(-2) | #NUM!
    =COMBIN(8,2) | 28
    =COMBIN(2,3) | #NUM!
    =COMBIN(60,30) | 118264581564861420
    =COMBINA(4,3) | 20
    =COMBINA(10,3) | 220
    =COMBINA(0,1) | #NUM!
    =PERMUT(100,3) | 970200
    =PERMUT(3,4) | #NUM!
    =PERMUTATIONA(3,2) | 9
    =QUOTIENT(-10,3) | -3
    =QUOTIENT(4.5,3.1) | 1
    =QUOTIENT(1,0) | #DIV/0!
    =QUOTIENT(TRUE,1) | #VALUE!
    =GCD(24,36) | 12
    =GCD(5,0) | 5
    =GCD([n]) | 10
    =GCD("8",12.9) | 4
    =GCD(-1) | #NUM!
    =GCD(TRUE,2) | #VALUE!
    =LCM(24,36) | 72
    =LCM(5,0.4) | 0
    =LCM([blank]) | 0
    =MULTINOMIAL(2,3,4) | 1260
    =MULTINOMIAL(TRUE) | #VALUE!
  `,
  multiples: `
    =CEILING(2.5,1) | 3
    =CEILING(-2.5,-2) | -4
    =CEILING(-2.5,2) | -2
    =CEILING(2.5,-2) | #NUM!
    =CEILING(1.1,0.1) | 1.1
    =CEILING(5,0) | 0
    =FLOOR(3.7,2) | 2
    =FLOOR(-2.5,-2) | -2
    =FLOOR(-2.5,2) | -4
    =FLOOR(2.5,-2) | #NUM!
    =FLOOR(0.234,0.01) | 0.23
    =FLOOR(5,0) | #DIV/0!
    =CEILING.MATH(24.3,5) | 25
    =CEILING.MATH(-8.1,2) | -8
    =CEILING.MATH(-5.5,2,-1) | -6
    =FLOOR.MATH(24.3,5) | 20
    =CEILING.MATH(0.1,0.0999999999999996) | 0.0999999999999996
    =FLOOR.MATH(-8.1,2) | -10
    =FLOOR.MATH(-5.5,2,-1) | -4
    =CEILING.PRECISE(-4.3,-2) | -4
    =ISO.CEILING(4.3,-2) | 6
    =FLOOR.PRECISE(-3.2,-1) | -4
    =EVEN(1.5) | 2
    =EVEN(-1) | -2
    =EVEN(0) | 0
    =ODD(1.5) | 3
    =ODD(2) | 3
    =ODD(0) | 1
    =ODD(-2) | -3
  `,
  numerals: `
    =ROMAN(499,0) | "CDXCIX"
    =ROMAN(499,1) | "LDVLIV"
    =ROMAN(499,2) | "XDIX"
    =ROMAN(499,3) | "VDIV"
    =ROMAN(499,4) | "ID"
    =ROMAN(499,FALSE) | "ID"
    =ROMAN(2013) | "MMXIII"
    =ROMAN(4000) | #VALUE!
    =ROMAN(0) | ""
    =ARABIC("LVII") | 57
    =ARABIC("mcmxii") | 1912
    =ARABIC("-IV") | -4
    =ARABIC("") | 0
    =ARABIC("A") | #VALUE!
    =BASE(7,2) | "111"
    =BASE(100,16) | "64"
    =BASE(15,2,10) | "0000001111"
    =BASE(-1,2) | #NUM!
    =BASE(1,37) | #NUM!
    =DECIMAL("FF",16) | 255
    =DECIMAL("zap",36) | 45745
    =DECIMAL("12",2) | #NUM!
  `,
  "sums of many": `
    =SUMSQ(3,4) | 25
    =SUMSQ([n]) | 5500
    =SUMX2MY2({2,3,9,1,8,7,5},{6,5,11,7,5,4,4}) | -55
    =SUMX2PY2({2,3,9,1,8,7,5},{6,5,11,7,5,4,4}) | 521
    =SUMXMY2({2,3,9,1,8,7,5},{6,5,11,7,5,4,4}) | 79
    =SUMXMY2({1,2},{1,2,3}) | #N/A
    =SUMXMY2([n],[mixed]) | 81
    =SERIESSUM(PI()/4,0,2,{1,-0.5,0.0416666666666667,-0.00138888888888889}) | 0.7071032148228457
    =SQRTPI(1) | 1.7724538509055159
    =SQRTPI(-1) | #NUM!
  `,
  matrices: `
    =SUM(MMULT({1,3;7,2},{2,0;0,2})) | 26
    =MMULT({1,2},{3;4}) | 11
    =SUM(MMULT({1,2},{3,4})) | #VALUE!
    =INDEX(MINVERSE({4,-1;2,0}),2,2) | 2
    =INDEX(MINVERSE({1,2;2,4}),1,1) | #NUM!
    =MDETERM({1,3,8,5;1,3,6,1;1,1,1,0;7,3,10,2}) | 87.99999999999997
    =MDETERM({3,6,1;1,1,0;3,10,2}) | 0.9999999999999998
    =MDETERM({1,2,3}) | #VALUE!
    =SUM(MUNIT(3)) | 3
    =SUM(MUNIT(0)) | #VALUE!
  `,
};
