// Writes types as messages show them (typestring.go).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interp/types/checker.h"

namespace minigo::types {

class TypeWriter {
 public:
  // Packages are named as `check` sees them; without it by their names.
  TypeWriter(std::string* out, Checker* check) : out_(out), check_(check) {}
  TypeWriter(std::string* out, const Qualifier& q) : out_(out), qualifier_(&q) {}

  void set_param_names(bool on) { param_names_ = on; }
  // Packages by their paths, and a remark at the first unexported field.
  void set_pkg_info(bool on) { pkg_info_ = paths_ = on; }

  void Put(std::string_view s) { out_->append(s); }
  void Typ(const Type* t);
  void Sig(const Signature* sig);
  void TParamList(const List<TypeParam*>& list);
  void PackagePrefix(const Package* pkg);

 private:
  void StructBody(const Struct* t);
  void InterfaceBody(const Interface* t);
  void TypeParamName(const TypeParam* t);
  void TypeList(const List<Type*>& list);
  void TypeNameOf(const TypeName* obj);
  void TupleOf(const Tuple* tup, bool variadic);

  std::string* out_;
  Checker* check_ = nullptr;
  const Qualifier* qualifier_ = nullptr;
  bool paths_ = false;
  bool param_names_ = true;
  bool pkg_info_ = false;
  std::vector<const Type*> path_;  // being written: finds cycles
};

}  // namespace minigo::types
