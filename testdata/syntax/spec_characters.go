// Each declaration has an illegal character.
package main

var a = 1 # 2
var b? = 3
var c$ = 4
var d = 5 @ 6
var “e” = 7
var x👍 = 8
var ٣x = 9
