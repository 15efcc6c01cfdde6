// FnCompiler: makes one function body. Expressions are compiled to slots: Expr(e, want) yields the slot where
// the value is, in `want` if one is given, else wherever it already lies or a fresh temporary. Storage is described by
// Place. Types are run-time descriptors throughout: they are canonical and know their layout.
//
// Slots are allocated as a stack: results, parameters, locals by scope, temporaries by statement; outgoing
// frames on top. The highest use becomes Func::frame_slots.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammar/ast.h"
#include "interp/bytecode/builder.h"
#include "interp/compile/program.h"
#include "interp/types/info.h"
#include "runtime/stack.h"

namespace minigo::compile {

using bytecode::Label;
using bytecode::Opcode;
using grammar::Expr;
using grammar::Op;
using grammar::Pos;
using grammar::Stmt;
using Type = rt::Type;

constexpr int kNone = -1;
// Larger variables whose addresses are taken go to the heap, in bytes.
constexpr uint64_t kMaxFrameCell = 512;

// How a type's values lie in slots and memory.
enum class Shape : uint8_t {
  kZero,   // no slot
  kS8, kU8, kS16, kU16, kS32, kU32,  // narrow integers, bool, float32
  kWord,   // 8 bytes without pointer
  kPtr,    // 8 bytes, a pointer
  kString, kIface, kPair,  // kPair: complex128
  kSlice,
  kBlock,  // struct or array
  kBoxed,  // the same beyond Type::kMaxFrameBytes: one slot, the address of a copy that nobody changes
};
Shape ShapeOf(const Type* t);
inline int SlotsOf(const Type* t) { return static_cast<int>(t->slots()); }
bool IsSignedKind(rt::Kind k);
bool IsIntKind(rt::Kind k);
bool IsFloatKind(rt::Kind k);
// Whether a call in the source is a conversion; the built-in function that it calls, or null.
bool IsConversion(const grammar::CallExpr* c);
// Whether calls of f become an instruction.
bool IsIntrinsic(const types::Func* f);
bool IsCmpCompare(const types::Func* f);
const types::Builtin* BuiltinOf(const grammar::CallExpr* c);

// Storage that an expression denotes.
struct Place {
  enum Kind : uint8_t {
    kVoid,       // zero-size, or the blank identifier
    kFrame,      // byte `off` of the block at `slot`
    kMem,        // byte `off` from the address in `slot`
    kGlobal,     // `addr`
    kSliceElem,  // element `index` (a slot) of the slice at `slot`
    kFrameElem,  // element `index`, of 1, 4 or 8 bytes, of the array at slot; `count` long
    kMemElem,    // word `index` of the array at the address in `slot`; `count` long; no pointers
    kMapElem,    // of the map in `slot`, key at `index`; map_type
  } kind = kVoid;
  const Type* type = nullptr;
  int slot = 0;
  int index = 0;
  uint64_t off = 0;  // kGlobal: the address
  int64_t count = 0;
  const rt::MapType* map_type = nullptr;
  bool in_block = false;     // kFrame: a part of a block, so narrow values are packed
  bool nil_checked = false;  // kMem: the address is known not to be nil
};

// Where a variable lives.
struct VarLoc {
  enum Kind : uint8_t { kNowhere, kSlot, kCell, kGlobal } kind = kNowhere;
  int slot = 0;  // kSlot: the value; kCell: the cell's address, behind which a cell in the frame lies itself
  const Type* type = nullptr;
  uint32_t epoch = 0;  // of the FnCompiler that placed it
};

struct OrderWalk;  // order.cc
struct Iterator;   // iterator.h
struct InlinedLoop;

class FnCompiler {
 public:
  FnCompiler(Program& program, rt::Func* func, FuncRequest* request, const Tier& tier);
  bool Compile();
  // Compile found out that a loop which was to be inlined cannot be: the function is to be compiled once more, from the beginning.
  bool again() const { return again_; }
  // As plain code it would run for long before anyone counts, or not as its escape analysis says.
  bool never_plain() const { return never_plain_; }

