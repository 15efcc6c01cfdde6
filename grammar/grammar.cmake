# The generated part of the grammar: lexer.re by re2c, parser.y by Bison. Sets GRAMMAR_GENERATED.
set(GRAMMAR_GENERATED)
