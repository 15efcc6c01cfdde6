// This file implements Engine: where the wing that knows source and the wing that knows execution meet.
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "grammar/parser.h"
#include "interp/bytecode/builder.h"
#include "interp/bytecode/func.h"
#include "interp/compile/program.h"
#include "interp/embed.h"
#include "interp/gofile.h"
#include "interp/loader.h"
#include "interp/minigo.h"
#include "interp/paths.h"
#include "interp/types/check.h"
#include "interp/vet/vet.h"
#include "interp/vm/profile.h"
#include "interp/vm/vm.h"
#include "runtime/base/lock.h"
#include "runtime/proc.h"
#include "runtime/runtime.h"
#include "stdlib/registry.h"

extern char** environ;

namespace minigo {

using bytecode::LangFunc;
using bytecode::Opcode;
using runtime::Func;

bool ValidPasses(const std::string& passes) {
  bytecode::Passes ignored = bytecode::Passes::All();
  return bytecode::Passes::Parse(passes, &ignored);
}

namespace {

runtime::RuntimeOptions RuntimeOptionsOf(const Options& o) {
  runtime::RuntimeOptions r;
  r.max_procs = o.max_procs;
  r.heap_limit = o.memory_limit;
  r.instruction_limit = o.instruction_limit;
  r.time_limit_ns = o.time_limit_ns;
  r.deterministic = o.deterministic;
  r.seed = o.seed;
  r.own_process = o.own_process;
  r.profile = o.profile_ops > 0;
  r.args = o.args;
  if (r.args.empty()) r.args.push_back("minigo");
  if (o.inherit_env) {
    for (char** e = environ; e != nullptr && *e != nullptr; e++) r.env.push_back(*e);
  } else {
    r.env = o.env;
  }
  if (o.write) {
    r.stdout_fd = r.stderr_fd = -1;
    r.write = [](void* arg, int stream, std::string_view text) {
      static_cast<const Options*>(arg)->write(stream, text);
    };
    r.write_arg = const_cast<Options*>(&o);
  }
  for (const std::string& e : r.env) {
    if (e.rfind("GOTRACEBACK=", 0) == 0) r.traceback = e.substr(12);
  }
  return r;
}

Loader::Options LoaderOptionsOf(const Options& o) {
  Loader::Options l;
  l.lang = o.lang;
  l.tags = o.tags;
  l.snippets = o.snippets;
  l.complete = !o.check_only;
  l.main_only = l.complete && o.own_process;  // hosts may load what they only call
  l.modules = o.modules;
  l.tests = o.check_only && !o.analyses.empty();
  return l;
}

// A message of the checker without its lines that name further places, as "other declaration of x".
std::string_view WithoutOtherPlaces(std::string_view text) {
  constexpr std::string_view kNext = "\n\t";
  for (size_t at = text.find(kNext); at != std::string_view::npos; at = text.find(kNext, at + 1)) {
    std::string_view word = text.substr(at + kNext.size());
    if (word.substr(0, word.find(' ')).find(".go:") != std::string_view::npos) return text.substr(0, at);
  }
  return text;
}

}  // namespace

struct Engine::Impl {
  // VmLinks must be first: Runtime::engine points here.
  bytecode::VmLinks links;
  Options options;
  // Destroyed first, by ~Impl: goroutines may still run the code that the members below own.
  std::unique_ptr<runtime::Runtime> owned_rt;
  runtime::Runtime& rt;
  Mutex compile_lock{LockRank::kCompile};
  // Guarded by compile_lock once the program runs.
  Interner names;
  grammar::SourceSet sources;
  Arena arena;
  types::World world{names, sources};
  Loader loader;
  compile::Program program;
  types::Package* main_pkg = nullptr;
  std::vector<Diagnostic> diagnostics;
  bool loaded = false;
  bool lang_bound = false;
  std::unique_ptr<vm::OpProfile> profile;  // with Options::profile_ops
  std::atomic<bool> profile_written{false};
  Host host;