 private:
  friend struct RangeBody;
  friend struct InlinedLoop;
  // What break, continue and labels refer to.
  struct Target {
    Stmt* stmt;
    Label brk;
    Label cont;  // kNone: not a loop
  };
  struct ScopeMark {
    int locals;
  };

  bytecode::Passes passes() const { return passes_; }
  void NotPlain() { never_plain_ = again_ = again_ || tier_.kind == Tier::kPlain; }

  // ---- fn.cc: set-up, slots, variables
  void CompileDecl();
  void AnalyzeBody(types::Func* f);
  void DeclBody(const grammar::FuncDecl* decl);
  void CompileLit();
  void CompilePackageInit();
  void InitVariables(const types::Initializer& init);
  void Signature(const rt::FuncType* ft, const Type* recv_type);
  void BindParams(types::Var* recv, types::Tuple* params, types::Tuple* results, int recv_slots);
  void LoadCaptures();
  void Body(grammar::BlockStmt* body);
  void Finish();
  int Alloc(int slots);          // temporaries and locals
  int AllocType(const Type* t) { return Alloc(SlotsOf(t)); }
  void Reserve(int upto);        // grows the frame
  int top() const { return top_; }
  void Release(int mark) {
    top_ = mark;
    while (!in_frame_.empty() && static_cast<int>(in_frame_.back().first) >= mark) in_frame_.pop_back();
  }
  void TakeAddress(int to, int slot, const Type* t);  // of what lives in the frame until its scope ends
  static int PlaceSlots(const Type* t) { return std::max(SlotsOf(t), 1); }  // an address of its own is wanted
  const Type* Lower(types::Type* t) { return program_.Lower(t, env_); }
  const Type* TypeOf(const Expr* e);
  VarLoc& LocOf(types::Var* v);
  void DeclareVar(types::Var* v, const Type* t);            // places it; memory zeroed
  void DeclareVarInit(types::Var* v, const Type* t, int value);  // places it with a value in slots
  bool NeedsCell(const types::Var* v, const Type* t) const;
  bool MayStay(const Type* t) const;
  bool CellInFrame(const types::Var* v, const Type* t) const;
  int VarSlots(const types::Var* v, const Type* t) const;  // that it takes in the frame
  void MakeCell(const types::Var* v, const Type* t, int slot, int value);  // value: kNone for zero
  void SetPos(Pos p);
  void EnterFile(const grammar::SourceFile* source);
  uint16_t FileIndex(std::string_view path);
  void NoteIndex(grammar::IndexExpr* e);
  void Error(Pos p, const std::string& text);

  // ---- emission
  void Emit(Opcode op, int a = 0, int b = 0, int c = 0);
  void EmitI(Opcode op, int a, int32_t imm);
  void EmitT(Opcode op, int a, int b, int c, const void* extra);
  void Jump(Opcode op, Label l, int a = 0, int b = 0);
  Label NewLabel() { return code_.NewLabel(); }
  void Bind(Label l) { code_.Bind(l); }
  void Move(const Type* t, int to, int from);
  void MoveSlots(int to, int from, int n);
  void Zero(int slot, int n);
  void LoadImm(int slot, int64_t v);
  void LoadText(int slot, std::string_view s);
  void Extend(const Type* t, int slot);  // canonical form after 64-bit arithmetic

