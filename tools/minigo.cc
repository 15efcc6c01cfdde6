// minigo, the command: a client of interp/minigo.h.
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "interp/minigo.h"

int main(int argc, char** argv) {
  std::vector<std::string> args(argv + 1, argv + argc);
  if (args.size() < 2) {
    std::fprintf(stderr, "usage: minigo run FILE.go\n");
    return 2;
  }
  minigo::Options options;
  options.own_process = true;
  options.check_only = args[0] == "vet";
  std::vector<std::string> files;
  std::string dump;
  bool all = false;
  size_t i = 1;
  for (; i < args.size(); i++) {
    if (args[i].rfind("--dump=", 0) == 0) dump = args[i].substr(7);
    else if (args[i] == "-e") all = true;
    else if (args[i].size() > 3 && args[i].substr(args[i].size() - 3) == ".go") files.push_back(args[i]);
    else break;
  }
  options.args.push_back(files.empty() ? "minigo" : files[0]);
  for (; i < args.size(); i++) options.args.push_back(args[i]);
  minigo::Engine engine(options);
  if (!engine.LoadFiles(files)) {
    std::fputs(engine.errors(all).c_str(), stderr);
    return 1;
  }
  if (args[0] == "vet") return 0;
  if (!dump.empty()) {
    std::fputs(engine.Dump(dump).c_str(), stdout);
    return 0;
  }
  return engine.Run();
}