  Impl(Options o, Engine* engine)
      : options(std::move(o)),
        owned_rt(std::make_unique<runtime::Runtime>(RuntimeOptionsOf(options), vm::VmExecutor())),
        rt(*owned_rt),
        loader(world, sources, names, arena, LoaderOptionsOf(options)),
        program(world, sources, names, rt.types, &rt, Hooks()),
        host(rt, engine, Links()) {
    links.compile = &Impl::CompileFunc;
    links.optimize = &Impl::OptimizeFunc;
    links.funcs = &program.funcs();
    links.func_by_id = &Impl::FuncById;
    rt.engine = this;
    if (options.profile_ops > 0) {
      profile = std::make_unique<vm::OpProfile>();
      links.profile = profile.get();
      rt.at_exit = &Impl::WriteProfile;
    }
    for (const std::string& e : rt.options.env) {
      if (e.rfind("MINIGO_CLOBBERDEAD=", 0) == 0) links.clobber_dead = e.substr(19) != "0";
      if (e.rfind("MINIGO_BUDGET=", 0) == 0) program.set_budget(std::atoi(e.c_str() + 14));
      if (e.rfind("MINIGO_O=", 0) == 0 && options.passes.empty()) options.passes = e.substr(9);
    }
    bytecode::Passes passes = bytecode::Passes::All();
    if (!bytecode::Passes::Parse(options.passes, &passes)) passes = bytecode::Passes::All();
    // Counts are of optimized code.
    if (options.profile_ops > 0) passes.Set(bytecode::Pass::kTiers, false);
    program.set_passes(passes);
  }

  // Once, whoever ends the program.
  static void WriteProfile(runtime::Runtime* rt) {
    Impl* self = Of(rt);
    if (self->profile == nullptr || self->profile_written.exchange(true)) return;
    std::string text = "\n" + self->profile->Report(self->options.profile_ops);
    int err = 0;
    rt->Write(nullptr, 2, text.data(), text.size(), &err);
  }

  ~Impl() {
    owned_rt.reset();
    host.Detach();
  }

  static Impl* Of(runtime::Runtime* rt) {
    return reinterpret_cast<Impl*>(static_cast<bytecode::VmLinks*>(rt->engine));
  }

  compile::ProgramHooks Hooks() {
    compile::ProgramHooks h;
    h.arg = this;
    h.native = [](void* arg, std::string_view pkg, std::string_view name) -> const void* {
      if (static_cast<Impl*>(arg)->host.Binding(pkg, name) != nullptr) {
        return reinterpret_cast<const void*>(&Host::HostNative);
      }
      if (const stdlib::LibraryPackage* p = stdlib::FindPackage(pkg)) {
        if (const runtime::NativeEntry* e = stdlib::FindNative(*p, name)) return reinterpret_cast<const void*>(e->fn);
      }
      for (const runtime::NativeTable* t : {&vm::kVmNatives, &Host::kNatives}) {
        for (int i = 0; i < t->count; i++) {
          if (name == t->entries[i].name) return reinterpret_cast<const void*>(t->entries[i].fn);
        }
      }
      return nullptr;
    };
    h.native_data = [](void* arg, std::string_view pkg, std::string_view name) -> void* {
      return static_cast<Impl*>(arg)->host.Binding(pkg, name);
    };
    h.complete_methods = [](runtime::Runtime* rt, runtime::Type* t) {
      Impl* self = Of(rt);
      MutexLock l(self->compile_lock);
      self->program.CompleteMethods(t);
    };
    h.check_body = [](void* arg, types::Func* f) {
      Impl* self = static_cast<Impl*>(arg);
      grammar::Diags diags;
      if (self->world.CheckBody(f, diags)) return true;
      self->ReportInternal(diags);
      return false;
    };
    return h;
  }

  static bool CompileFunc(runtime::M* m, Func* f) {
    Impl* self = Of(m->rt);
    runtime::Translating t(m);
    MutexLock l(self->compile_lock);
    return self->program.CompileBody(f);
  }

  static const Func* OptimizeFunc(runtime::M* m, Func* f, const bytecode::Insn* loop) {
    Impl* self = Of(m->rt);
    runtime::Translating t(m);
    MutexLock l(self->compile_lock);
    return self->program.Optimize(f, loop);
  }

  static Func* FuncById(runtime::Runtime* rt, uint32_t id) {
    Impl* self = Of(rt);
    MutexLock l(self->compile_lock);
    auto& funcs = self->program.funcs();
    return id >= 1 && id <= funcs.size() ? funcs[id - 1] : nullptr;
  }