  // ---- place.cc
  Place PlaceOf(Expr* e);               // of any expression: a temporary if it denotes no storage
  Place VarPlace(types::Var* v);
  Place FieldOf(const Place& p, const rt::StructField& f);
  Place ElemOf(const Place& array, const rt::ArrayType* t, Expr* index, Pos bracket);
  Place IndexPlace(grammar::IndexExpr* e);
  Place Deref(int pointer, const Type* elem);
  Place ToMem(const Place& p);          // kMem form (its address in a slot) or itself for frames
  Place Path(Place p, const List<int>& index, size_t n);  // through embedded fields
  Place Path(Place p, const int* index, size_t n);
  int Load(const Place& p, int want = kNone);
  void Store(const Place& p, int src);
  void StoreZero(const Place& p);
  int AddressOf(const Place& p, int want = kNone);
  bool IsWholeSlots(const Place& p) const;
  Opcode LoadOp(const Type* t);
  Place TempPlace(const Type* t, int slot);  // of a value in slots
  void LoadMem(const Type* t, int dst, int addr, uint64_t off);
  void StoreMem(const Type* t, int addr, uint64_t off, int src);
  uint16_t FitOffset(int* addr, uint64_t off);
  Place Pin(const Place& p);            // its operands in slots that later code does not change

  // ---- expr.cc
  int Expr_(Expr* e, int want);
  int ExprTo(Expr* e, int want = kNone) { return Expr_(e, want); }
  int ExprAs(Expr* e, const Type* target, int want = kNone);  // with implicit conversion
  int ConstIface(Expr* e, const Type* t, int want);
  bool IsNilName(Expr* e);
  const void* CacheCell(int cells = 1);
  int Fresh(Expr* e, const Type* target);  // in a temporary of its own
  void Discard(Expr* e);
  int Constant(types::Const v, const Type* t, int want);
  bool SmallConst(Expr* e, int64_t* v);    // an integer constant that fits 16 bits
  bool IntConst(Expr* e, int64_t* v);
  int NameExpr(grammar::Name* e, int want);
  int Unary(grammar::Operation* e, int want);
  int Binary(grammar::Operation* e, int want);
  // raw: the value need not be canonical.
  int Arith(Op op, const Type* t, int x, int y, int want, Expr* ye, bool raw = false);
  int ArithImm(Op op, const Type* t, int x, int64_t imm, int want, bool raw = false);  // kNone: no such instruction
  Expr* BitCount(const Type* t, Expr* x, Expr* y);
  int ShiftOp(Op op, const Type* t, int x, Expr* y, int want);
  int Compare(Op op, Expr* x, Expr* y, int want);
  int BoolValue(Expr* e, int want);
  int Selector(grammar::SelectorExpr* e, int want);
  int Index(grammar::IndexExpr* e, int want);
  int Slice(grammar::SliceExpr* e, int want);
  int Assert(grammar::AssertExpr* e, int want, bool comma_ok);
  int Receive(grammar::Operation* e, int want, bool comma_ok);
  int MapIndex(grammar::IndexExpr* e, int want, bool comma_ok);
  int FuncValue(rt::Func* f, int want);
  int MethodValue(grammar::SelectorExpr* e, int want);
  int MethodExpr(grammar::SelectorExpr* e, int want);
  int CommaOk(Expr* e, int want);  // the value's slots, then the bool
  void CollectConcat(Expr* e, std::vector<Expr*>* parts);
  int MapKey(const rt::MapType* mt, Expr* key);
  Opcode MapOp(const rt::MapType* mt, Opcode any, Opcode word, Opcode str);

  // ---- order.cc: what must be evaluated ahead of the variables beside it
  void Order(std::initializer_list<Expr*> list, Expr* assigned = nullptr);
  void Order(const List<Expr*>& assigned, const List<Expr*>& list);
  void OrderPlaces(const List<Expr*>& lhs);
  static bool IsPlainPlace(Expr* e);
  bool ReadsAhead(const List<Expr*>& lhs, const List<Expr*>& rhs, std::vector<bool>* ahead);
  void OrderCall(grammar::CallExpr* e);
  void Evaluate(const OrderWalk& walk);
  void OrderWithin(grammar::Expr* e);
  bool EvaluatesCall(grammar::Expr* e) const;

  // ---- cond.cc
  bool IsSameValue(Expr* x, Expr* y);
  void CondJump(Expr* e, bool when, Label target);
  void CompareJump(Op op, Expr* x, Expr* y, bool when, Label target);

