package rt

// What the library knows of the program that it is part of. For a program in a module the loader has other text in place
// of this file.
const (
	GoMinor       = 26                       // N of the go line "go 1.N" of the main module
	ProgramPath   = "command-line-arguments" // the import path of the main package
	ProgramModule = ""                       // the path of the main module, if the main package was named by its folder or path
)