  // ---- for Host. Each takes the compile lock.
  HostLinks Links() {
    HostLinks l;
    l.arg = this;
    l.find = [](void* arg, std::string_view name, std::string* why) { return static_cast<Impl*>(arg)->Find(name, why); };
    l.call = [](void* arg) { return static_cast<Impl*>(arg)->RuntimeFunc("hostCall"); };
    l.text_of = [](void* arg) { return static_cast<Impl*>(arg)->RuntimeFunc("hostTextOf"); };
    l.init = [](void* arg) -> Func* {
      Impl* self = static_cast<Impl*>(arg);
      MutexLock lock(self->compile_lock);
      return self->BindLangFuncs() ? self->Entry(true, false) : nullptr;
    };
    l.error_type = [](void* arg) -> const runtime::Type* {
      Impl* self = static_cast<Impl*>(arg);
      MutexLock lock(self->compile_lock);
      types::Object* o = self->world.Lookup(self->loader.Library("runtime"), "hostFailure");
      MINIGO_CHECK(o != nullptr);
      return self->program.Lower(self->world.NewPointer(o->type));
    };
    return l;
  }

  Func* RuntimeFunc(std::string_view name) {
    MutexLock lock(compile_lock);
    auto* f = types::Is<types::Func>(world.Lookup(loader.Library("runtime"), name));
    MINIGO_CHECK(f != nullptr);
    return program.FuncFor(f, {});
  }

  Func* Find(std::string_view name, std::string* why) {
    MutexLock lock(compile_lock);
    size_t slash = name.rfind('/');
    size_t dot = name.find('.', slash == std::string_view::npos ? 0 : slash);
    if (dot == std::string_view::npos) {
      *why = "a function is named as main.F or path/of/package.F, not \"" + std::string(name) + "\"";
      return nullptr;
    }
    std::string_view path = name.substr(0, dot);
    types::Package* pkg = path == "main" ? main_pkg : loader.Loaded(path);
    types::Object* o = pkg != nullptr ? world.Lookup(pkg, name.substr(dot + 1)) : nullptr;
    auto* f = types::Is<types::Func>(o);
    if (pkg == nullptr) *why = "no package " + std::string(path) + " is loaded";
    else if (f == nullptr) *why = "there is no function " + std::string(name);
    else if (f->signature() == nullptr || !f->signature()->tparams.empty()) *why = std::string(name) + " is generic";
    else return program.FuncFor(f, {});
    return nullptr;
  }

  // Host packages that the program imports: their errors, and functions that nobody has bound.
  void CheckHostPackages() {
    loader.host_diags().SortAndDedupe(sources);
    auto report = [this](grammar::Pos pos, const std::string& text, uint32_t turn) {
      grammar::Position p = sources.PositionOf(pos);
      loader.Report({"host packages", std::string(p.file), p.line, p.column, text, static_cast<int>(turn)});
    };
    for (const grammar::Diag& d : loader.host_diags().list()) report(d.pos, d.text, d.turn);
    for (const auto& [path, data] : host.packages()) {
      types::Package* pkg = loader.Loaded(path);
      if (pkg == nullptr) continue;
      for (grammar::File* file : pkg->files) {
        for (grammar::Decl* d : file->decls) {
          auto* f = grammar::Is<grammar::FuncDecl>(d);
          if (f == nullptr || f->has_body() || f->recv != nullptr || f->name == nullptr) continue;
          if (host.Binding(path, View(f->name->value)) != nullptr) continue;
          report(f->pos, "missing function body", 0);
        }
      }
    }
  }

  // An error in the library is a bug of minigo's.
  void ReportInternal(grammar::Diags& diags) {
    for (const grammar::Diag& d : diags.list()) {
      std::fprintf(stderr, "minigo: internal error: %s\n", grammar::Format(d, sources, "").c_str());
    }
  }

  void AddHostPackages() {
    for (const auto& [path, data] : host.packages()) loader.AddHostPackage(path, Host::SourceOf(*data));
  }

  bool Load(std::vector<std::pair<std::string, std::string>> files) {
    AddHostPackages();
    bool snippet = options.snippets || (!options.check_only && files.size() == 1 && Loader::IsFragment(files[0].second));
    main_pkg = snippet && files.size() == 1 ? loader.LoadSnippet(files[0].first, files[0].second)
                                            : loader.LoadProgram(std::move(files));
    return Loaded();
  }