  // ---- convert.cc
  int Convert(int src, const Type* from, const Type* to, int want);  // explicit conversion of a value
  int ConvertExpr(Expr* e, const Type* to, int want);
  int ToIface(int src, const Type* from, int want);

  // ---- literal.cc
  int CompositeLit(grammar::CompositeLit* e, int want);
  void FillLit(grammar::CompositeLit* e, const Type* t, const Place& into, bool zeroed);
  void FillElem(Expr* e, const Type* t, const Place& into, bool zeroed);
  int AddressOfLit(grammar::CompositeLit* e, const Type* t, int want);
  bool ConstantImage(grammar::CompositeLit* e, const Type* elem, int64_t len, void** image);
  bool ConstantBytes(types::Const v, const Type* t, char* out);
  int64_t LitLength(grammar::CompositeLit* e);
  int64_t LitCount(grammar::CompositeLit* e);
  size_t FieldIndex(const Type* t, types::Var* field);
  void ElemInto(Expr* e, const Type* t, int slot);
  int CompositeLitOf(grammar::CompositeLit* e, const Type* t);
  // Where something made has its place in the frame.
  struct Room {
    const Expr* e = nullptr;
    const Type* t = nullptr;
    int slot = 0;
  };
  void MakeRoom(Expr* e);
  void MakeNew(const Expr* e, const Type* t, int slot);

  // ---- closure.cc
  int FuncLit(grammar::FuncLit* e, int want);
  int MakeClosure(rt::Func* f, const List<Capture>& captures, int want);
  List<Capture> Captures(const grammar::Node* body, const grammar::Node* extra, Pos from, Pos to);

  // ---- call.cc
  // An argument: an expression, or a value in slots.
  struct Arg_ {
    Expr* expr;
    int slot;
    const Type* type;
  };
  int ArgAs(const Arg_& a, const Type* target, int want);
  // What a call calls. Func values and interfaces are evaluated by ResolveCallee, receivers of methods by EvalRecv.
  struct Callee {
    enum Kind : uint8_t { kFunc, kValue, kIface } kind = kValue;
    rt::Func* func = nullptr;           // kFunc
    int value = 0;                      // slot of the func value or interface
    const rt::FuncType* sig = nullptr;  // without receiver
    const Type* recv_type = nullptr;    // kFunc: of the receiver, if a method
    bool ptr_recv = false;
    grammar::SelectorExpr* selector = nullptr;
    const types::Selection* selection = nullptr;
    types::Selection storage;
    uint32_t method = 0;                // kIface
    bool checks_nil = false;            // kIface: gc knows that the method is one of *T that copies the T for one of T
    int recv_slots() const { return kind == kIface ? 1 : recv_type != nullptr ? SlotsOf(recv_type) : 0; }
  };
  void ResolveCallee(grammar::CallExpr* e, Callee* c);
  bool ResolveMethod(grammar::SelectorExpr* sel, Callee* c);  // false: a field of func type
  void EvalRecv(const Callee& c, int at);
  // Interface variables whose dynamic type is known for good.
  void NoteConcrete(types::Var* v, const Type* declared, Expr* value);
  const Type* ConcreteOf(Expr* e);
  rt::Func* StaticFunc(Expr* e);
  rt::Func* FuncOfName(grammar::Name* n, types::Object* obj);
  int Call(grammar::CallExpr* e, int want);  // slot of the first result
  void EmitCall(const Callee& c, int base);
  // Of the declared function or literal that the code belongs to, also in the body of a range-over-func loop.
  std::string_view FuncName() const;
  // The operands of CallC and CallI that tell the collector about the callee's slots.
  static uint16_t TellCallOf(const rt::FuncType* sig);
  static uint64_t TellMethod(uint32_t id, const rt::FuncType* sig);
  void CallArgs(grammar::CallExpr* e, const rt::FuncType* sig, int at, bool frame = false);
  void PackVariadic(const std::vector<Arg_>& args, size_t from, const Type* slice, int at);
  bool Intrinsic(grammar::CallExpr* e, const Callee& c, int want, int* result);
  // Calls of package cmp (cmp.cc); false: an ordinary call.
  bool CallOfCmp(grammar::CallExpr* e, int want, int* result);
  int CompareThreeWay(grammar::CallExpr* e, int want);
  bool FirstNonZero(grammar::CallExpr* e, int want, int* result);
  const types::Selection* SelectionOf(grammar::SelectorExpr* e, types::Selection* storage);

