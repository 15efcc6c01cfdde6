// Error codes and the builder of messages (errors.go): a message is one sentence at one position, possibly
// followed by indented ones at others.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/ast.h"
#include "interp/types/format.h"

namespace minigo::types {

class Checker;
class Object;
struct Operand;

// The codes of internal/types/errors, in its order.
#define MINIGO_ERROR_CODES(X) \
  X(Test) X(BlankPkgName) X(MismatchedPkgName) X(InvalidPkgUse) X(BadImportPath) X(BrokenImport) \
  X(ImportCRenamed) X(UnusedImport) X(InvalidInitCycle) X(DuplicateDecl) X(InvalidDeclCycle) \
  X(InvalidTypeCycle) X(InvalidConstInit) X(InvalidConstVal) X(InvalidConstType) \
  X(UntypedNilUse) X(WrongAssignCount) X(UnassignableOperand) X(NoNewVar) X(MultiValAssignOp) \
  X(InvalidIfaceAssign) X(InvalidChanAssign) X(IncompatibleAssign) X(UnaddressableFieldAssign) \
  X(NotAType) X(InvalidArrayLen) X(BlankIfaceMethod) X(IncomparableMapKey) X(InvalidPtrEmbed) \
  X(BadRecv) X(InvalidRecv) X(DuplicateFieldAndMethod) X(DuplicateMethod) X(InvalidBlank) \
  X(InvalidIota) X(MissingInitBody) X(InvalidInitSig) X(InvalidInitDecl) X(InvalidMainDecl) \
  X(TooManyValues) X(NotAnExpr) X(TruncatedFloat) X(NumericOverflow) X(UndefinedOp) \
  X(MismatchedTypes) X(DivByZero) X(NonNumericIncDec) X(UnaddressableOperand) \
  X(InvalidIndirection) X(NonIndexableOperand) X(InvalidIndex) X(SwappedSliceIndices) \
  X(NonSliceableOperand) X(InvalidSliceExpr) X(InvalidShiftCount) X(InvalidShiftOperand) \
  X(InvalidReceive) X(InvalidSend) X(DuplicateLitKey) X(MissingLitKey) X(InvalidLitIndex) \
  X(OversizeArrayLit) X(MixedStructLit) X(InvalidStructLit) X(MissingLitField) \
  X(DuplicateLitField) X(UnexportedLitField) X(InvalidLitField) X(UntypedLit) X(InvalidLit) \
  X(AmbiguousSelector) X(UndeclaredImportedName) X(UnexportedName) X(UndeclaredName) \
  X(MissingFieldOrMethod) X(BadDotDotDotSyntax) X(NonVariadicDotDotDot) X(InvalidDotDotDot) \
  X(UncalledBuiltin) X(InvalidAppend) X(InvalidCap) X(InvalidClose) X(InvalidCopy) \
  X(InvalidComplex) X(InvalidDelete) X(InvalidImag) X(InvalidLen) X(SwappedMakeArgs) \
  X(InvalidMake) X(InvalidReal) X(InvalidAssert) X(ImpossibleAssert) X(InvalidConversion) \
  X(InvalidUntypedConversion) X(BadOffsetofSyntax) X(InvalidOffsetof) X(UnusedExpr) X(UnusedVar) \
  X(MissingReturn) X(WrongResultCount) X(OutOfScopeResult) X(InvalidCond) X(InvalidPostDecl) \
  X(InvalidIterVar) X(InvalidRangeExpr) X(MisplacedBreak) X(MisplacedContinue) \
  X(MisplacedFallthrough) X(DuplicateCase) X(DuplicateDefault) X(BadTypeKeyword) \
  X(InvalidTypeSwitch) X(InvalidExprSwitch) X(InvalidSelectCase) X(UndeclaredLabel) \
  X(DuplicateLabel) X(MisplacedLabel) X(UnusedLabel) X(JumpOverDecl) X(JumpIntoBlock) \
  X(InvalidMethodExpr) X(WrongArgCount) X(InvalidCall) X(UnusedResults) X(InvalidDefer) \
  X(InvalidGo) X(BadDecl) X(RepeatedDecl) X(InvalidUnsafeAdd) X(InvalidUnsafeSlice) \
  X(UnsupportedFeature) X(NotAGenericType) X(WrongTypeArgCount) X(CannotInferTypeArgs) X(InvalidTypeArg) \
  X(InvalidInstanceCycle) X(InvalidUnion) X(MisplacedConstraintIface) X(InvalidMethodTypeParams) \
  X(MisplacedTypeParam) X(InvalidUnsafeSliceData) X(InvalidUnsafeString) X(InvalidClear) \
  X(TypeTooLarge) X(InvalidMinMaxOperand) X(TooNew)

enum class Code : uint8_t {
  kNone,
  kInvalidSyntaxTree,
#define X(name) k##name,
  MINIGO_ERROR_CODES(X)
#undef X
};
std::string_view CodeName(Code code);  // "UndeclaredName"
using enum Code;

// Where a message stands. Of a node or an operand: its leftmost position; a bare Pos is taken as it is.
class At {
 public:
  At(grammar::Pos pos) : pos_(pos) {}        // NOLINT(google-explicit-constructor)
  At(const grammar::Node* node);             // NOLINT(google-explicit-constructor)
  At(const Operand* x);                      // NOLINT(google-explicit-constructor)
  At(const Object* obj);                     // NOLINT(google-explicit-constructor)
  grammar::Pos pos() const { return pos_; }

 private:
  grammar::Pos pos_;
};

// A message under construction; made by Checker::NewError and owned by the checker.
class ErrorDesc {
 public:
  ErrorDesc(Checker* check, Code code) : check_(check), code_(code) {}

  template <typename... Args>
  void Addf(At at, std::string_view format, const Args&... args) {
    Arg list[] = {Arg(args)..., Arg()};
    AddfV(at, format, list, sizeof...(args));
  }
  void AddfV(At at, std::string_view format, const Arg* args, size_t nargs);
  // "other declaration of obj"
  void AddAltDecl(const Object* obj);
  bool Empty() const { return parts_.empty(); }
  grammar::Pos pos() const { return parts_.empty() ? grammar::kNoPos : parts_[0].pos; }
  std::string Msg() const;
  void Report();
  void set_soft(bool soft) { soft_ = soft; }

 private:
  struct Part {
    grammar::Pos pos;
    std::string text;
  };
  Checker* check_;
  Code code_;
  bool soft_ = false;
  std::vector<Part> parts_;
};

inline constexpr std::string_view kInvalidArg = "invalid argument: ";
inline constexpr std::string_view kInvalidOp = "invalid operation: ";

}  // namespace minigo::types
