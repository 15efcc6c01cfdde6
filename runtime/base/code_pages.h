// Giving back memory that holds pages of the executable and of the libraries that it is linked with.
#pragma once

namespace minigo {

// Drops the process's mappings of pages of code and constants: they are the file's, and come again when they are needed. What has been
// touched once while a program was loaded - parser, checker, the library's source - is most of them. Does nothing under a debugger,
// whose breakpoints are changes of such pages.
void DropCodePages();

}  // namespace minigo