  // ---- inline.cc
  FuncRequest* Inlinable(rt::Func* f, int* cost);
  bool Inline(grammar::CallExpr* e, const Callee& c, int want, int* result);
  // A function literal that a variable is known to hold: its calls can be replaced by its body.
  struct KnownLit {
    grammar::FuncLit* lit;
    const rt::FuncType* sig;
    const Env* env;
    const grammar::SourceFile* source;
    std::string_view name;
    int cost;
  };
  // A variable of the inlined function and the slot that it stands for.
  struct Bound {
    types::Var* v;
    const Type* type;
    int slot;
  };
  // The code to be compiled in place of a call.
  struct InlineBody {
    const types::Func* func;  // nullptr: of a literal
    std::string_view name;
    types::Package* pkg;
    const Env* env;
    const grammar::SourceFile* source;
    grammar::BlockStmt* body;
    types::Signature* sig;
    const rt::FuncType* type;
  };
  // What belongs to the function whose code is being compiled, inlined or not.
  struct Context {
    const Env* env;
    const grammar::SourceFile* source;
    types::Package* pkg;
    std::string_view name;
    RangeBody* range;
    InlinedLoop* loop;
    Label fallthrough;
    uint16_t inlined;
    bool has_defer, named_results;
    std::vector<Target> targets;
    std::vector<types::Var*> results;
    std::vector<const Type*> result_types;
    std::vector<int> result_slots;
    Label end;
    const Stmt* last;
    std::vector<const types::Func*> inlining;
    std::vector<const grammar::BlockStmt*> iterators;
  };
  Context SaveContext() const;
  void RestoreContext(const Context& c);
  bool KnowLit(Expr* e, KnownLit* known);
  bool InlineLit(grammar::CallExpr* e, int want, int* result);
  FuncRequest* TakesLits(grammar::CallExpr* e, rt::Func* f, const rt::FuncType* sig, std::vector<KnownLit>* lits, int* cost);
  void InlineCode(const InlineBody& code, Pos call, const std::vector<Bound>& bound, int base, int want, int mark, int keep,
                  int* result);
  template <typename Operand>
  void BindInlined(types::Var* v, const Type* t, std::vector<Bound>* bound, Operand evaluate);
  static bool IsOneValue(const InlineBody& code);

  // ---- builtin.cc
  using Arg = Arg_;
  int Builtin(types::BuiltinId id, grammar::CallExpr* e, int want);
  int EmitBuiltin(types::BuiltinId id, const std::vector<Arg>& args, const Type* result, bool has_dots, Pos pos, int want);
  int Append(const std::vector<Arg>& args, const Type* t, bool has_dots, bool in_frame, int want);
  int ComplexPart(const Arg& a, const Type* part);
  grammar::CallExpr* MakeCall(Expr* e);
  int MinMax(const std::vector<Arg>& args, const Type* t, bool max, int want);
  int LenCap(bool cap, int src, const Type* t, int want);
  void Print(const std::vector<Arg>& args, bool newline);
  bool MakeThunk(grammar::CallExpr* e, std::string_view suffix, std::vector<Arg>* args, rt::Func** f);
  void CompileBuiltinThunk();

