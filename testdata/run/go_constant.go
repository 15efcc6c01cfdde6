// Package go/constant: values, their texts, conversions and operators.
package main

import (
	"fmt"
	"go/constant"
	"go/token"
	"math"
	"math/big"
	"strings"
)

func try(f func() any) (result any) {
	defer func() {
		if e := recover(); e != nil {
			result = fmt.Sprint("panic: ", e)
		}
	}()
	return f()
}

func lit(tok token.Token, text string) constant.Value { return constant.MakeFromLiteral(text, tok, 0) }

func main() {
	values := []constant.Value{
		constant.MakeUnknown(), constant.MakeBool(true), constant.MakeBool(false), constant.MakeString(""), constant.MakeString("héllo\n"),
		constant.MakeString(strings.Repeat("é", 100)), constant.MakeInt64(0), constant.MakeInt64(-7), constant.MakeInt64(math.MinInt64),
		constant.MakeInt64(math.MaxInt64), constant.MakeUint64(math.MaxUint64), lit(token.INT, "0x1_000"), lit(token.INT, "0b101"),
		lit(token.INT, "123456789012345678901234567890"), lit(token.FLOAT, "1.5"), lit(token.FLOAT, "1e100"), lit(token.FLOAT, "0x1p-3"),
		lit(token.FLOAT, "1e10000"), lit(token.FLOAT, "1e-10000"), lit(token.FLOAT, "2.0"), lit(token.IMAG, "3i"), lit(token.IMAG, "0.5i"),
		lit(token.CHAR, "'\\u263a'"), lit(token.STRING, "`raw`"), lit(token.STRING, "bad"), lit(token.INT, "12x"), constant.MakeFloat64(0.1),
		constant.MakeFloat64(math.Inf(1)), constant.MakeFloat64(math.Copysign(0, -1)), constant.Make(int64(3)), constant.Make(big.NewRat(1, 3)),
		constant.Make(big.NewFloat(2.5)), constant.Make(new(big.Int).Lsh(big.NewInt(1), 70)), constant.Make(3.0),
		constant.BinaryOp(constant.MakeInt64(1), token.ADD, lit(token.IMAG, "2i")), constant.BinaryOp(lit(token.FLOAT, "1e5000"), token.MUL, lit(token.FLOAT, "1e5000")),
	}
	for i, v := range values {
		fmt.Println(i, v.Kind(), v, len(v.ExactString()))
		if s := v.ExactString(); len(s) < 200 {
			fmt.Println("\t", s)
		}
		for _, f := range []func() any{
			func() any { return constant.BoolVal(v) },
			func() any { return constant.StringVal(v) },
			func() any { n, ok := constant.Int64Val(v); return fmt.Sprint(n, ok) },
			func() any { n, ok := constant.Uint64Val(v); return fmt.Sprint(n, ok) },
			func() any { n, ok := constant.Float32Val(v); return fmt.Sprint(n, ok) },
			func() any { n, ok := constant.Float64Val(v); return fmt.Sprint(n, ok) },
			func() any { return fmt.Sprintf("%T", constant.Val(v)) },
			func() any { return constant.BitLen(v) },
			func() any { return constant.Sign(v) },
			func() any { return constant.Bytes(v) },
			func() any { return constant.Num(v).Kind() },
			func() any { return constant.Denom(v).Kind() },
			func() any { return constant.Real(v) },
			func() any { return constant.Imag(v) },
			func() any { return constant.MakeImag(v) },
			func() any { return constant.ToInt(v) },
			func() any { return constant.ToFloat(v) },
			func() any { return constant.ToComplex(v) },
			func() any { return constant.UnaryOp(token.ADD, v, 0) },
			func() any { return constant.UnaryOp(token.SUB, v, 0) },
			func() any { return constant.UnaryOp(token.XOR, v, 0) },
			func() any { return constant.UnaryOp(token.XOR, v, 16) },
			func() any { return constant.UnaryOp(token.NOT, v, 0) },
			func() any { return constant.Shift(v, token.SHL, 3) },
			func() any { return constant.Shift(v, token.SHR, 2) },
		} {
			fmt.Print("\t", try(f))
		}
		fmt.Println()
	}
	few := []constant.Value{
		constant.MakeUnknown(), constant.MakeBool(true), constant.MakeString("a"), constant.MakeString("b"), constant.MakeInt64(12), constant.MakeInt64(-5),
		constant.MakeInt64(math.MaxInt64), lit(token.INT, "36893488147419103232"), lit(token.FLOAT, "0.75"), lit(token.FLOAT, "1e9000"), lit(token.IMAG, "2i"),
	}
	ops := []token.Token{
		token.ADD, token.SUB, token.MUL, token.QUO, token.QUO_ASSIGN, token.REM, token.AND, token.OR, token.XOR, token.AND_NOT, token.LAND, token.LOR,
	}
	compare := []token.Token{token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ}
	for _, x := range few {
		for _, y := range few {
			if (x.Kind() == constant.Bool || x.Kind() == constant.String) && y.Kind() != x.Kind() {
				continue
			}
			for _, op := range ops {
				r := try(func() any { return constant.BinaryOp(x, op, y) })
				fmt.Println(x, op, y, "=", r)
			}
			for _, op := range compare {
				r := try(func() any { return constant.Compare(x, op, y) })
				fmt.Print(op, " ", r, "; ")
			}
			fmt.Println()
		}
	}
	sum := constant.MakeString("")
	for i := range 1000 {
		sum = constant.BinaryOp(sum, token.ADD, constant.MakeString(string(rune('a'+i%26))))
	}
	fmt.Println(len(constant.StringVal(sum)), sum)
	fmt.Println(constant.MakeFromBytes([]byte{1, 2, 3, 4, 5, 6, 7, 8, 9}), constant.Bytes(lit(token.INT, "0x0908070605040302")))
	third := constant.BinaryOp(constant.MakeInt64(1), token.QUO, constant.MakeInt64(3))
	fmt.Println(third, third.ExactString(), constant.ToInt(constant.BinaryOp(third, token.MUL, constant.MakeInt64(3))))
	fmt.Println(constant.Kind(9), constant.Complex, try(func() any { return lit(token.ADD, "+") }), try(func() any { return constant.MakeFromLiteral("1", token.INT, 1) }))
}
