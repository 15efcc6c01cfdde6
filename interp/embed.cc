// This file implements calls between host and Go: Host, host functions, and the natives of stdlib/runtime/host.go.
#include "interp/embed.h"

#include <algorithm>
#include <new>

#include "runtime/base/check.h"

namespace minigo {

using internal::Handle;
using internal::HostBinding;
using internal::HostPackageData;
using runtime::As;
using runtime::BlockingRegion;
using runtime::EndReason;
using runtime::Func;
using runtime::FuncType;
using runtime::FuncVal;
using runtime::G;
using runtime::GoString;
using runtime::Iface;
using runtime::Kind;
using runtime::M;
using runtime::NativeStatus;
using runtime::Slot;
using runtime::Type;

namespace internal {

struct Access {
  static const auto& Handle(const Function& f) { return f.handle_; }
  static auto& Handle(Function& f) { return f.handle_; }
  static const auto& Handle(const Object& o) { return o.handle_; }
  static std::vector<Value>& Args(HostCall& c) { return c.args_; }
  static std::vector<Value>& Results(HostCall& c) { return c.results_; }
  static std::optional<std::string>& Panic(HostCall& c) { return c.panic_; }
  static void SetEngine(HostCall& c, Engine* e) { c.engine_ = e; }
};

}  // namespace internal

using internal::Access;

using Errors = std::vector<std::pair<std::shared_ptr<internal::ErrorText>, Iface>>;

// One call from the host. Lives until the engine ends if that happens during the call: a goroutine may still be in it.
struct HostCallRequest {
  enum What : uint8_t { kCall, kLoad };
  Host* host = nullptr;
  What what = kCall;
  std::string name;             // for messages
  FuncVal* fn = nullptr;
  const FuncType* type = nullptr;  // nullptr: neither parameters nor results
  bool method = false;          // fn takes an interface's data word first
  Iface receiver;               // or the pointer to load from; held by a handle of the caller's
  std::vector<Value> args;
  Result result;
  Errors errors;

  // Slots of parameters and results.
  int arg_slots = 0;
  int result_slots = 0;
};

// A host function in progress.
struct HostFrame {
  Host* host = nullptr;
  M* m = nullptr;
  G* g = nullptr;
  bool unwound = false;  // the goroutine is on its way out below us: Go cannot be called any more
  bool outside = false;  // `region` lives
  alignas(BlockingRegion) char region[sizeof(BlockingRegion)];