  // ---- stmt.cc
  void Statement(Stmt* s);
  void Statements(const List<Stmt*>& list);
  void Block(grammar::BlockStmt* b);
  void DeclStatement(grammar::DeclStmt* s);
  void VarDecl(grammar::VarDecl* d);
  void GoDefer(grammar::CallStmt* s);
  void Return(grammar::ReturnStmt* s);
  void EmitReturn();
  void StoreResults(grammar::ReturnStmt* s);
  void EmitDeferAt(int at, int fn, int count);
  void StoreOuterResults(grammar::ReturnStmt* s);
  void LeaveFunction();
  void Branch(grammar::BranchStmt* s);
  void Labeled(grammar::LabeledStmt* s);

  // ---- assign.cc
  void Assign(grammar::AssignStmt* s);
  void AssignOp(grammar::AssignStmt* s);
  bool UpdatesMapInPlace(grammar::AssignStmt* s, const Place& p);
  void Define(const List<Expr*>& lhs, const List<Expr*>& rhs);
  void AssignPairs(const List<Expr*>& lhs, const List<Expr*>& rhs);
  void AssignMulti(const List<Expr*>& lhs, Expr* rhs, bool def);
  void AssignOne(Expr* lhs, Expr* rhs);
  void PlaceVarAt(types::Var* v, const Type* t, int slot, int value);
  Place LhsPlace(Expr* e);
  List<Expr*> ReadOnTheLeft(const List<Expr*>& lhs);
  types::Var* DefinedVar(Expr* lhs);

  // ---- control.cc
  void If(grammar::IfStmt* s);
  void For(grammar::ForStmt* s);
  void Range(grammar::ForStmt* s, grammar::RangeClause* rc);
  void RangeInt(grammar::ForStmt* s, grammar::RangeClause* rc, const Type* t);
  void RangeList(grammar::ForStmt* s, grammar::RangeClause* rc, const Type* t);
  void RangeString(grammar::ForStmt* s, grammar::RangeClause* rc);
  void RangeMap(grammar::ForStmt* s, grammar::RangeClause* rc, const Type* t);
  void RangeChan(grammar::ForStmt* s, grammar::RangeClause* rc, const Type* t);
  void RangeFunc(grammar::ForStmt* s, grammar::RangeClause* rc, const Type* t);
  bool PerIteration() const;
  bool FuseIncrement(grammar::ForStmt* s, Label body, Label test);
  void DeclareRangeVars(grammar::RangeClause* rc);
  int OwnCounter(Expr* lhs, bool def, const Type* t);
  void BindRangePair(grammar::RangeClause* rc, const Type* kt, int k, const Type* vt, int v);
  Place ElemAt(const Place& array, const Type* elem, int64_t count, int index);
  void EqualJump(int slot, const Type* t, Expr* y, Label target);
  grammar::Operation* RecvOperand(grammar::CommClause* c);
  void PanicText(std::string_view text);
  void BindRangeVar(Expr* lhs, bool def, const Type* t, int value);
  void Switch(grammar::SwitchStmt* s);
  void TypeSwitch(grammar::SwitchStmt* s, grammar::TypeSwitchGuard* g);
  void Select(grammar::SelectStmt* s);
  void BindReceived(grammar::CommClause* c, const Type* elem, int value, int ok);
  void LoopBodyOf(Stmt* target, const List<Stmt*>& list, Label brk);
  void LoopHead();
  void LoopBody(Stmt* loop, grammar::BlockStmt* body, Label brk, Label cont);
  bool SwitchTable(grammar::SwitchStmt* s, int tag, const Type* t, const std::vector<Label>& bodies, Label dflt);

  // ---- wrapper.cc
  void CompileIfaceEntry();
  void CompilePromoted();
  void CompileBound();
  void CompileIfaceExpr();
  void ForwardCall(rt::Func* target, const Place* recv, int params_from, int param_slots, const rt::InterfaceMethod* im,
                   int result_slots, const Type* target_recv);

  // ---- rangefunc.cc
  void CompileRangeBody();
  void RangeExit(int code);
  RangeBody* NewRangeBody(grammar::ForStmt* s, grammar::RangeClause* rc);