  bool LoadPackages(std::vector<PackageFiles> packages) {
    AddHostPackages();
    for (size_t i = 0; i < packages.size(); i++) {
      PackageFiles& p = packages[i];
      bool program = i + 1 == packages.size();
      types::Package* pkg = loader.LoadNamed(p.path, p.title, std::move(p.files), program);
      if (program) main_pkg = pkg;
      if (pkg == nullptr) break;
    }
    return Loaded();
  }

  // What the analyses have to say of the packages without errors.
  void Analyze() {
    if (!options.check_only || options.analyses.empty()) return;
    int rank = 0;
    for (const auto& [pkg, path] : loader.Targets()) {
      std::vector<grammar::Diag> found;
      vet::Run(world, sources, {pkg, path, loader.HasPatchVersion()}, options.analyses, &found);
      for (const grammar::Diag& d : found) {
        grammar::Position p = sources.PositionOf(d.pos);
        std::string file(p.file.starts_with("./") ? p.file.substr(2) : p.file);
        loader.Report({"", std::move(file), p.line, p.column, d.text, rank++, false, true});
      }
    }
  }

  // What the loader has to say, and whether that is nothing.
  bool Loaded() {
    CheckHostPackages();
    Analyze();
    for (const Finding& f : loader.findings()) diagnostics.push_back({f.file, f.line, f.column, f.text, f.analysis});
    if (!loader.library_diags().empty()) {
      ReportInternal(loader.library_diags());
      return false;
    }
    loaded = diagnostics.empty() && (main_pkg != nullptr || options.check_only);
    if (loaded) host.set_loaded();
    return loaded;
  }

  bool BindLangFuncs() {
    if (lang_bound) return true;
    static constexpr const char* kNames[] = {"panicBounds", "panicError",  "panicPlain", "panicTypeAssert",
                                             "panicNil",    "panicMemory", "fatalPanic", "gopanic",
                                             "Goexit",      "goexit"};
    types::Package* pkg = loader.Library("runtime");
    for (int i = 0; i < static_cast<int>(LangFunc::kCount); i++) {
      types::Object* o = pkg != nullptr ? world.Lookup(pkg, kNames[i]) : nullptr;
      auto* f = types::Is<types::Func>(o);
      if (f == nullptr) {
        std::fprintf(stderr, "minigo: internal error: runtime.%s is missing\n", kNames[i]);
        return false;
      }
      links.lang[i] = program.FuncFor(f, {});
    }
    lang_bound = true;
    return true;
  }

  // Gives the variables under go:embed directives their values. A string is {data, len}, a slice {data, len, cap}, and an embed.FS a
  // pointer to a slice of pairs of strings.
  void SetEmbedded() {
    for (Embedding& e : loader.embeddings()) {
      auto* words = static_cast<uintptr_t*>(program.AddressOf(e.var));
      auto text = [](std::string& s, uintptr_t* at) {
        at[0] = reinterpret_cast<uintptr_t>(s.data());
        at[1] = s.size();
      };
      if (e.kind != Embedding::Kind::kFS) {
        if (e.files.empty()) continue;
        text(e.files[0].data, words);
        if (e.kind == Embedding::Kind::kBytes) words[2] = words[1];
        continue;
      }
      size_t n = e.files.size();
      auto* list = static_cast<uintptr_t*>(program.Immortal((3 + 4 * n) * sizeof(uintptr_t), false));
      list[0] = reinterpret_cast<uintptr_t>(list + 3);
      list[1] = list[2] = n;
      for (size_t i = 0; i < n; i++) {
        text(e.files[i].name, list + 3 + 4 * i);
        text(e.files[i].data, list + 5 + 4 * i);
      }
      words[0] = reinterpret_cast<uintptr_t>(list);
    }
  }