  void Leave() {
    new (region) BlockingRegion(m, true);
    outside = true;
  }
  void Return() {
    if (!outside) return;
    outside = false;
    reinterpret_cast<BlockingRegion*>(region)->~BlockingRegion();
  }
};

namespace {

// The host function that this thread is in. Set only while C++ code of the host runs: a goroutine in Go code may change
// threads. The accessors are calls, so that no address of a thread's variable is kept.
thread_local HostFrame* current_frame = nullptr;
[[gnu::noinline]] HostFrame* CurrentFrame() { return current_frame; }
[[gnu::noinline]] HostFrame* SetCurrentFrame(HostFrame* f) {
  HostFrame* old = current_frame;
  current_frame = f;
  return old;
}

// A value in memory form at a slot, made canonical: signed integers narrower than a slot are extended.
void Extend(const Type* t, Slot* s) {
  switch (t->kind) {
    case Kind::kInt8: *s = static_cast<Slot>(int64_t{static_cast<int8_t>(*s)}); break;
    case Kind::kInt16: *s = static_cast<Slot>(int64_t{static_cast<int16_t>(*s)}); break;
    case Kind::kInt32: *s = static_cast<Slot>(int64_t{static_cast<int32_t>(*s)}); break;
    default: break;
  }
}

// Where the value lies that a frame holds at s, in memory form.
const void* MemoryOf(const Type* t, const Slot* s) {
  return t->boxed() ? reinterpret_cast<const void*>(*s) : s;
}

// Writes v as a t to the frame's (zeroed) slots at s.
bool WriteSlots(ToGo* to, const Type* t, const Value& v, Slot* s) {
  if (!t->boxed()) {
    if (!to->Write(t, v, s)) return false;
    Extend(t, s);
    return true;
  }
  void* box = to->m->rt->heap.New(to->m, t);
  *s = reinterpret_cast<Slot>(box);
  return to->Write(t, v, box);
}

int SlotsOf(const List<const Type*>& types) {
  int n = 0;
  for (const Type* t : types) n += static_cast<int>(t->slots());
  return n;
}

// "fatal error: …" and the goroutines after it.
void SplitWords(const std::string& words, std::string* text, std::string* trace) {
  size_t at = words.find("\n\ngoroutine ");
  *text = words.substr(0, at);
  *trace = at == std::string::npos ? "" : words.substr(at + 2);
  while (!text->empty() && text->back() == '\n') text->pop_back();
}

}  // namespace

Host::Host(runtime::Runtime& rt, Engine* engine, HostLinks links)
    : rt_(rt), engine_(engine), links_(links), core_(std::make_shared<internal::HostCore>()) {
  core_->host = this;
}

Host::~Host() = default;

void Host::Detach() {
  std::lock_guard<std::mutex> lock(core_->mu);
  core_->host = nullptr;
}

// ---------------------------------------------------------------- host packages

std::shared_ptr<HostPackageData> Host::Package(std::string_view path) {
  auto& p = packages_[std::string(path)];
  if (p == nullptr) {
    p = std::make_shared<HostPackageData>();
    p->path = path;
  }
  return p;
}

std::string Host::SourceOf(const HostPackageData& p) {
  // On one line, so that lines are those of the host's text.
  std::string text = "package " + p.path.substr(p.path.rfind('/') + 1) + "; " + p.source + "\n";
  for (const HostBinding& b : p.bindings) {
    if (!b.declaration.empty()) text += b.declaration + "\n";
  }
  return text;
}

HostBinding* Host::Binding(std::string_view pkg, std::string_view name) {
  auto it = packages_.find(std::string(pkg));
  if (it == packages_.end()) return nullptr;
  for (HostBinding& b : it->second->bindings) {
    if (b.name != name) continue;
    b.host = this;
    return &b;
  }
  return nullptr;
}

HostPackage& HostPackage::Source(std::string_view text) {
  data_->source += text;
  data_->source += '\n';
  return *this;
}

HostPackage& HostPackage::Add(std::string_view name, std::string_view derived, HostFunction f) {
  HostBinding b;
  b.function = std::move(f);
  if (name.starts_with("func ")) {
    b.declaration = name;
    name.remove_prefix(5);
    b.name = name.substr(0, name.find('('));
    b.name.erase(std::remove(b.name.begin(), b.name.end(), ' '), b.name.end());
  } else {
    b.name = name;
    b.declaration = derived;
    // Declared in Source: "func Name(".
    std::string head = "func " + b.name;
    for (size_t at = data_->source.find(head); at != std::string::npos; at = data_->source.find(head, at + 1)) {
      size_t end = data_->source.find_first_not_of(" \t", at + head.size());
      bool starts = at == 0 || data_->source[at - 1] == '\n' || data_->source[at - 1] == ';';
      if (starts && end != std::string::npos && data_->source[end] == '(') b.declaration.clear();
    }
  }
  data_->bindings.push_back(std::move(b));
  return *this;
}

// ---------------------------------------------------------------- roots

std::shared_ptr<Handle> Host::Hold(Iface value) {
  auto h = std::make_shared<Handle>();
  h->core = core_;
  h->type = value.type;
  h->type_name = value.type->string.view();
  std::lock_guard<std::mutex> lock(core_->mu);
  for (uint32_t root : core_->released) {
    blocks_[root / kRootsPerBlock]->slots[root % kRootsPerBlock] = {};
    free_roots_.push_back(root);
  }
  core_->released.clear();
  if (free_roots_.empty()) {
    auto base = static_cast<uint32_t>(blocks_.size()) * kRootsPerBlock;
    blocks_.push_back(std::make_unique<RootBlock>());
    rt_.heap.AddRoot(blocks_.back().get(), sizeof(RootBlock));
    for (uint32_t i = kRootsPerBlock; i-- > 0;) free_roots_.push_back(base + i);
  }
  h->root = free_roots_.back();
  free_roots_.pop_back();
  blocks_[h->root / kRootsPerBlock]->slots[h->root % kRootsPerBlock] = value;
  return h;
}

Iface Host::Held(const Handle& h) const {
  std::lock_guard<std::mutex> lock(core_->mu);
  return blocks_[h.root / kRootsPerBlock]->slots[h.root % kRootsPerBlock];
}

const Type* Host::ErrorType() {
  const Type* t = error_type_.load(std::memory_order_acquire);
  if (t == nullptr) {
    t = links_.error_type(links_.arg);
    error_type_.store(t, std::memory_order_release);
  }
  return t;
}

// ---------------------------------------------------------------- calls of Go

Result Host::Refused(std::string text) const {
  Result r;
  r.status = Status::kInvalid;
  r.exit_status = 1;
  r.text = std::move(text);
  return r;
}

// How the engine has ended; `again`: before this call.
void Host::Ended(Result* r, bool again) const {
  r->values.clear();
  if (!rt_.exiting()) {
    r->status = Status::kEnded;
    r->exit_status = 2;
    r->text = "the engine has ended: " + init_failure_;
    return;
  }
  r->exit_status = rt_.exit_status();
  SplitWords(rt_.last_words, &r->text, &r->trace);
  switch (rt_.end_reason) {
    case EndReason::kExit:
      r->status = Status::kExited;
      r->text = "exit status " + std::to_string(r->exit_status);
      break;
    case EndReason::kLimit: r->status = Status::kLimit; break;
    case EndReason::kStop:
      r->status = Status::kStopped;
      r->text = "stopped";
      break;
    case EndReason::kDied:
    case EndReason::kNone: r->status = Status::kDied; break;
  }
  if (!again) return;
  r->status = Status::kEnded;
  r->text = "the engine has ended: " + r->text.substr(0, r->text.find('\n'));
  r->trace.clear();
}

bool Host::BeginRun(Result* r) {
  if (CurrentFrame() != nullptr && CurrentFrame()->host == this) {
    *r = Refused("Run inside of a host function");
    return false;
  }
  if (busy_.exchange(true)) {
    *r = Refused("the engine is in use");
    return false;
  }
  if (ended()) {
    Ended(r, true);
  } else if (!loaded_) {
    *r = Refused("no program is loaded");
  } else {
    return true;
  }
  busy_.store(false);
  return false;
}

void Host::EndRun(int status, Result* r) {
  r->exit_status = status;
  if (ended()) Ended(r, false);
  busy_.store(false);
}

Result Host::Submit(std::unique_ptr<HostCallRequest> request) {
  request->host = this;
  if (request->type != nullptr) {
    request->arg_slots = SlotsOf(request->type->in) + (request->method ? 1 : 0);
    request->result_slots = SlotsOf(request->type->out);
  }
  HostFrame* frame = CurrentFrame();
  if (frame != nullptr && frame->host == this) return CallFromHost(frame, std::move(request));
  Result r;
  if (!BeginRun(&r)) return r;
  if (!initialized_) {
    r = InitLocked();
    if (!r) {
      busy_.store(false);
      return r;
    }
  }
  r = RunRequest(std::move(request));
  busy_.store(false);
  return r;
}

Result Host::RunRequest(std::unique_ptr<HostCallRequest> request) {
  auto arg = reinterpret_cast<Slot>(request.get());
  rt_.goexit_ends_main = true;
  rt_.RunMain(&links_.call(links_.arg)->static_value, &arg, 1);
  rt_.goexit_ends_main = false;
  if (!ended()) return std::move(request->result);
  Result r;
  Ended(&r, false);
  abandoned_.push_back(std::move(request));
  return r;
}

Result Host::InitLocked() {
  auto request = std::make_unique<HostCallRequest>();
  request->host = this;
  request->name = "package initialization";
  Func* init = links_.init(links_.arg);
  if (init == nullptr) return Refused("the program cannot be initialized");
  request->fn = &init->static_value;
  initialized_ = true;
  Result r = RunRequest(std::move(request));
  if (!r && !rt_.exiting()) {
    // Packages are half made: nothing can be called.
    init_failure_ = r.text.substr(0, r.text.find('\n'));
    r.status = Status::kDied;
    r.exit_status = 2;
  }
  return r;
}

Result Host::Init() {
  Result r;
  if (!BeginRun(&r)) return r;
  if (!initialized_) r = InitLocked();
  busy_.store(false);
  return r;
}

// On a fiber, outside of Go.
Result Host::CallFromHost(HostFrame* frame, std::unique_ptr<HostCallRequest> request) {
  Result r;
  if (ended()) {
    Ended(&r, true);
    return r;
  }
  if (frame->unwound) {
    r.status = Status::kGoexit;
    r.text = "the goroutine is exiting: the host function has to return";
    return r;
  }
  frame->Return();
  SetCurrentFrame(nullptr);
  auto arg = reinterpret_cast<Slot>(request.get());
  bool ok = !rt_.exiting() &&
            runtime::CallGo(frame->m, &links_.call(links_.arg)->static_value, &arg, 1, nullptr, 0);
  SetCurrentFrame(frame);
  if (rt_.exiting()) {
    // Perhaps on the thread of the destructor: nothing of Go may be touched.
    Ended(&r, true);
    return r;
  }
  frame->m = frame->g->m;
  if (!ok) {
    frame->unwound = true;
    frame->m->pending = {};
  }
  r = std::move(request->result);
  frame->Leave();
  return r;
}

Result Host::Call(std::string_view function, std::vector<Value> args) {
  std::string why;
  Func* f = Lookup(function, &why);
  if (f == nullptr) return ended() ? Submit(std::make_unique<HostCallRequest>()) : Refused(why);
  auto request = std::make_unique<HostCallRequest>();
  request->name = function;
  request->fn = &f->static_value;
  request->type = As<FuncType>(f->type);
  request->args = std::move(args);
  return Submit(std::move(request));
}

Result Host::Call(const Handle& function, std::vector<Value> args) {
  Iface held = Held(function);
  auto request = std::make_unique<HostCallRequest>();
  request->name = function.type_name;
  request->fn = static_cast<FuncVal*>(held.data);
  request->type = As<FuncType>(held.type);
  request->args = std::move(args);
  return Submit(std::move(request));
}

Result Host::CallMethod(const Handle& object, std::string_view method, std::vector<Value> args) {
  Iface held = Held(object);
  const runtime::Method* found = nullptr;
  if (held.type->complete_methods != nullptr || held.type->uncommon != nullptr) {
    std::string_view pkg = held.type->uncommon != nullptr ? held.type->uncommon->pkg_path.view() : "";
    if (held.type->kind == Kind::kPointer) {
      const Type* elem = As<runtime::PtrType>(held.type)->elem;
      if (elem->uncommon != nullptr) pkg = elem->uncommon->pkg_path.view();
    }
    bool exported = !method.empty() && ((method[0] >= 'A' && method[0] <= 'Z') || static_cast<uint8_t>(method[0]) >= 0x80);
    for (std::string_view p : {exported ? std::string_view() : pkg, pkg}) {
      if (found == nullptr) found = runtime::FindMethod(&rt_, held.type, rt_.types.MethodId(method, p));
    }
  }
  if (found == nullptr) return Refused(object.type_name + " has no method " + std::string(method));
  auto request = std::make_unique<HostCallRequest>();
  request->name = object.type_name + "." + std::string(method);
  request->fn = &found->iface_func->static_value;
  request->type = As<FuncType>(found->type);
  request->method = true;
  request->receiver = held;
  request->args = std::move(args);
  return Submit(std::move(request));
}

Result Host::Load(const Handle& pointer) {
  Iface held = Held(pointer);
  if (held.type->kind != Kind::kPointer) return Refused("a " + pointer.type_name + " is no pointer");
  auto request = std::make_unique<HostCallRequest>();
  request->what = HostCallRequest::kLoad;
  request->name = pointer.type_name;
  request->receiver = held;
  return Submit(std::move(request));
}

Func* Host::Lookup(std::string_view function, std::string* why) {
  if (!loaded_) {
    *why = "no program is loaded";
    return nullptr;
  }
  std::lock_guard<std::mutex> lock(names_mu_);
  auto it = names_.find(std::string(function));
  if (it != names_.end()) return it->second;
  Func* f = links_.find(links_.arg, function, why);
  if (f != nullptr) names_.emplace(function, f);
  return f;
}

Function Host::Find(std::string_view function, std::string* why) {
  std::string unused;
  Function out;
  Func* f = Lookup(function, why != nullptr ? why : &unused);
  if (f == nullptr) return out;
  Iface value = {f->type, &f->static_value};
  HostFrame* frame = CurrentFrame();
  if (frame != nullptr && frame->host == this) {
    if (rt_.exiting()) return out;
    frame->Return();
    Access::Handle(out) = Hold(value);
    frame->Leave();
  } else if (busy_.exchange(true)) {
    if (why != nullptr) *why = "the engine is in use";
  } else {
    Access::Handle(out) = Hold(value);
    busy_.store(false);
  }
  return out;
}

// ---------------------------------------------------------------- the natives of stdlib/runtime/host.go

namespace {

HostCallRequest* RequestOf(void* p) { return static_cast<HostCallRequest*>(p); }

void Invalid(HostCallRequest* r, const std::string& text) {
  r->result.status = Status::kInvalid;
  r->result.exit_status = 1;
  r->result.text = r->name + ": " + text;
}

// func hostPrepare(call unsafe.Pointer) unsafe.Pointer
void* Prepare(M* m, void* call) {
  HostCallRequest* r = RequestOf(call);
  if (r->what == HostCallRequest::kLoad) {
    FromGo from{r->host, m, &r->errors};
    const Type* elem = As<runtime::PtrType>(r->receiver.type)->elem;
    r->result.values.push_back(from.Copy(elem, r->receiver.data));
    if (!from.why.empty()) Invalid(r, from.why);
    return nullptr;
  }
  size_t slots = static_cast<size_t>(r->arg_slots + r->result_slots);
  auto* block = static_cast<Slot*>(m->rt->heap.NewConservative(m, (slots + 1) * sizeof(Slot)));
  if (r->type == nullptr) return block;
  Slot* at = block + r->result_slots;
  if (r->method) *at++ = reinterpret_cast<Slot>(r->receiver.data);
  const auto& in = r->type->in;
  bool variadic = r->type->variadic();
  size_t fixed = in.size() - (variadic ? 1 : 0);
  if (r->args.size() < fixed || (r->args.size() > fixed && !variadic)) {
    Invalid(r, "got " + std::to_string(r->args.size()) + " arguments, want " + std::to_string(fixed) +
                   (variadic ? " or more" : ""));
    return nullptr;
  }
  ToGo to{r->host, m};
  for (size_t i = 0; i < in.size(); i++) {
    bool rest = variadic && i == fixed;
    const Value* v = rest ? nullptr : &r->args[i];
    Value list;
    if (rest) {
      list = Value::List(std::make_move_iterator(r->args.begin() + static_cast<long>(fixed)),
                         std::make_move_iterator(r->args.end()));
      v = &list;
    }
    if (!WriteSlots(&to, in[i], *v, at)) {
      Invalid(r, rest ? "variadic arguments: " + to.why : "argument " + std::to_string(i + 1) + ": " + to.why);
      return nullptr;
    }
    at += in[i]->slots();
  }
  return block;
}

// func hostInvoke(call, block unsafe.Pointer)
NativeStatus Invoke(M* m, Slot* fp) {
  HostCallRequest* r = RequestOf(reinterpret_cast<void*>(fp[0]));
  auto* block = reinterpret_cast<Slot*>(fp[1]);
  m->call = {r->fn, block + r->result_slots, r->arg_slots, r->result_slots, block};
  return NativeStatus::kCall;
}

// func hostFinish(call, block unsafe.Pointer)
void Finish(M* m, void* call, void* block) {
  HostCallRequest* r = RequestOf(call);
  if (r->type == nullptr) return;
  FromGo from{r->host, m, &r->errors};
  const auto* at = static_cast<const Slot*>(block);
  for (size_t i = 0; i < r->type->out.size(); i++) {
    const Type* t = r->type->out[i];
    r->result.values.push_back(from.Copy(t, MemoryOf(t, at)));
    at += t->slots();
    if (from.why.empty()) continue;
    Invalid(r, "result " + std::to_string(i + 1) + ": " + from.why);
    r->result.values.clear();
    return;
  }
}

// func hostErrors(call unsafe.Pointer) int
int64_t CountErrors(M*, void* call) { return static_cast<int64_t>(RequestOf(call)->errors.size()); }

// func hostError(call unsafe.Pointer, i int) error
Iface ErrorAt(M*, void* call, int64_t i) { return RequestOf(call)->errors[static_cast<size_t>(i)].second; }

// func hostErrorText(call unsafe.Pointer, i int, text string)
void SetErrorText(M*, void* call, int64_t i, GoString text) {
  RequestOf(call)->errors[static_cast<size_t>(i)].first->text = text.view();
}

// func hostFailed(call unsafe.Pointer, goexit bool)
void Failed(M* m, void* call, bool goexit) {
  Result& r = RequestOf(call)->result;
  r.values.clear();
  r.exit_status = 2;
  if (goexit) {
    r.status = Status::kGoexit;
    r.text = "runtime.Goexit";
    return;
  }
  r.status = Status::kPanic;
  r.text = runtime::TakePrinted(m);
  while (!r.text.empty() && r.text.back() == '\n') r.text.pop_back();
  r.trace = runtime::Traceback(m, false);
}

const runtime::NativeEntry kEntries[] = {
    runtime::Native<&Prepare>("hostPrepare"),   runtime::Raw<&Invoke>("hostInvoke"),
    runtime::Native<&Finish>("hostFinish"),     runtime::Native<&CountErrors>("hostErrors"),
    runtime::Native<&ErrorAt>("hostError"),
    runtime::Native<&SetErrorText>("hostErrorText"), runtime::Native<&Failed>("hostFailed"),
};

}  // namespace

const runtime::NativeTable Host::kNatives = {kEntries, static_cast<int>(std::size(kEntries))};

// ---------------------------------------------------------------- host functions

// On a fiber of the goroutine; fp is the frame of the Go function.
void Host::RunHostFunction(M* m, void* arg) {
  auto* fp = static_cast<Slot*>(arg);
  G* g = m->g;
  Func* func = reinterpret_cast<FuncVal*>(fp[-1])->fn;
  auto* binding = static_cast<HostBinding*>(func->native_data);
  Host* host = binding->host;
  const auto* type = As<FuncType>(func->type);
  auto raise = [&](const std::string& text) { runtime::PanicString(g->m, std::string(func->name) + ": " + text); };

  HostCall call;
  Access::SetEngine(call, host->engine_);
  Errors errors;
  FromGo from{host, m, &errors};
  const Slot* at = fp + func->result_slots;
  for (const Type* t : type->in) {
    Access::Args(call).push_back(from.Copy(t, MemoryOf(t, at)));
    at += t->slots();
    if (!from.why.empty()) return raise("argument " + std::to_string(call.args().size()) + ": " + from.why);
  }
  for (auto& [text, error] : errors) {
    Slot value[2] = {reinterpret_cast<Slot>(error.type), reinterpret_cast<Slot>(error.data)};
    Slot result[2] = {};
    if (!runtime::CallGo(g->m, &host->links_.text_of(host->links_.arg)->static_value, value, 2, result, 2)) return;
    text->text.assign(reinterpret_cast<const char*>(result[0]), static_cast<size_t>(result[1]));
  }

  // The function stays on this thread, whatever Go code it calls.
  HostFrame frame;
  frame.host = host;
  frame.m = g->m;
  frame.g = g;
  runtime::LockOSThread(frame.m);
  frame.Leave();
  HostFrame* outer = SetCurrentFrame(&frame);
  binding->function(call);
  SetCurrentFrame(outer);
  frame.Return();
  if (host->rt_.exiting()) {
    // On an M that leaves, or on the thread of the destructor.
    g->m->pending.kind = M::PendingPanic::kUnwind;
    return;
  }
  m = frame.m;
  runtime::UnlockOSThread(m);
  if (frame.unwound) {
    m->pending.kind = M::PendingPanic::kUnwind;
    return;
  }
  if (Access::Panic(call)) return runtime::PanicString(m, *Access::Panic(call));

  const std::vector<Value>& results = Access::Results(call);
  std::fill(fp, fp + func->result_slots, Slot{0});
  if (results.size() != type->out.size() && !results.empty()) {
    return raise("the host function returned " + std::to_string(results.size()) + " values, want " +
                 std::to_string(type->out.size()));
  }
  ToGo to{host, m};
  Slot* out = fp;
  for (size_t i = 0; i < results.size(); i++) {
    const Type* t = type->out[i];
    if (!WriteSlots(&to, t, results[i], out)) return raise("result " + std::to_string(i + 1) + ": " + to.why);
    out += t->slots();
  }
}

NativeStatus Host::HostNative(M* m, Slot* fp) {
  G* g = m->g;
  if (runtime::LeaveCallersThread(m)) {
    g->pc = bytecode::kNativeCode;
    return NativeStatus::kYield;
  }
  switch (runtime::RunOnFiber(m, &Host::RunHostFunction, fp)) {
    case runtime::FiberStatus::kDone: break;
    case runtime::FiberStatus::kParked: return NativeStatus::kParked;
    case runtime::FiberStatus::kYielded: return NativeStatus::kYield;
    case runtime::FiberStatus::kExit: return NativeStatus::kExit;
  }
  return g->m->pending.kind == M::PendingPanic::kNone ? NativeStatus::kDone : NativeStatus::kPanic;
}

bool HostCall::ended() const { return engine_->ended(); }

// ---------------------------------------------------------------- handles

namespace {

Result Gone() {
  Result r;
  r.status = Status::kEnded;
  r.exit_status = 2;
  r.text = "the engine is gone";
  return r;
}

Result Empty() {
  Result r;
  r.status = Status::kInvalid;
  r.exit_status = 1;
  r.text = "call of nil";
  return r;
}

Host* HostOf(const Handle& h) {
  std::lock_guard<std::mutex> lock(h.core->mu);
  return h.core->host;
}

}  // namespace

Result Function::CallWith(std::vector<Value> args) const {
  if (handle_ == nullptr) return Empty();
  Host* host = HostOf(*handle_);
  return host != nullptr ? host->Call(*handle_, std::move(args)) : Gone();
}

Result Object::CallWith(std::string_view method, std::vector<Value> args) const {
  if (handle_ == nullptr) return Empty();
  Host* host = HostOf(*handle_);
  return host != nullptr ? host->CallMethod(*handle_, method, std::move(args)) : Gone();
}

Result Object::Load() const {
  if (handle_ == nullptr) return Empty();
  Host* host = HostOf(*handle_);
  return host != nullptr ? host->Load(*handle_) : Gone();
}

bool Object::operator==(const Object& other) const {
  if (handle_ == nullptr || other.handle_ == nullptr) return handle_ == other.handle_;
  Host* host = HostOf(*handle_);
  if (host == nullptr || host != HostOf(*other.handle_)) return false;
  Iface a = host->Held(*handle_), b = host->Held(*other.handle_);
  return a.type == b.type && a.data == b.data;
}

}  // namespace minigo