  // ---- iterator.cc
  bool InlineRangeFunc(grammar::ForStmt* s, grammar::RangeClause* rc, const Type* t);
  InlineBody BindIterator(Iterator* it);
  InlinedLoop* YieldOf(const grammar::CallExpr* e) const;
  int InlineYield(grammar::CallExpr* e, InlinedLoop* loop, int want);
  void InlineYieldJump(grammar::CallExpr* e, InlinedLoop* loop, bool when, Label target);
  void InlineBodyOf(InlinedLoop* loop, grammar::CallExpr* e, Label stop);
  void LoopExit(int code);
  void CallInstead(grammar::ForStmt* s);

  Program& program_;
  types::World& world_;
  rt::Func* func_;
  FuncRequest* request_;
  const Env* env_;
  const grammar::SourceFile* source_;
  bytecode::Builder& code_;
  rt::FuncDebug* debug_;
  uint32_t epoch_;
  int top_ = 0;
  int max_ = 0;
  bool has_defer_ = false;
  bool failed_ = false;
  Pos pos_ = 0;
  uint32_t line_ = 0;
  int raw_line_ = 0;                 // line_ without //line
  Pos line_from_ = 1, line_to_ = 0;  // positions known to be on line_
  std::vector<Target> targets_;
  std::unordered_map<const Stmt*, Label> labels_;
  std::vector<types::Var*> results_;      // named or anonymous result variables
  std::vector<const Type*> result_types_;
  std::vector<int> result_slots_;         // where each result lies in the frame
  bool named_results_ = false;
  Label fallthrough_ = kNone;
  uint16_t file_ = 0;     // of the code being emitted, in debug_->files
  uint16_t inlined_ = 0;  // 1 + the call in debug_->inlined that it stands for
  std::vector<const types::Func*> inlining_;
  int inlined_cost_ = 0;
  std::unordered_map<const types::Var*, KnownLit> known_lits_;
  std::unordered_map<const types::Var*, const Type*> concrete_;
  Label inline_end_ = kNone;           // where return leads in an inlined body
  const Stmt* inline_last_ = nullptr;  // the inlined body's last statement while it is compiled
  int in_place_ = kNone;  // where the call that is compiled next may have its frame begin
  const grammar::CallExpr* builtin_ = nullptr;  // the call of one that is compiled next
  std::vector<rt::FrameRegion> in_frame_;  // what addresses lead to, of the scopes that are open
  std::vector<Room> rooms_;  // for what the statements being compiled make and keep
  std::unordered_map<const Expr*, int> ahead_;  // expressions of the current statement whose values lie in slots already
  int lit_count_ = 0;
  Pos lit_from_ = 0, lit_to_ = 0;
  std::string_view name_;
  int go_defers_ = 0;  // go and defer statements so far whose calls gc wraps, to name them
  types::Package* pkg_;  // that the code being compiled is written in
  // Inside the body of a range-over-func loop: the loop's shared state; see rangefunc.cc.
  RangeBody* range_ = nullptr;
  // The same if the body stands inside of the iterator's code; see iterator.cc.
  InlinedLoop* loop_ = nullptr;
  std::vector<const grammar::BlockStmt*> iterators_;  // whose code is around
  std::unordered_map<const types::Var*, Iterator*> known_iterators_;
  std::unordered_map<const types::Var*, InlinedLoop*> yields_;
  bool again_ = false;
  Tier tier_;
  bytecode::Passes passes_;  // that are on for the code being compiled
  uint32_t loops_ = 0;       // counted so far
  Label entry_ = kNone;      // of an optimized version: where the frames of plain code go on
  bool never_plain_ = false;
};

// Decides for each variable of a declared function, nested literals included, whether its address is taken, and goes where
// (flow.h), whether it is captured by a nested function (or range-over-func body), and whether it is assigned after its
// declaration.
void AnalyzeEscapes(Program& program, grammar::FuncDecl* decl);
void AnalyzeEscapesExpr(Program& program, grammar::Expr* e);

}  // namespace minigo::compile
