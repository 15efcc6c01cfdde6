// This file implements the driver of the checker: packages, the environment, delayed actions.
#include "interp/types/check.h"

#include <sys/mman.h>

#include <algorithm>
#include <boost/context/detail/fcontext.hpp>

#include "grammar/parser.h"
#include "interp/types/checker.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

// ---------------------------------------------------------------- a deep stack

namespace {

// Expressions and declarations nest as deep as the user likes, and the checker follows them recursively. So it runs on
// a stack of its own, large enough for what a Go program's own limit (1 GB) would allow; pages are taken when touched.
constexpr size_t kStackSize = size_t{1} << 30;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kOwnStack = false;
#else
constexpr bool kOwnStack = true;
#endif

namespace fc = boost::context::detail;

void Trampoline(fc::transfer_t from) {
  (*static_cast<FuncRef<void()>*>(from.data))();
  fc::jump_fcontext(from.fctx, nullptr);
}

void OnDeepStack(World::Impl* impl, FuncRef<void()> run) {
  if (!kOwnStack || impl->on_stack) return run();
  if (impl->stack == nullptr) {
    void* p = mmap(nullptr, kStackSize, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (p == MAP_FAILED) return run();
    impl->stack = p;
  }
  // Not swapcontext, which asks the kernel for the signal mask each time.
  fc::fcontext_t to = fc::make_fcontext(static_cast<char*>(impl->stack) + kStackSize, kStackSize, Trampoline);
  impl->on_stack = true;
  fc::jump_fcontext(to, &run);
  impl->on_stack = false;
}

// Sets the sink of errors for the extent of one call.
class DiagsScope {
 public:
  DiagsScope(World::Impl* impl, grammar::Diags* diags) : impl_(impl), saved_(impl->diags) { impl->diags = diags; }
  ~DiagsScope() { impl_->diags = saved_; }

 private:
  World::Impl* impl_;
  grammar::Diags* saved_;
};

size_t CountErrors(const grammar::Diags& diags, bool snippet) {
  if (!snippet) return diags.size();
  return std::count_if(diags.list().begin(), diags.list().end(),
                       [](const grammar::Diag& d) { return d.kind != grammar::DiagKind::kUnused; });
}

}  // namespace

void ReleaseDeepStack(World::Impl* impl) {
  if (impl->stack != nullptr) munmap(impl->stack, kStackSize);
}

// ---------------------------------------------------------------- World

bool World::Check(Package* pkg, const Config& config, grammar::Diags& diags) {
  if (pkg == impl_->unsafe_pkg) return true;
  size_t before = CountErrors(diags, config.snippet);
  DiagsScope scope(impl_.get(), &diags);
  impl_->checkers.push_back(std::make_unique<Checker>(this, pkg));
  Checker* check = impl_->checkers.back().get();
  check->own_conf = config;
  if (check->own_conf.go_version.empty()) check->own_conf.go_version = pkg->go_version;
  pkg->checker = check;
  OnDeepStack(impl_.get(), [&] { check->CheckFiles(); });
  return CountErrors(diags, config.snippet) == before;
}

bool World::CheckBody(Func* f, grammar::Diags& diags) {
  f = f->Origin();
  if (f->body_checked || f->pkg == nullptr || f->pkg->checker == nullptr) return true;
  size_t before = diags.size();
  DiagsScope scope(impl_.get(), &diags);
  OnDeepStack(impl_.get(), [&] { f->pkg->checker->CheckFuncBody(f); });
  return diags.size() == before;
}

void World::PrepareInit(Package* pkg, grammar::Diags& diags) {
  if (!pkg->library || pkg->checker == nullptr) return;
  DiagsScope scope(impl_.get(), &diags);
  OnDeepStack(impl_.get(), [&] { pkg->checker->PrepareInit(); });
}

void World::RunDeep(const std::function<void()>& run) { OnDeepStack(impl_.get(), run); }

Object* World::Lookup(Package* pkg, std::string_view name) {
  if (pkg->scope == nullptr) return nullptr;
  Object* obj = pkg->scope->Lookup(impl_->names.Intern(name));
  if (obj != nullptr && obj->type == nullptr && pkg->checker != nullptr) {
    OnDeepStack(impl_.get(), [&] { pkg->checker->ResolveObject(obj); });
  }
  return obj;
}

// ---------------------------------------------------------------- Checker

Checker::Checker(World* w, Package* p)
    : world(w),
      impl(w->impl()),
      pkg(p),
      conf(&own_conf),
      ctxt(impl->context),
      impl_arena_(impl->arena),
      constants_(impl->constants),
      typ_(impl->basics) {}

Checker::~Checker() = default;

grammar::SourceSet& Checker::sources() { return impl->sources; }
Symbol Checker::Intern(std::string_view s) { return impl->names.Intern(s); }

void DepSet::Add(Object* obj) {
  constexpr size_t kShort = 16;
  if (list.size() < kShort) {
    if (std::find(list.begin(), list.end(), obj) != list.end()) return;
  } else {
    if (set == nullptr) set = std::make_unique<std::unordered_set<Object*>>(list.begin(), list.end());
    if (!set->insert(obj).second) return;
  }
  list.push_back(obj);
}

bool Checker::LookupScope(Symbol name, Scope** found, Object** obj) {
  uint64_t bit = Scope::BitOf(name);
  for (Scope* s = scope; s != nullptr; s = s->parent()) {
    if (Object* o = s->Lookup(name, bit)) {
      if (found != nullptr) *found = s;
      *obj = o;
      return true;
    }
  }
  if (found != nullptr) *found = nullptr;
  *obj = nullptr;
  return false;
}

Object* Checker::Lookup(Symbol name) {
  Object* obj;
  LookupScope(name, nullptr, &obj);
  return obj;
}

void Checker::AddDeclDep(Object* to) {
  if (decl == nullptr || to->decl_info == nullptr || to->pkg != pkg) return;
  if (decl->deps == nullptr) {
    decl->deps = &dep_sets.emplace_back();
  }
  decl->deps->Add(to);
}

// Between visits there is nobody to delay for: then only types that were checked before are expanded, and what would be
// verified later has been.
void Checker::Later(std::function<void()> f) {
  if (visits > 0) delayed.emplace_back(version, std::move(f));
}

void Checker::Push(Object* obj) {
  obj_path.push_back(obj);
  obj->color_index = static_cast<uint32_t>(obj_path.size());
}

Object* Checker::Pop() {
  Object* obj = obj_path.back();
  obj_path.pop_back();
  obj->color_index = 0;
  return obj;
}

bool Checker::InOwnFile(grammar::Pos pos) const {
  if (pos == grammar::kNoPos) return false;
  return std::any_of(files.begin(), files.end(), [pos](const grammar::File* f) { return f->source->contains(pos); });
}

void Checker::InitFiles() {
  GoVersion pkg_version = AsGoVersion(conf->go_version);
  for (grammar::File* file : pkg->files) {
    Symbol name = file->pkg_name == nullptr ? nullptr : file->pkg_name->value;
    if (pkg->name == nullptr && name != impl->blank) pkg->name = name;
    if (name == impl->blank) {
      Error(file->pkg_name, kBlankPkgName, "invalid package name _");
    } else if (name != nullptr && name != pkg->name) {
      Errorf(file->source->base(), kMismatchedPkgName, "package %s; expected package %s", name, pkg->name);
      continue;
    }
    files.push_back(file);
  }
  if (pkg_version.IsValid() && !files.empty() && pkg_version.Cmp(kGoCurrent) > 0) {
    Errorf(files[0]->source->base(), kTooNew,
           "package requires newer Go version %s (application built with %s)", pkg_version, kGoCurrent);
  }
  for (grammar::File* file : files) {
    GoVersion v = pkg_version;
    GoVersion file_version = AsGoVersion(file->go_version);
    if (file_version.IsValid()) {
      // A file may ask for any version, but for none before the one that gave the request a meaning.
      v = file_version.Cmp(kGo1_21) > 0 ? file_version : kGo1_21;
      if (file_version.Cmp(kGoCurrent) > 0) {
        Errorf(file->pkg_name, kTooNew, "file requires newer Go version %s", file_version);
      }
    }
    versions[file] = v;
  }
}

void Checker::CheckFiles() {
  visits++;
  if (pkg->scope == nullptr) pkg->scope = NewScope(impl->universe, grammar::kNoPos, grammar::kNoPos);
  InitFiles();
  CollectObjects();
  collected = true;
  if (!pkg->library) {
    DirectCycles();
    PackageObjects();
    ProcessDelayed(0);
    Cleanup();
    InitOrder();
    UnusedImports();
    if (!first_err) Monomorph();
    if (!first_err && !conf->types_only && (impl->diags == nullptr || impl->diags->empty())) NoderChecks();
    errors.clear();
  }
  pkg->go_version = conf->go_version;
  pkg->complete = true;
  visits--;
}

void Checker::ProcessDelayed(size_t top) {
  GoVersion saved = version;
  for (size_t i = top; i < delayed.size(); i++) {
    version = delayed[i].first;
    auto f = std::move(delayed[i].second);  // the call may add to the list
    f();
  }
  delayed.resize(top);
  version = saved;
}

void Checker::Cleanup() {
  // Cleaning up may add more.
  for (size_t i = 0; i < cleaners.size(); i++) CleanupType(cleaners[i]);
  cleaners.clear();
}

namespace {

// A visit of a checker from outside: in an empty environment; what it delays is done before it ends.
class Visit {
 public:
  explicit Visit(Checker* check) : check_(check), saved_(check->env()), top_(check->delayed.size()) {
    check->env() = Environment();
    check->visits++;
  }
  ~Visit() {
    check_->ProcessDelayed(top_);
    if (check_->visits == 1) check_->Cleanup();
    check_->visits--;
    check_->env() = saved_;
  }

