// Language versions (version.go).
#pragma once

#include <string>
#include <string_view>

namespace minigo::types {

// A language version go1.N; invalid: none was given, everything is allowed.
struct GoVersion {
  int minor = -1;
  bool IsValid() const { return minor >= 0; }
  int Cmp(GoVersion y) const { return minor < y.minor ? -1 : minor > y.minor ? 1 : 0; }
  std::string String() const;
};

// "go1.20.1", "go1.20rc1" → go1.20; invalid if v is no version.
GoVersion AsGoVersion(std::string_view v);

inline constexpr GoVersion kGo1_9{9}, kGo1_13{13}, kGo1_14{14}, kGo1_17{17}, kGo1_18{18}, kGo1_20{20},
    kGo1_21{21}, kGo1_22{22}, kGo1_23{23}, kGo1_26{26};
inline constexpr GoVersion kGoCurrent = kGo1_26;

}  // namespace minigo::types