  // A function that initializes all packages, calls main.main, or both.
  Func* Entry(bool init, bool run_main) {
    if (init) SetEmbedded();
    bytecode::Builder b;
    constexpr uint16_t kBase = runtime::kFrameHeaderSlots;
    grammar::Diags diags;
    std::vector<types::Package*> order;
    if (init) order = loader.InitOrder(main_pkg, diags);
    if (!diags.empty()) {
      ReportInternal(diags);
      return nullptr;
    }
    for (types::Package* pkg : order) {
      if (!pkg->init_order.empty()) {
        b.Emit(Opcode::kCall, kBase);
        b.Extra(program.InitFuncFor(pkg));
      }
      int n = 0;
      for (types::Func* init : pkg->init_funcs) {
        Func* f = program.FuncFor(init, {});
        f->name = program.Intern(compile::Program::NamePrefix(pkg->path) + ".init." + std::to_string(n++));
        b.Emit(Opcode::kCall, kBase);
        b.Extra(f);
      }
    }
    if (run_main) {
      auto* main = types::Is<types::Func>(world.Lookup(main_pkg, "main"));
      if (main == nullptr) return nullptr;
      b.Emit(Opcode::kCall, kBase);
      b.Extra(program.FuncFor(main, {}));
    }
    b.Emit(Opcode::kRet);
    Func* f = program.NewFunc("runtime.main", program.NewRequest(compile::BodyKind::kPackageInit), nullptr, 0);
    f->flags |= runtime::kFuncHidden;
    f->frame_slots = kBase + 1;
    auto* debug = new runtime::FuncDebug;
    debug->files.push_back("runtime/proc.go");
    f->lazy = nullptr;
    b.Finish(f, program.arena(), debug);
    return f;
  }
};

Engine::Engine(Options options) : impl_(std::make_unique<Impl>(std::move(options), this)) {}
Engine::~Engine() = default;

bool Engine::LoadText(std::string name, std::string text) {
  std::vector<std::pair<std::string, std::string>> files;
  files.emplace_back(std::move(name), std::move(text));
  return impl_->Load(std::move(files));
}

bool Engine::LoadFiles(const std::vector<std::string>& paths) {
  std::vector<std::pair<std::string, std::string>> files;
  for (const std::string& p : paths) {
    std::string text, error;
    if (!ReadFile(p, &text, &error)) {
      impl_->diagnostics.push_back({"", 0, 0, error});
      return false;
    }
    files.emplace_back(p, std::move(text));
  }
  return impl_->Load(std::move(files));
}

bool Engine::LoadPackages(const std::vector<std::string>& patterns) {
  impl_->AddHostPackages();
  std::vector<types::Package*> pkgs = impl_->loader.LoadPackages(patterns);
  if (!pkgs.empty()) impl_->main_pkg = pkgs[0];
  return impl_->Loaded();
}

bool Engine::LoadPackages(std::vector<PackageFiles> packages) { return impl_->LoadPackages(std::move(packages)); }

std::vector<Analysis> Analyses() {
  std::vector<Analysis> list;
  for (const vet::Analysis& a : vet::Analyses()) list.push_back({a.name, a.summary, a.in_tests});
  return list;
}

GoFolder ReadGoFolder(const std::string& dir, const std::vector<std::string>& tags) {
  GoDir d = ReadGoDir(AbsolutePath(dir), BuildContext{tags}, nullptr);
  GoFolder folder;
  auto names = [](const std::vector<GoFile>& files) {
    std::vector<std::string> list;
    for (const GoFile& f : files) list.push_back(BaseName(f.path));
    return list;
  };
  folder.files = names(d.files);
  folder.tests = names(d.test_files);
  folder.external = names(d.xtest_files);
  folder.no_files = d.no_files && folder.tests.empty() && folder.external.empty();
  folder.excluded = folder.no_files && !d.ignored.empty();
  if (!d.error_file.empty()) {
    folder.error = ShortPath(d.error_file) + ":" + std::to_string(d.error_at.line) + ":" + std::to_string(d.error_at.column) + ": ";
  }
  folder.error += d.error;
  if (d.no_files && !folder.no_files) folder.error.clear();
  return folder;
}

const std::vector<Diagnostic>& Engine::diagnostics() const { return impl_->diagnostics; }

std::string Engine::errors(bool all) const {
  constexpr int kMost = grammar::kMostErrors;
  constexpr int kMaxColumn = 255;  // gc keeps columns in a byte and leaves out what does not fit
  std::string out;
  auto add = [&out](const Finding& f, std::string_view text) {
    if (f.line > 0) {
      out += f.file + ":" + std::to_string(f.line) + ":";
      if (f.column > 0 && f.column < kMaxColumn) out += std::to_string(f.column) + ":";
      out += ' ';
    }
    out += text;
    out += '\n';
  };
  const std::vector<Finding>& list = impl_->loader.findings();
  for (size_t i = 0; i < list.size();) {
    size_t end = i;
    const Finding* last = nullptr;
    while (end < list.size() && list[end].package == list[i].package) {
      if (list[end].last_printed) last = &list[end];
      end++;
    }
    const std::string& package = list[i].package;
    bool cut = !all && !package.empty();
    if (cut) out += "# " + package + "\n";
    if (cut && list[i].vetted && !impl_->options.analyses.empty()) {
      // go vet names the first error that was found, and no other, nor where else to look.
      if (list[i].program) out += "# [" + package + "]\n";
      auto first = std::find_if(list.begin() + static_cast<ptrdiff_t>(i), list.begin() + static_cast<ptrdiff_t>(end),
                                [](const Finding& f) { return f.rank == 0; });
      out += "vet: ";
      add(*first, WithoutOtherPlaces(first->text));
      i = end;
      continue;
    }
    for (; i < end; i++) {
      Finding f = list[i];
      if (all) {
        // Names as they were given, in the text too.
        if (f.file.rfind("./", 0) == 0) f.file.erase(0, 2);
        for (const char* before : {" ./", "\t./"}) {
          for (size_t at = 0; (at = f.text.find(before, at)) != std::string::npos; at++) f.text.erase(at + 1, 2);
        }
      }
      if (!cut || f.rank < kMost) add(f, f.text);
    }
    if (cut && last != nullptr) add(*last, "too many errors");
  }
  if (!all) out += impl_->loader.note();
  // What was wrong before the loader came to it.
  if (list.empty()) {
    for (const Diagnostic& d : impl_->diagnostics) out += d.text + "\n";
  }
  return out;
}

Result Engine::Run() {
  Result r;
  if (!impl_->host.BeginRun(&r)) return r;
  Func* entry = nullptr;
  {
    MutexLock l(impl_->compile_lock);
    if (impl_->BindLangFuncs()) entry = impl_->Entry(!impl_->host.initialized(), true);
  }
  int status = 1;
  if (entry == nullptr) {
    r.status = Status::kInvalid;
    r.text = "# command-line-arguments\nruntime.main_main·f: function main is undeclared in the main package";
  } else {
    impl_->host.set_initialized();
    status = impl_->rt.RunMain(&entry->static_value);
  }
  if (entry != nullptr && impl_->options.own_process) {
    // Other goroutines may still run; they end with the process.
    if (impl_->rt.at_exit != nullptr) impl_->rt.at_exit(&impl_->rt);
    std::fflush(nullptr);
    _exit(status);
  }
  if (entry != nullptr) Impl::WriteProfile(&impl_->rt);
  impl_->host.EndRun(status, &r);
  return r;
}

HostPackage Engine::Package(std::string_view path) { return HostPackage(impl_->host.Package(path)); }

Result Engine::Init() { return impl_->host.Init(); }

Result Engine::CallWith(std::string_view function, std::vector<Value> args) {
  return impl_->host.Call(function, std::move(args));
}

Function Engine::Find(std::string_view function, std::string* why) { return impl_->host.Find(function, why); }

void Engine::Stop() { impl_->rt.Stop(); }

bool Engine::ended() const { return impl_->host.ended(); }

std::string Engine::Dump(std::string_view what) {
  std::string out;
  if (impl_->main_pkg == nullptr) return out;
  if (what == "tokens") {
    for (grammar::File* f : impl_->main_pkg->files) out += grammar::DumpTokens(*f->source);
  } else if (what == "ast") {
    for (grammar::File* f : impl_->main_pkg->files) out += grammar::DumpAst(*f, impl_->sources);
  } else if (what == "code" || what == "plain" || what == "live") {
    MutexLock l(impl_->compile_lock);
    bytecode::Passes passes = impl_->program.passes();
    if (what != "plain") passes.Set(bytecode::Pass::kTiers, false);
    impl_->program.set_passes(passes);
    impl_->BindLangFuncs();
    Func* entry = impl_->Entry(true, true);
    if (entry == nullptr) return out;
    // Bodies name further functions: compile until no function of the program is left.
    for (size_t i = 0; i < impl_->program.funcs().size(); i++) {
      Func* f = impl_->program.funcs()[i];
      bool user = f->name.rfind("main.", 0) == 0;
      if (!user) continue;
      if (f->lazy != nullptr) impl_->program.CompileBody(f);
      out += bytecode::Disassemble(*f, what == "live");
      out += '\n';
    }
  }
  return out;
}

}  // namespace minigo