 private:
  Checker* check_;
  Environment saved_;
  size_t top_;
};

}  // namespace

void Checker::ResolveObject(Object* obj) {
  if (obj->type != nullptr && obj->color_index == 0) return;
  Visit visit(this);
  ObjDecl(obj);
}

void Checker::CheckFuncBody(Func* f) {
  if (f->body_checked) return;
  f->body_checked = true;
  grammar::FuncDecl* fdecl = f->decl;
  if (fdecl == nullptr || !fdecl->has_body()) return;
  if (fdecl->body == nullptr) {
    grammar::ParseBody(f->source, fdecl, arena(), impl->names, *impl->diags);
    if (fdecl->body == nullptr) return;
  }
  ResolveObject(f);
  Visit visit(this);
  version = f->decl_info->version;
  FuncBody(f->decl_info, f->name_view(), f->signature(), fdecl->body, nullptr);
}

// The order of initialization depends on what functions use: the bodies that initializers can reach are checked too.
void Checker::PrepareInit() {
  if (init_prepared) return;
  init_prepared = true;
  std::vector<Func*> work;
  std::unordered_set<DeclInfo*> seen;
  auto follow = [&](DeclInfo* d) {
    if (d->deps == nullptr || !seen.insert(d).second) return;
    for (Object* to : d->deps->list) {
      if (Func* f = Is<Func>(to); f != nullptr && !seen.contains(f->decl_info)) work.push_back(f);
    }
  };
  for (Object* obj : obj_list) {
    if (obj->kind != ObjectKind::kVar) continue;
    ResolveObject(obj);
    follow(obj->decl_info);
  }
  while (!work.empty()) {
    Func* f = work.back();
    work.pop_back();
    CheckFuncBody(f);
    follow(f->decl_info);
  }
  for (Func* f : pkg->init_funcs) ResolveObject(f);
  InitOrder();
}

}  // namespace minigo::types
