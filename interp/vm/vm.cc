// This file implements the loop that runs bytecode.
//
// Rules, on which the other files and the rest of the runtime rely:
//
//  1. Live across instructions are only pc (the current instruction), fp (the current frame) and m. Nothing else is cached
//     from one instruction to the next; the table of labels is a constant.
//  2. Frames never move once their first instruction has run. A frame is moved to a new chunk only at its entry,
//     by EnterSlow, before anything refers to it.
//  3. G::pc, fp and sp are stored (Save) before anything that may allocate, park, panic, stop for the collector or look at the
//     stack; pc is then the next instruction (a return address: whoever wants a line looks up the word before). Between
//     two such points they are stale. What Save does not cover cannot collect: plain loads, stores and arithmetic.
//  4. The collector looks at the slots that bytecode/liveness.h calls live where the frame stands, by value: a slot needs no
//     initialization for its sake, and may hold anything. So an instruction may rely on no slot that it does not name.
//  5. After a call that returned kParked the G belongs to its waker: the loop returns at once and touches neither G nor frame.
//     That is why pc and fp are stored before such calls, and why results are written by the waker.
//  6. A slow path is a noinline function (m, pc, fp) -> Cont that does the rest of the instruction and says where to go on.
//     It may leave the loop (pc nullptr). It may change m->p, chunks and g's lists, but m->g stays.
//  7. A call tests the stack guard against the callee's whole frame: guard is the chunk's end or, when a safepoint is
//     wanted, kStackPreempt, which is less than any address when compared signed. Back-edges test P::preempt.
//  8. Func::entry is loaded (acquire) before entry_slots: a function that is being compiled has either both old or
//     both new.
//  9. Integers in slots are canonical (extended); arithmetic is done unsigned, so nothing here overflows in C++'s sense.
// 10. The loop exists twice: with and without counting instructions.
// 11. Its C++ frame is not looked at by the collector (M::loop_low): what an instruction holds in a local is gone after a call.
#include <bit>
#include <cmath>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "interp/bytecode/operands.h"
#include "interp/vm/frame.h"
#include "interp/vm/slow.h"
#include "interp/vm/vm.h"
#include "runtime/heap_alloc.h"

// A label of a body without a row is an error; a row without a body names a label that does not exist.
#pragma GCC diagnostic error "-Wunused-label"

namespace minigo::vm {

namespace {

constexpr uint64_t kNilPage = 4096;

inline int64_t TruncateToInt(double d) {
#if defined(__x86_64__)
  return _mm_cvttsd_si64(_mm_set_sd(d));
#else
  return d >= -9223372036854775808.0 && d < 9223372036854775808.0 ? static_cast<int64_t>(d) : INT64_MIN;
#endif
}

inline runtime::Complex64 C64Of(Slot s) { return std::bit_cast<runtime::Complex64>(s); }
inline Slot SlotOf(float re, float im) { return std::bit_cast<Slot>(runtime::Complex64{re, im}); }

// Without a call of libgcc, which would cost the loop its registers.
inline uint64_t OnesIn(uint64_t x) {
  x -= x >> 1 & 0x5555555555555555;
  x = (x & 0x3333333333333333) + (x >> 2 & 0x3333333333333333);
  return ((x + (x >> 4)) & 0x0f0f0f0f0f0f0f0f) * 0x0101010101010101 >> 56;
}

// What lies in Go's memory: a struct that holds nothing wider than 4 bytes may begin between words, and package
// unsafe makes up any address.
template <typename T>
struct AnyAlignment {
  typedef T Value __attribute__((aligned(1)));
};

// Bytes are loaded with acquire order, which costs nothing on amd64: package reflect, in Go, reads the flags of type
// descriptors, which C++ sets when a type's methods are complete.
template <typename T>
T LoadAny(uint64_t address) {
  if constexpr (sizeof(T) == 1) return __atomic_load_n(reinterpret_cast<const T*>(address), __ATOMIC_ACQUIRE);
  else return *reinterpret_cast<typename AnyAlignment<const T>::Value*>(address);
}

inline bool SameBytes(const char* x, const char* y, uint64_t n) { return n == 0 || std::memcmp(x, y, n) == 0; }

using AnyWord = AnyAlignment<Slot>::Value;

// Moves words that may overlap.
inline void MoveWords(AnyWord* to, const AnyWord* from, unsigned n) {
  if (to <= from) {
    for (unsigned i = 0; i < n; i++) to[i] = from[i];
  } else {
    for (unsigned i = n; i-- > 0;) to[i] = from[i];
  }
}

inline const void* StackPointer() {
#if defined(__x86_64__)
  const void* sp;
  asm volatile("mov %%rsp, %0" : "=r"(sp));
  return sp;
#elif defined(__aarch64__)
  const void* sp;
  asm volatile("mov %0, sp" : "=r"(sp));
  return sp;
#else
  return nullptr;
#endif
}

template <bool kFuel>
Exit Loop(M* const m, const Insn* pc, Slot* fp) {
  if (!m->in_loop) {
    m->in_loop = true;
    m->loop_low = StackPointer();
  }
  static const void* const kLabels[] = {
#define OP(name, operands, extra, meaning) &&L_##name,
#include "interp/bytecode/opcode.def"
#undef OP
  };
  Cont cont;

#define OP(name) L_##name:
#define A (pc->a)
#define B (pc->b)
#define C (pc->c)
#define IMM_B (static_cast<int16_t>(pc->b))
#define IMM_C (static_cast<int16_t>(pc->c))
#define IMM_BC (static_cast<int32_t>(uint32_t{pc->b} | uint32_t{pc->c} << 16))
#define WORD(i) (reinterpret_cast<const uint64_t*>(pc)[i])
#define PTR(i, T) (reinterpret_cast<T*>(WORD(i)))
#define I(slot) (static_cast<int64_t>(fp[slot]))
#define F64(slot) (std::bit_cast<double>(fp[slot]))
#define F32(slot) (std::bit_cast<float>(static_cast<uint32_t>(fp[slot])))
#define PUT_F64(v) (fp[A] = std::bit_cast<Slot>(static_cast<double>(v)))
#define PUT_F32(v) (fp[A] = std::bit_cast<uint32_t>(static_cast<float>(v)))
#define PTR_OF(T, slot) (reinterpret_cast<T*>(fp[slot]))
#define AT(T, address) (*reinterpret_cast<AnyAlignment<T>::Value*>(address))
#define RARE(cond) __builtin_expect(!!(cond), 0)
#define DISPATCH()                                  \
  do {                                              \
    if constexpr (kFuel) {                          \
      if (RARE(--m->fuel < 0)) goto out_of_fuel;    \
    }                                               \
    goto* kLabels[pc->op];                          \
  } while (0)
#define NEXT(words) \
  do {              \
    pc += (words);  \
    DISPATCH();     \
  } while (0)
#define SLOW(call)  \
  do {              \
    cont = (call);  \
    goto go_on;     \
  } while (0)
#define NIL_CHECK(address) \
  if (RARE((address) < kNilPage)) goto nil_dereference
#define INDEX_CHECK(index, length) \
  if (RARE((index) >= (length))) SLOW(PanicIndexAt(m, pc + 1, fp, (index), (length)))
// At a back-edge, pc being the target.
#define LOOP()                                                                                    \
  do {                                                                                            \
    if (RARE(m->p->preempt.load(std::memory_order_relaxed))) SLOW(PreemptSlow(m, pc, fp));        \
    DISPATCH();                                                                                   \
  } while (0)
#define ENTER(f, fv, words)                                                                       \
  do {                                                                                            \
    Func* callee = (f);                                                                           \
    Slot* frame = fp + A;                                                                         \
    const Insn* code = callee->entry.load(std::memory_order_acquire);                             \
    SetHeader(frame, pc + (words), fp, (fv));                                                     \
    uint32_t slots = __atomic_load_n(&callee->entry_slots, __ATOMIC_RELAXED);                     \
    int64_t top = static_cast<int64_t>(reinterpret_cast<uintptr_t>(frame + slots));               \
    pc = code;                                                                                    \
    fp = frame;                                                                                   \
    if (RARE(top > static_cast<int64_t>(m->g->stack_guard.load(std::memory_order_relaxed)))) {    \
      SLOW(EnterSlow(m, pc, fp));                                                                 \
    }                                                                                             \
    DISPATCH();                                                                                   \
  } while (0)

  // Entered with pc and fp valid, or with pc nullptr and an Exit in fp.
  cont = {pc, fp};
go_on:
  pc = cont.pc;
  fp = cont.fp;
  if (RARE(pc == nullptr)) return static_cast<Exit>(reinterpret_cast<uintptr_t>(fp));
  DISPATCH();
nil_dereference:
  SLOW(PanicMemoryAt(m, pc + 1, fp));
divide_by_zero:
  SLOW(PanicDivideAt(m, pc + 1, fp));
out_of_fuel:
  __attribute__((unused));
  SLOW(FuelSlow(m, pc, fp));

  // ---------------------------------------------------------------- moves and constants
  OP(Nop) NEXT(1);
  OP(Mov) { fp[A] = fp[B]; NEXT(1); }
  OP(Mov2) {
    Slot x = fp[B], y = fp[B + 1];
    fp[A] = x;
    fp[A + 1] = y;
    NEXT(1);
  }
  OP(Mov3) {
    Slot x = fp[B], y = fp[B + 1], z = fp[B + 2];
    fp[A] = x;
    fp[A + 1] = y;
    fp[A + 2] = z;
    NEXT(1);
  }
  OP(MovN) { MoveWords(fp + A, fp + B, C); NEXT(1); }
  OP(LdI) { fp[A] = static_cast<Slot>(int64_t{IMM_BC}); NEXT(1); }
  OP(LdK) { fp[A] = WORD(1); NEXT(2); }
  OP(LdStr) {
    fp[A] = WORD(1);
    fp[A + 1] = WORD(2);
    NEXT(3);
  }
  OP(Zero) { fp[A] = 0; NEXT(1); }
  OP(ZeroN) {
    Slot* p = fp + A;
    for (unsigned n = B; n > 0; n--) *p++ = 0;
    NEXT(1);
  }
  OP(LdCap) { fp[A] = ClosureOf(fp)->captured()[B]; NEXT(1); }
  OP(LdCapN) { MoveWords(fp + A, ClosureOf(fp)->captured() + B, C); NEXT(1); }
  OP(LeaF) { fp[A] = reinterpret_cast<Slot>(fp + B); NEXT(1); }

  // ---------------------------------------------------------------- integers
#define BINARY(name, expr) \
  OP(name) {               \
    uint64_t x = fp[B];    \
    uint64_t y = fp[C];    \
    fp[A] = (expr);        \
    NEXT(1);               \
  }
#define SIGNED(v) static_cast<int64_t>(v)
#define SEXT32(v) static_cast<Slot>(int64_t{static_cast<int32_t>(static_cast<uint32_t>(v))})
#define ZEXT32(v) Slot{static_cast<uint32_t>(v)}
  BINARY(Add, x + y)
  BINARY(Sub, x - y)
  BINARY(Mul, x * y)
  OP(Div) {
    int64_t x = I(B), y = I(C);
    if (RARE(y == 0)) goto divide_by_zero;
    fp[A] = RARE(y == -1) ? -static_cast<Slot>(x) : static_cast<Slot>(x / y);
    NEXT(1);
  }
  OP(Rem) {
    int64_t x = I(B), y = I(C);
    if (RARE(y == 0)) goto divide_by_zero;
    fp[A] = RARE(y == -1) ? 0 : static_cast<Slot>(x % y);
    NEXT(1);
  }
  OP(UDiv) {
    uint64_t y = fp[C];
    if (RARE(y == 0)) goto divide_by_zero;
    fp[A] = fp[B] / y;
    NEXT(1);
  }
  OP(URem) {
    uint64_t y = fp[C];
    if (RARE(y == 0)) goto divide_by_zero;
    fp[A] = fp[B] % y;
    NEXT(1);
  }
  BINARY(And, x & y)
  BINARY(Or, x | y)
  BINARY(Xor, x ^ y)
  BINARY(AndNot, x & ~y)
  BINARY(Shl, y >= 64 ? 0 : x << y)
  BINARY(Shr, static_cast<Slot>(SIGNED(x) >> (y >= 64 ? 63 : y)))
  BINARY(UShr, y >= 64 ? 0 : x >> y)
#define BINARY_I(name, expr)                            \
  OP(name) {                                            \
    uint64_t x = fp[B];                                 \
    uint64_t y = static_cast<uint64_t>(int64_t{IMM_C}); \
    fp[A] = (expr);                                     \
    NEXT(1);                                            \
  }
  BINARY_I(AddI, x + y)
  BINARY_I(MulI, x * y)
  BINARY_I(DivI, static_cast<Slot>(SIGNED(x) / SIGNED(y)))
  BINARY_I(RemI, static_cast<Slot>(SIGNED(x) % SIGNED(y)))
  OP(UDivI) { fp[A] = fp[B] / C; NEXT(1); }
  OP(URemI) { fp[A] = fp[B] % C; NEXT(1); }
  OP(DivPow2) {
    int64_t x = I(B);
    fp[A] = static_cast<Slot>((x + static_cast<int64_t>(static_cast<uint64_t>(x >> 63) >> ((64 - C) & 63))) >> (C & 63));
    NEXT(1);
  }
  OP(RemPow2) {
    uint64_t x = fp[B], bias = static_cast<uint64_t>(I(B) >> 63) >> ((64 - C) & 63);
    fp[A] = ((x + bias) & ((uint64_t{1} << (C & 63)) - 1)) - bias;
    NEXT(1);
  }
  BINARY_I(AndI, x & y)
  BINARY_I(OrI, x | y)
  BINARY_I(XorI, x ^ y)
  OP(ShlI) { fp[A] = fp[B] << (C & 63); NEXT(1); }
  OP(ShrI) { fp[A] = static_cast<Slot>(I(B) >> (C & 63)); NEXT(1); }
  OP(UShrI) { fp[A] = fp[B] >> (C & 63); NEXT(1); }
  BINARY_I(RSubI, y - x)
  BINARY(Min, SIGNED(x) < SIGNED(y) ? x : y)
  BINARY(Max, SIGNED(x) < SIGNED(y) ? y : x)
  OP(MulAdd) { fp[A] = fp[WORD(1)] + fp[B] * fp[C]; NEXT(2); }
  OP(MulAddI) { fp[A] = fp[WORD(1)] + fp[B] * static_cast<Slot>(int64_t{IMM_C}); NEXT(2); }
  OP(AddX) { fp[A] = fp[B] + fp[C] + WORD(1); NEXT(2); }
  OP(XorShl) { fp[A] = fp[WORD(1)] ^ (fp[B] << (C & 63)); NEXT(2); }
  OP(XorShr) { fp[A] = fp[WORD(1)] ^ (fp[B] >> (C & 63)); NEXT(2); }
  OP(XorMul) { fp[A] = (fp[B] ^ fp[C]) * fp[WORD(1)]; NEXT(2); }
  OP(XorShrMul) {
    uint64_t x = fp[B];
    fp[A] = (x ^ (x >> (C & 63))) * fp[WORD(1)];
    NEXT(2);
  }
  OP(ShrAnd) { fp[A] = fp[B] >> (C & 63) & WORD(1); NEXT(2); }
  OP(RotI) { fp[A] = std::rotl(fp[B], C & 63); NEXT(1); }
  OP(RotWUI) { fp[A] = std::rotl(static_cast<uint32_t>(fp[B]), C & 31); NEXT(1); }
  OP(Bit) { fp[A] = uint64_t{1} << (fp[B] & 63); NEXT(1); }
  OP(OnesCount) { fp[A] = OnesIn(fp[B]); NEXT(1); }
  OP(TrailingZeros) { fp[A] = static_cast<Slot>(std::countr_zero(fp[B])); NEXT(1); }
  OP(BitLen) { fp[A] = static_cast<Slot>(std::bit_width(fp[B])); NEXT(1); }
  OP(MulHiLo) {
    auto product = static_cast<unsigned __int128>(fp[B]) * fp[C];
    fp[A] = static_cast<Slot>(product >> 64);
    fp[A + 1] = static_cast<Slot>(product);
    NEXT(1);
  }
  OP(Neg) { fp[A] = -fp[B]; NEXT(1); }
  OP(Not) { fp[A] = ~fp[B]; NEXT(1); }
  OP(LNot) { fp[A] = fp[B] ^ 1; NEXT(1); }
  OP(ChkShift) {
    if (RARE(I(A) < 0)) SLOW(PanicErrorAt(m, pc + 1, fp, "negative shift amount"));
    NEXT(1);
  }
  BINARY(AddW, SEXT32(x + y))
  BINARY(SubW, SEXT32(x - y))
  BINARY(MulW, SEXT32(x * y))
  BINARY_I(AddWI, SEXT32(x + y))
  BINARY(ShlW, y >= 32 ? 0 : SEXT32(x << y))
  OP(ShlWI) { fp[A] = SEXT32(fp[B] << (C & 31)); NEXT(1); }
  BINARY(AddWU, ZEXT32(x + y))
  BINARY(SubWU, ZEXT32(x - y))
  BINARY(MulWU, ZEXT32(x * y))
  BINARY_I(AddWUI, ZEXT32(x + y))
  BINARY(ShlWU, y >= 32 ? 0 : ZEXT32(x << y))
  OP(ShlWUI) { fp[A] = ZEXT32(fp[B] << (C & 31)); NEXT(1); }
  OP(Sext8) { fp[A] = static_cast<Slot>(int64_t{static_cast<int8_t>(fp[B])}); NEXT(1); }
  OP(Sext16) { fp[A] = static_cast<Slot>(int64_t{static_cast<int16_t>(fp[B])}); NEXT(1); }
  OP(Sext32) { fp[A] = SEXT32(fp[B]); NEXT(1); }
  OP(Zext8) { fp[A] = static_cast<uint8_t>(fp[B]); NEXT(1); }
  OP(Zext16) { fp[A] = static_cast<uint16_t>(fp[B]); NEXT(1); }
  OP(Zext32) { fp[A] = ZEXT32(fp[B]); NEXT(1); }

  // ---------------------------------------------------------------- floating point
#define FBINARY(name, op) \
  OP(name) { PUT_F64(F64(B) op F64(C)); NEXT(1); }
#define FBINARY32(name, op) \
  OP(name) { PUT_F32(F32(B) op F32(C)); NEXT(1); }
#define KONST (std::bit_cast<double>(WORD(1)))
  FBINARY(FAdd, +)
  FBINARY(FSub, -)
  FBINARY(FMul, *)
  FBINARY(FDiv, /)
  OP(FNeg) { fp[A] = fp[B] ^ (uint64_t{1} << 63); NEXT(1); }
  OP(FAddK) { PUT_F64(F64(B) + KONST); NEXT(2); }
  OP(FSubK) { PUT_F64(F64(B) - KONST); NEXT(2); }
  OP(FMulK) { PUT_F64(F64(B) * KONST); NEXT(2); }
  OP(FDivK) { PUT_F64(F64(B) / KONST); NEXT(2); }
  OP(FRSubK) { PUT_F64(KONST - F64(B)); NEXT(2); }
  OP(FRDivK) { PUT_F64(KONST / F64(B)); NEXT(2); }
  OP(FMulAdd) { PUT_F64(F64(WORD(1)) + F64(B) * F64(C)); NEXT(2); }
  OP(FMulSub) { PUT_F64(F64(WORD(1)) - F64(B) * F64(C)); NEXT(2); }
  OP(FMulRSub) { PUT_F64(F64(B) * F64(C) - F64(WORD(1))); NEXT(2); }
  OP(FMulAddS) {
    uint64_t i = fp[WORD(1)];
    INDEX_CHECK(i, fp[C + 1]);
    PUT_F64(F64(A) + F64(B) * PTR_OF(const double, C)[i]);
    NEXT(2);
  }
  OP(FSqrt) { PUT_F64(__builtin_sqrt(F64(B))); NEXT(1); }
  OP(FAbs) { fp[A] = fp[B] & ~(uint64_t{1} << 63); NEXT(1); }
  OP(FFloor) { PUT_F64(std::floor(F64(B))); NEXT(1); }
  FBINARY32(FAdd32, +)
  FBINARY32(FSub32, -)
  FBINARY32(FMul32, *)
  FBINARY32(FDiv32, /)
  OP(FNeg32) { fp[A] = fp[B] ^ (uint64_t{1} << 31); NEXT(1); }
  OP(I2F) { PUT_F64(I(B)); NEXT(1); }
  OP(U2F) { PUT_F64(fp[B]); NEXT(1); }
  OP(F2I) { fp[A] = static_cast<Slot>(TruncateToInt(F64(B))); NEXT(1); }
  OP(F2U) SLOW(SlowF2U(m, pc, fp));
  OP(I2F32) { PUT_F32(I(B)); NEXT(1); }
  OP(U2F32) { PUT_F32(fp[B]); NEXT(1); }
  OP(F322I) { fp[A] = static_cast<Slot>(TruncateToInt(double{F32(B)})); NEXT(1); }
  OP(F322U) SLOW(SlowF322U(m, pc, fp));
  OP(F2F32) { PUT_F32(F64(B)); NEXT(1); }
  OP(F322F) { PUT_F64(double{F32(B)}); NEXT(1); }

  // ---------------------------------------------------------------- complex
#define PUT_C128(re, im)                  \
  do {                                    \
    double r = (re), i = (im);            \
    fp[A] = std::bit_cast<Slot>(r);       \
    fp[A + 1] = std::bit_cast<Slot>(i);   \
  } while (0)
  OP(CAdd) { PUT_C128(F64(B) + F64(C), F64(B + 1) + F64(C + 1)); NEXT(1); }
  OP(CSub) { PUT_C128(F64(B) - F64(C), F64(B + 1) - F64(C + 1)); NEXT(1); }
  OP(CMul) {
    PUT_C128(F64(B) * F64(C) - F64(B + 1) * F64(C + 1), F64(B) * F64(C + 1) + F64(B + 1) * F64(C));
    NEXT(1);
  }
  OP(CDiv) SLOW(SlowCDiv(m, pc, fp));
  OP(CNeg) { PUT_C128(-F64(B), -F64(B + 1)); NEXT(1); }
  OP(CEq) { fp[A] = F64(B) == F64(C) && F64(B + 1) == F64(C + 1); NEXT(1); }
  OP(C64Add) {
    runtime::Complex64 x = C64Of(fp[B]), y = C64Of(fp[C]);
    fp[A] = SlotOf(x.re + y.re, x.im + y.im);
    NEXT(1);
  }
  OP(C64Sub) {
    runtime::Complex64 x = C64Of(fp[B]), y = C64Of(fp[C]);
    fp[A] = SlotOf(x.re - y.re, x.im - y.im);
    NEXT(1);
  }
  OP(C64Mul) {
    // In double precision, as gc does.
    runtime::Complex64 x = C64Of(fp[B]), y = C64Of(fp[C]);
    double a = x.re, b = x.im, c = y.re, d = y.im;
    fp[A] = SlotOf(static_cast<float>(a * c - b * d), static_cast<float>(a * d + b * c));
    NEXT(1);
  }
  OP(C64Neg) {
    runtime::Complex64 x = C64Of(fp[B]);
    fp[A] = SlotOf(-x.re, -x.im);
    NEXT(1);
  }
  OP(C64Eq) {
    runtime::Complex64 x = C64Of(fp[B]), y = C64Of(fp[C]);
    fp[A] = x.re == y.re && x.im == y.im;
    NEXT(1);
  }
  OP(C64To128) {
    runtime::Complex64 x = C64Of(fp[B]);
    PUT_C128(double{x.re}, double{x.im});
    NEXT(1);
  }
  OP(C128To64) { fp[A] = SlotOf(static_cast<float>(F64(B)), static_cast<float>(F64(B + 1))); NEXT(1); }
  OP(C64Make) { fp[A] = SlotOf(F32(B), F32(C)); NEXT(1); }
  OP(C64Real) { fp[A] = static_cast<uint32_t>(fp[B]); NEXT(1); }
  OP(C64Imag) { fp[A] = fp[B] >> 32; NEXT(1); }

  // ---------------------------------------------------------------- comparisons
  BINARY(Eq, x == y)
  BINARY(Ne, x != y)
  BINARY(Lt, SIGNED(x) < SIGNED(y))
  BINARY(Le, SIGNED(x) <= SIGNED(y))
  BINARY(ULt, x < y)
  BINARY(ULe, x <= y)
  BINARY_I(EqI, x == y)
  BINARY_I(NeI, x != y)
  BINARY_I(LtI, SIGNED(x) < SIGNED(y))
  BINARY_I(LeI, SIGNED(x) <= SIGNED(y))
  BINARY_I(GtI, SIGNED(x) > SIGNED(y))
  BINARY_I(GeI, SIGNED(x) >= SIGNED(y))
  OP(FEq) { fp[A] = F64(B) == F64(C); NEXT(1); }
  OP(FNe) { fp[A] = F64(B) != F64(C); NEXT(1); }
  OP(FLt) { fp[A] = F64(B) < F64(C); NEXT(1); }
  OP(FLe) { fp[A] = F64(B) <= F64(C); NEXT(1); }
  OP(FEq32) { fp[A] = F32(B) == F32(C); NEXT(1); }
  OP(FNe32) { fp[A] = F32(B) != F32(C); NEXT(1); }
  OP(FLt32) { fp[A] = F32(B) < F32(C); NEXT(1); }
  OP(FLe32) { fp[A] = F32(B) <= F32(C); NEXT(1); }
#define SAME_TEXT(x, y)                                                           \
  (fp[(x) + 1] == fp[(y) + 1] &&                                                  \
   (fp[x] == fp[y] || SameBytes(PTR_OF(const char, x), PTR_OF(const char, y), fp[(x) + 1])))
  OP(StrEq) { fp[A] = SAME_TEXT(B, C); NEXT(1); }
  OP(StrNe) { fp[A] = !SAME_TEXT(B, C); NEXT(1); }
  BINARY(Cmp, (SIGNED(x) > SIGNED(y)) - (SIGNED(x) < SIGNED(y)))
  BINARY(UCmp, (x > y) - (x < y))
  OP(FCmp) {
    double x = F64(B), y = F64(C);
    int64_t order = (x > y) - (x < y);
    if (std::isunordered(x, y)) [[unlikely]] order = std::isnan(y) - std::isnan(x);
    fp[A] = static_cast<Slot>(order);
    NEXT(1);
  }
  OP(StrCmp) SLOW(SlowStrCmp(m, pc, fp));
  OP(StrLt) SLOW(SlowStrLt(m, pc, fp));
  OP(StrLe) SLOW(SlowStrLe(m, pc, fp));
  OP(IfaceEq) SLOW(SlowIfaceEq(m, pc, fp));
  OP(EqFrame) SLOW(SlowEqFrame(m, pc, fp));
  OP(EqMem) SLOW(SlowEqMem(m, pc, fp));

  // ---------------------------------------------------------------- jumps
#define JUMP_IF(name, cond)          \
  OP(name) {                         \
    if (cond) NEXT(1 + IMM_C);       \
    NEXT(1);                         \
  }
#define LOOP_IF(name, cond)          \
  OP(name) {                         \
    if (cond) {                      \
      pc += 1 + IMM_C;               \
      LOOP();                        \
    }                                \
    NEXT(1);                         \
  }
#define JUMP_AND_LOOP_IF(name, cond) \
  JUMP_IF(name, cond)                \
  LOOP_IF(name##L, cond)
  OP(Jmp) NEXT(1 + IMM_BC);
  OP(JmpL) {
    pc += 1 + IMM_BC;
    LOOP();
  }
  OP(JT) {
    if (fp[A] != 0) NEXT(1 + IMM_BC);
    NEXT(1);
  }
  OP(JF) {
    if (fp[A] == 0) NEXT(1 + IMM_BC);
    NEXT(1);
  }
  OP(JTL) {
    if (fp[A] != 0) {
      pc += 1 + IMM_BC;
      LOOP();
    }
    NEXT(1);
  }
  OP(JFL) {
    if (fp[A] == 0) {
      pc += 1 + IMM_BC;
      LOOP();
    }
    NEXT(1);
  }
  JUMP_AND_LOOP_IF(JEq, fp[A] == fp[B])
  JUMP_AND_LOOP_IF(JNe, fp[A] != fp[B])
  JUMP_AND_LOOP_IF(JLt, I(A) < I(B))
  JUMP_AND_LOOP_IF(JLe, I(A) <= I(B))
  JUMP_AND_LOOP_IF(JULt, fp[A] < fp[B])
  JUMP_AND_LOOP_IF(JULe, fp[A] <= fp[B])
  JUMP_AND_LOOP_IF(JEqI, I(A) == IMM_B)
  JUMP_AND_LOOP_IF(JNeI, I(A) != IMM_B)
  JUMP_AND_LOOP_IF(JLtI, I(A) < IMM_B)
  JUMP_AND_LOOP_IF(JLeI, I(A) <= IMM_B)
  JUMP_AND_LOOP_IF(JGtI, I(A) > IMM_B)
  JUMP_AND_LOOP_IF(JGeI, I(A) >= IMM_B)
  JUMP_IF(JFEq, F64(A) == F64(B))
  JUMP_IF(JFNe, F64(A) != F64(B))
  JUMP_AND_LOOP_IF(JFLt, F64(A) < F64(B))
  JUMP_AND_LOOP_IF(JFLe, F64(A) <= F64(B))
  JUMP_AND_LOOP_IF(JFNLt, !(F64(A) < F64(B)))
  JUMP_AND_LOOP_IF(JFNLe, !(F64(A) <= F64(B)))
  JUMP_IF(JBitZ, (fp[A] & static_cast<Slot>(int64_t{IMM_B})) == 0)
  JUMP_IF(JBitNZ, (fp[A] & static_cast<Slot>(int64_t{IMM_B})) != 0)
#define JUMP_IF_ELEMENT(name, cond)         \
  OP(name) {                                \
    uint64_t i = fp[B];                     \
    INDEX_CHECK(i, fp[A + 1]);              \
    bool x = PTR_OF(const uint8_t, A)[i];   \
    if (cond) NEXT(1 + IMM_C);              \
    NEXT(1);                                \
  }
  JUMP_IF_ELEMENT(JSLdT, x)
  JUMP_IF_ELEMENT(JSLdF, !x)
  JUMP_IF(JStrEq, SAME_TEXT(A, B))
  JUMP_IF(JStrNe, !SAME_TEXT(A, B))
  OP(JTypeNe) {
    if (fp[A] != WORD(1)) NEXT(2 + IMM_C);
    NEXT(2);
  }
  OP(JTypeEq) {
    if (fp[A] == WORD(1)) NEXT(2 + IMM_C);
    NEXT(2);
  }
#define STEP_AND_LOOP(name, step, cond)                    \
  OP(name) {                                               \
    int64_t i = static_cast<int64_t>(fp[A] + (step));      \
    fp[A] = static_cast<Slot>(i);                          \
    if (cond) {                                            \
      pc += 1 + IMM_C;                                     \
      LOOP();                                              \
    }                                                      \
    NEXT(1);                                               \
  }
  STEP_AND_LOOP(IncJLt, 1, i < I(B))
  STEP_AND_LOOP(IncJLe, 1, i <= I(B))
  STEP_AND_LOOP(IncJLtI, 1, i < IMM_B)
  STEP_AND_LOOP(DecJGeI, ~uint64_t{0}, i >= IMM_B)
#define ADD_AND_LOOP(name, cond)                              \
  OP(name) {                                                  \
    int64_t i = static_cast<int64_t>(fp[A] + fp[WORD(1)]);    \
    fp[A] = static_cast<Slot>(i);                             \
    if (cond) {                                               \
      pc += 2 + IMM_C;                                        \
      LOOP();                                                 \
    }                                                         \
    NEXT(2);                                                  \
  }
  ADD_AND_LOOP(AddJLt, i < I(B))
  ADD_AND_LOOP(AddJLe, i <= I(B))
  OP(Switch) {
    uint64_t i = fp[A] - WORD(2);
    if (i < B) NEXT(3 + PTR(1, const int32_t)[i]);
    NEXT(3);
  }

  // ---------------------------------------------------------------- memory
#define LOAD(name, T)                                           \
  OP(name) {                                                    \
    uint64_t p = fp[B];                                         \
    NIL_CHECK(p);                                               \
    fp[A] = static_cast<Slot>(LoadAny<T>(p + C));               \
    NEXT(1);                                                    \
  }
  LOAD(Ld8S, int8_t)
  LOAD(Ld8U, uint8_t)
  LOAD(Ld16S, int16_t)
  LOAD(Ld16U, uint16_t)
  LOAD(Ld32S, int32_t)
  LOAD(Ld32U, uint32_t)
  LOAD(Ld64, uint64_t)
  OP(Ld128) {
    uint64_t p = fp[B];
    NIL_CHECK(p);
    const AnyWord* from = &AT(const uint64_t, p + C);
    uint64_t x = from[0], y = from[1];
    fp[A] = x;
    fp[A + 1] = y;
    NEXT(1);
  }
  OP(Ld192) {
    uint64_t p = fp[B];
    NIL_CHECK(p);
    const AnyWord* from = &AT(const uint64_t, p + C);
    uint64_t x = from[0], y = from[1], z = from[2];
    fp[A] = x;
    fp[A + 1] = y;
    fp[A + 2] = z;
    NEXT(1);
  }
  OP(LdN) {
    uint64_t p = fp[B], n = WORD(1);
    if (RARE((n & 7) != 0 || n > 64)) SLOW(SlowLdN(m, pc, fp));
    NIL_CHECK(p);
    MoveWords(fp + A, reinterpret_cast<const AnyWord*>(p + C), static_cast<unsigned>(n >> 3));
    NEXT(2);
  }
#define STORE(name, T)                    \
  OP(name) {                              \
    uint64_t p = fp[A];                   \
    NIL_CHECK(p);                         \
    AT(T, p + C) = static_cast<T>(fp[B]); \
    NEXT(1);                              \
  }
#define STORE_WORDS(name, n)                         \
  OP(name) {                                         \
    uint64_t p = fp[A];                              \
    NIL_CHECK(p);                                    \
    AnyWord* to = &AT(uint64_t, p + C);              \
    for (int i = 0; i < (n); i++) to[i] = fp[B + i]; \
    NEXT(1);                                         \
  }
  STORE(St8, uint8_t)
  STORE(St16, uint16_t)
  STORE(St32, uint32_t)
  STORE(St64, uint64_t)
  STORE(St64P, uint64_t)
  STORE_WORDS(StStr, 2)
  STORE_WORDS(StIface, 2)
  STORE_WORDS(StSlice, 3)
  STORE_WORDS(St128, 2)
  OP(StN) {
    uint64_t p = fp[A], n = WORD(1);
    NIL_CHECK(p);
    if (n > 64) {
      std::memcpy(&AT(char, p + C), fp + B, n);
    } else {
      MoveWords(reinterpret_cast<AnyWord*>(p + C), fp + B, static_cast<unsigned>(n >> 3));
      if ((n & 7) != 0) {
        uint64_t whole = n & ~uint64_t{7};
        std::memcpy(&AT(char, p + C + whole), reinterpret_cast<char*>(fp + B) + whole, n & 7);
      }
    }
    NEXT(2);
  }
  OP(StNP) {
    uint64_t p = fp[A], n = PTR(1, const Type)->size;
    if (RARE((n & 7) != 0 || n > 64)) SLOW(SlowStNP(m, pc, fp));
    NIL_CHECK(p);
    MoveWords(reinterpret_cast<AnyWord*>(p + C), fp + B, static_cast<unsigned>(n >> 3));
    NEXT(2);
  }
  OP(CopyMem) SLOW(SlowCopyMem(m, pc, fp));
  OP(ZeroMem) SLOW(SlowZeroMem(m, pc, fp));
  OP(AddrI) {
    uint64_t p = fp[B];
    NIL_CHECK(p);
    fp[A] = p + C;
    NEXT(1);
  }
  OP(NilChk) {
    NIL_CHECK(fp[A]);
    NEXT(1);
  }
  OP(NilChkFn) {
    NIL_CHECK(fp[A]);
    NEXT(1);
  }
#define GLOAD(name, T) \
  OP(name) { fp[A] = static_cast<Slot>(AT(const T, WORD(1))); NEXT(2); }
  GLOAD(Gld8S, int8_t)
  GLOAD(Gld8U, uint8_t)
  GLOAD(Gld16S, int16_t)
  GLOAD(Gld16U, uint16_t)
  GLOAD(Gld32S, int32_t)
  GLOAD(Gld32U, uint32_t)
  GLOAD(Gld64, uint64_t)
  OP(Gld128) {
    const AnyWord* p = PTR(1, const AnyWord);
    fp[A] = p[0];
    fp[A + 1] = p[1];
    NEXT(2);
  }
  OP(Gld192) {
    const AnyWord* p = PTR(1, const AnyWord);
    fp[A] = p[0];
    fp[A + 1] = p[1];
    fp[A + 2] = p[2];
    NEXT(2);
  }
#define GSTORE(name, T) \
  OP(name) { AT(T, WORD(1)) = static_cast<T>(fp[A]); NEXT(2); }
  GSTORE(Gst8, uint8_t)
  GSTORE(Gst16, uint16_t)
  GSTORE(Gst32, uint32_t)
  GSTORE(Gst64, uint64_t)
  GSTORE(Gst64P, uint64_t)
#define IN_BLOCK(T, slot, offset) AT(T, reinterpret_cast<uintptr_t>(fp + (slot)) + (offset))
#define FLOAD(name, T) \
  OP(name) { fp[A] = static_cast<Slot>(IN_BLOCK(const T, B, C)); NEXT(1); }
  FLOAD(Fld8S, int8_t)
  FLOAD(Fld8U, uint8_t)
  FLOAD(Fld16S, int16_t)
  FLOAD(Fld16U, uint16_t)
  FLOAD(Fld32S, int32_t)
  FLOAD(Fld32U, uint32_t)
#define FSTORE(name, T) \
  OP(name) { IN_BLOCK(T, A, C) = static_cast<T>(fp[B]); NEXT(1); }
  FSTORE(Fst8, uint8_t)
  FSTORE(Fst16, uint16_t)
  FSTORE(Fst32, uint32_t)
#define UPDATE(name, T, address_offset, expr, words)           \
  OP(name) {                                                   \
    uint64_t p = fp[A];                                        \
    NIL_CHECK(p);                                              \
    AnyAlignment<T>::Value* to = &AT(T, p + (address_offset)); \
    *to = (expr);                                              \
    NEXT(words);                                               \
  }
  UPDATE(IncMem64, uint64_t, C, *to + static_cast<uint64_t>(int64_t{IMM_B}), 1)
  UPDATE(AddMem64, uint64_t, C, *to + fp[B], 1)
  UPDATE(SubMem64, uint64_t, C, *to - fp[B], 1)
  UPDATE(FAddMem, double, C, *to + F64(B), 1)
  UPDATE(FSubMem, double, C, *to - F64(B), 1)
  UPDATE(FMulMem, double, C, *to * F64(B), 1)
  UPDATE(FMulAddMem, double, WORD(1), *to + F64(B) * F64(C), 2)
  UPDATE(FMulSubMem, double, WORD(1), *to - F64(B) * F64(C), 2)
  OP(FSubLdLd) {
    uint64_t p = fp[B], q = fp[C];
    NIL_CHECK(p);
    NIL_CHECK(q);
    uint64_t n = WORD(1);
    PUT_F64(AT(const double, p + static_cast<uint32_t>(n)) - AT(const double, q + (n >> 32)));
    NEXT(2);
  }
  OP(AddLd) {
    uint64_t p = fp[B];
    NIL_CHECK(p);
    fp[A] = fp[WORD(1)] + AT(const uint64_t, p + C);
    NEXT(2);
  }
  OP(FMulLd) {
    uint64_t p = fp[B];
    NIL_CHECK(p);
    PUT_F64(AT(const double, p + C) * F64(WORD(1)));
    NEXT(2);
  }

  // ---------------------------------------------------------------- indexing
#define SLICE_LOAD(name, T)                                        \
  OP(name) {                                                       \
    uint64_t i = fp[C];                                            \
    INDEX_CHECK(i, fp[B + 1]);                                     \
    fp[A] = static_cast<Slot>(AT(const T, fp[B] + sizeof(T) * i)); \
    NEXT(1);                                                       \
  }
  SLICE_LOAD(SLd8S, int8_t)
  SLICE_LOAD(SLd8U, uint8_t)
  SLICE_LOAD(SLd16S, int16_t)
  SLICE_LOAD(SLd16U, uint16_t)
  SLICE_LOAD(SLd32S, int32_t)
  SLICE_LOAD(SLd32U, uint32_t)
  SLICE_LOAD(SLd64, uint64_t)
  OP(SLd128) {
    uint64_t i = fp[C];
    INDEX_CHECK(i, fp[B + 1]);
    const AnyWord* p = PTR_OF(const AnyWord, B) + 2 * i;
    uint64_t x = p[0], y = p[1];
    fp[A] = x;
    fp[A + 1] = y;
    NEXT(1);
  }
  OP(SLd192) {
    uint64_t i = fp[C];
    INDEX_CHECK(i, fp[B + 1]);
    const AnyWord* p = PTR_OF(const AnyWord, B) + 3 * i;
    uint64_t x = p[0], y = p[1], z = p[2];
    fp[A] = x;
    fp[A + 1] = y;
    fp[A + 2] = z;
    NEXT(1);
  }
#define SLICE_STORE(name, T)                              \
  OP(name) {                                              \
    uint64_t i = fp[B];                                   \
    INDEX_CHECK(i, fp[A + 1]);                            \
    AT(T, fp[A] + sizeof(T) * i) = static_cast<T>(fp[C]); \
    NEXT(1);                                              \
  }
#define SLICE_STORE2(name)                   \
  OP(name) {                                 \
    uint64_t i = fp[B];                      \
    INDEX_CHECK(i, fp[A + 1]);               \
    AnyWord* p = PTR_OF(AnyWord, A) + 2 * i; \
    p[0] = fp[C];                            \
    p[1] = fp[C + 1];                        \
    NEXT(1);                                 \
  }
  SLICE_STORE(SSt8, uint8_t)
  SLICE_STORE(SSt16, uint16_t)
  SLICE_STORE(SSt32, uint32_t)
  SLICE_STORE(SSt64, uint64_t)
  SLICE_STORE(SSt64P, uint64_t)
  SLICE_STORE2(SStStr)
  SLICE_STORE2(SStIface)
  OP(SOr64) {
    uint64_t i = fp[B];
    INDEX_CHECK(i, fp[A + 1]);
    PTR_OF(uint64_t, A)[i] |= fp[C];
    NEXT(1);
  }
  OP(SAdd64) {
    uint64_t i = fp[B];
    INDEX_CHECK(i, fp[A + 1]);
    AT(uint64_t, fp[A] + 8 * i) += fp[C];
    NEXT(1);
  }
  OP(SAdd64I) {
    uint64_t i = fp[B];
    INDEX_CHECK(i, fp[A + 1]);
    AT(uint64_t, fp[A] + 8 * i) += static_cast<uint64_t>(int64_t{IMM_C});
    NEXT(1);
  }
#define SLICE_LOAD_X(name, T)                                      \
  OP(name) {                                                       \
    uint64_t i = fp[C] + WORD(1);                                  \
    INDEX_CHECK(i, fp[B + 1]);                                     \
    fp[A] = static_cast<Slot>(AT(const T, fp[B] + sizeof(T) * i)); \
    NEXT(2);                                                       \
  }
  SLICE_LOAD_X(SLdXB, uint8_t)
  SLICE_LOAD_X(SLdXW, int32_t)
  SLICE_LOAD_X(SLdX64, uint64_t)
#define SLICE_STORE_X(name, T)                            \
  OP(name) {                                              \
    uint64_t i = fp[B] + WORD(1);                         \
    INDEX_CHECK(i, fp[A + 1]);                            \
    AT(T, fp[A] + sizeof(T) * i) = static_cast<T>(fp[C]); \
    NEXT(2);                                              \
  }
  SLICE_STORE_X(SStXB, uint8_t)
  SLICE_STORE_X(SStX64, uint64_t)
#define SLICE_LOAD_2(name, T)                                       \
  OP(name) {                                                        \
    uint64_t i = fp[C], j = fp[WORD(1)];                            \
    INDEX_CHECK(i, fp[B + 1]);                                      \
    const AnyWord* row = PTR_OF(const AnyWord, B) + 3 * i;          \
    INDEX_CHECK(j, row[1]);                                         \
    fp[A] = static_cast<Slot>(AT(const T, row[0] + sizeof(T) * j)); \
    NEXT(2);                                                        \
  }
  SLICE_LOAD_2(SLd2B, uint8_t)
  SLICE_LOAD_2(SLd2W, int32_t)
  SLICE_LOAD_2(SLd264, uint64_t)
#define SLICE_STORE_2(name, T)                             \
  OP(name) {                                               \
    uint64_t i = fp[B], j = fp[WORD(1)];                   \
    INDEX_CHECK(i, fp[A + 1]);                             \
    const AnyWord* row = PTR_OF(const AnyWord, A) + 3 * i; \
    INDEX_CHECK(j, row[1]);                                \
    AT(T, row[0] + sizeof(T) * j) = static_cast<T>(fp[C]); \
    NEXT(2);                                               \
  }
  SLICE_STORE_2(SSt2B, uint8_t)
  SLICE_STORE_2(SSt264, uint64_t)
#define SLICE_LOAD_P(name, T)                                         \
  OP(name) {                                                          \
    uint64_t p = fp[B], i = fp[C];                                    \
    NIL_CHECK(p);                                                     \
    const AnyWord* slice = &AT(const uint64_t, p + WORD(1));          \
    INDEX_CHECK(i, slice[1]);                                         \
    fp[A] = static_cast<Slot>(AT(const T, slice[0] + sizeof(T) * i)); \
    NEXT(2);                                                          \
  }
  SLICE_LOAD_P(PSLdB, uint8_t)
  SLICE_LOAD_P(PSLdW, int32_t)
  SLICE_LOAD_P(PSLd64, uint64_t)
#define SLICE_STORE_P(name, T)                               \
  OP(name) {                                                 \
    uint64_t p = fp[A], i = fp[B];                           \
    NIL_CHECK(p);                                            \
    const AnyWord* slice = &AT(const uint64_t, p + WORD(1)); \
    INDEX_CHECK(i, slice[1]);                                \
    AT(T, slice[0] + sizeof(T) * i) = static_cast<T>(fp[C]); \
    NEXT(2);                                                 \
  }
  SLICE_STORE_P(PSStB, uint8_t)
  SLICE_STORE_P(PSSt64, uint64_t)
  OP(SLdF64) {
    uint64_t i = fp[C], s = WORD(1);
    INDEX_CHECK(i, fp[B + 1]);
    fp[A] = AT(const uint64_t, fp[B] + i * static_cast<uint32_t>(s) + (s >> 32));
    NEXT(2);
  }
  OP(SStF64) {
    uint64_t i = fp[B], s = WORD(1);
    INDEX_CHECK(i, fp[A + 1]);
    AT(uint64_t, fp[A] + i * static_cast<uint32_t>(s) + (s >> 32)) = fp[C];
    NEXT(2);
  }
  OP(SAddr) {
    uint64_t i = fp[C];
    INDEX_CHECK(i, fp[B + 1]);
    fp[A] = fp[B] + i * WORD(1);
    NEXT(2);
  }
  OP(StrIdx) {
    uint64_t i = fp[C];
    INDEX_CHECK(i, fp[B + 1]);
    fp[A] = PTR_OF(const uint8_t, B)[i];
    NEXT(1);
  }
  OP(PStrIdx) {
    uint64_t p = fp[B], i = fp[C];
    NIL_CHECK(p);
    const AnyWord* string = &AT(const uint64_t, p + WORD(1));
    INDEX_CHECK(i, string[1]);
    fp[A] = AT(const uint8_t, string[0] + i);
    NEXT(2);
  }
  OP(StrIdxI) {
    INDEX_CHECK(uint64_t{C}, fp[B + 1]);
    fp[A] = PTR_OF(const uint8_t, B)[C];
    NEXT(1);
  }
#define FRAME_ARRAY_LOAD(name, T)                                                 \
  OP(name) {                                                                      \
    uint64_t i = fp[C];                                                           \
    INDEX_CHECK(i, WORD(1));                                                      \
    fp[A] = static_cast<Slot>(reinterpret_cast<const T*>(fp + B)[i]);             \
    NEXT(2);                                                                      \
  }
#define FRAME_ARRAY_STORE(name, T)                                                \
  OP(name) {                                                                      \
    uint64_t i = fp[B];                                                           \
    INDEX_CHECK(i, WORD(1));                                                      \
    reinterpret_cast<T*>(fp + A)[i] = static_cast<T>(fp[C]);                      \
    NEXT(2);                                                                      \
  }
  FRAME_ARRAY_LOAD(FALdB, uint8_t)
  FRAME_ARRAY_LOAD(FALdW, int32_t)
  FRAME_ARRAY_LOAD(FALdWU, uint32_t)
  FRAME_ARRAY_STORE(FAStB, uint8_t)
  FRAME_ARRAY_STORE(FAStW, uint32_t)
  OP(FALd64) {
    uint64_t i = fp[C];
    INDEX_CHECK(i, WORD(1));
    fp[A] = fp[B + i];
    NEXT(2);
  }
  OP(FASt64) {
    uint64_t i = fp[B];
    INDEX_CHECK(i, WORD(1));
    fp[A + i] = fp[C];
    NEXT(2);
  }
  OP(FAAddr) {
    uint64_t i = fp[C];
    INDEX_CHECK(i, WORD(1));
    fp[A] = reinterpret_cast<Slot>(fp + B) + i * WORD(2);
    NEXT(3);
  }
  OP(PALd64) {
    uint64_t p = fp[B], i = fp[C];
    NIL_CHECK(p);
    INDEX_CHECK(i, WORD(1));
    fp[A] = AT(const uint64_t, p + 8 * i);
    NEXT(2);
  }
#define ROW_LOAD(name, T)                                              \
  OP(name) {                                                           \
    uint64_t p = fp[B], i = fp[C], j = fp[WORD(1)], lengths = WORD(2); \
    NIL_CHECK(p);                                                      \
    INDEX_CHECK(i, lengths & 0xffffffff);                              \
    INDEX_CHECK(j, lengths >> 32);                                     \
    fp[A] = AT(const T, p + i * WORD(3) + j * sizeof(T));              \
    NEXT(4);                                                           \
  }
  ROW_LOAD(PALd264, uint64_t)
  ROW_LOAD(PALd2B, uint8_t)
  OP(PASt64) {
    uint64_t p = fp[A], i = fp[B];
    NIL_CHECK(p);
    INDEX_CHECK(i, WORD(1));
    AT(uint64_t, p + 8 * i) = fp[C];
    NEXT(2);
  }
#define ARRAY_LOAD_P(name, T)                                  \
  OP(name) {                                                   \
    uint64_t p = fp[B], i = fp[C];                             \
    NIL_CHECK(p);                                              \
    INDEX_CHECK(i, WORD(1));                                   \
    fp[A] = static_cast<Slot>(AT(const T, p + sizeof(T) * i)); \
    NEXT(2);                                                   \
  }
#define ARRAY_STORE_P(name, T)                        \
  OP(name) {                                          \
    uint64_t p = fp[A], i = fp[B];                    \
    NIL_CHECK(p);                                     \
    INDEX_CHECK(i, WORD(1));                          \
    AT(T, p + sizeof(T) * i) = static_cast<T>(fp[C]); \
    NEXT(2);                                          \
  }
  ARRAY_LOAD_P(PALdB, uint8_t)
  ARRAY_LOAD_P(PALdW, int32_t)
  ARRAY_LOAD_P(PALdWU, uint32_t)
  ARRAY_STORE_P(PAStB, uint8_t)
  ARRAY_STORE_P(PAStW, uint32_t)
  OP(PAAddr) {
    uint64_t p = fp[B], i = fp[C];
    NIL_CHECK(p);
    INDEX_CHECK(i, WORD(1));
    fp[A] = p + i * WORD(2);
    NEXT(3);
  }
  OP(Bound) {
    INDEX_CHECK(fp[A], fp[B]);
    NEXT(1);
  }
  OP(BoundI) {
    INDEX_CHECK(fp[A], WORD(1));
    NEXT(2);
  }

  // ---------------------------------------------------------------- slices and strings
#define LIMIT(slot, absent) ((slot) == bytecode::kNoSlot ? (absent) : fp[slot])
  OP(SliceS) {
    uint64_t s = WORD(1), cap = fp[B + 2];
    uint64_t low = LIMIT(s & 0xffff, 0), high = LIMIT(s >> 16 & 0xffff, fp[B + 1]), max = LIMIT(s >> 32 & 0xffff, cap);
    if (RARE(low > high || high > max || max > cap)) SLOW(SlowSliceS(m, pc, fp));
    fp[A] = fp[B] + (max == low ? 0 : low * WORD(2));
    fp[A + 1] = high - low;
    fp[A + 2] = max - low;
    NEXT(3);
  }
  OP(SliceStr) {
    uint64_t s = WORD(1), len = fp[B + 1];
    uint64_t low = LIMIT(s & 0xffff, 0), high = LIMIT(s >> 16 & 0xffff, len);
    if (RARE(low > high || high > len)) SLOW(SlowSliceStr(m, pc, fp));
    fp[A] = fp[B] + (high == low ? 0 : low);
    fp[A + 1] = high - low;
    NEXT(2);
  }
  OP(SliceArr) SLOW(SlowSliceArr(m, pc, fp));
  OP(MakeSlice) SLOW(SlowMakeSlice(m, pc, fp));
  OP(MakeSliceL) SLOW(SlowMakeSliceL(m, pc, fp));
  OP(Append) {
    uint64_t len = fp[B + 1], cap = fp[B + 2], size = PTR(1, const Type)->size;
    if (RARE(len >= cap)) SLOW(SlowAppend(m, pc, fp));
    uint64_t data = fp[B];
    if (size == 8) {
      AT(uint64_t, data + 8 * len) = fp[C];
    } else if (size == 1) {
      AT(uint8_t, data + len) = static_cast<uint8_t>(fp[C]);
    } else if (size == 16) {
      AT(uint64_t, data + 16 * len) = fp[C];
      AT(uint64_t, data + 16 * len + 8) = fp[C + 1];
    } else {
      SLOW(SlowAppend(m, pc, fp));
    }
    fp[A] = data;
    fp[A + 1] = len + 1;
    fp[A + 2] = cap;
    NEXT(2);
  }
  OP(PAppend) {
    uint64_t p = fp[A];
    NIL_CHECK(p);
    AnyWord* slice = &AT(uint64_t, p + C);
    uint64_t len = slice[1], size = PTR(1, const Type)->size;
    if (RARE(len >= slice[2])) SLOW(SlowPAppend(m, pc, fp));
    if (size == 8) {
      AT(uint64_t, slice[0] + 8 * len) = fp[B];
    } else if (size == 1) {
      AT(uint8_t, slice[0] + len) = static_cast<uint8_t>(fp[B]);
    } else if (size == 16) {
      AT(uint64_t, slice[0] + 16 * len) = fp[B];
      AT(uint64_t, slice[0] + 16 * len + 8) = fp[B + 1];
    } else {
      SLOW(SlowPAppend(m, pc, fp));
    }
    slice[1] = len + 1;
    NEXT(2);
  }
  OP(PCut) {
    uint64_t p = fp[A], n = fp[B];
    NIL_CHECK(p);
    AnyWord* slice = &AT(uint64_t, p + C);
    if (RARE(n > slice[2])) SLOW(SlowPCut(m, pc, fp));
    slice[1] = n;
    NEXT(1);
  }
  OP(AppendL) SLOW(SlowAppendL(m, pc, fp));
  OP(GrowSliceL) SLOW(SlowGrowSliceL(m, pc, fp));
  OP(AppendSlice) SLOW(SlowAppendSlice(m, pc, fp));
  OP(AppendStr) SLOW(SlowAppendStr(m, pc, fp));
  OP(GrowSlice) SLOW(SlowGrowSlice(m, pc, fp));
  OP(AppendMake) SLOW(SlowAppendMake(m, pc, fp));
  OP(Copy) SLOW(SlowCopy(m, pc, fp));
  OP(CopyP) SLOW(SlowCopyP(m, pc, fp));
  OP(CopyStr) SLOW(SlowCopyStr(m, pc, fp));
  OP(SliceToArr) SLOW(SlowSliceToArr(m, pc, fp));
  OP(Concat) SLOW(SlowConcat(m, pc, fp));
  OP(ConcatN) SLOW(SlowConcatN(m, pc, fp));
  OP(BytesToStr) SLOW(SlowBytesToStr(m, pc, fp));
  OP(StrToBytes) SLOW(SlowStrToBytes(m, pc, fp));
  OP(RunesToStr) SLOW(SlowRunesToStr(m, pc, fp));
  OP(StrToRunes) SLOW(SlowStrToRunes(m, pc, fp));
  OP(RuneToStr) SLOW(SlowRuneToStr(m, pc, fp));
  OP(StrNext) {
    uint64_t i = fp[A + 2];
    if (i >= fp[B + 1]) NEXT(1 + IMM_C);
    uint8_t ch = PTR_OF(const uint8_t, B)[i];
    if (RARE(ch >= 0x80)) SLOW(SlowStrNext(m, pc, fp));
    fp[A] = i;
    fp[A + 1] = ch;
    fp[A + 2] = i + 1;
    NEXT(1);
  }
  OP(ClearSlice) SLOW(SlowClearSlice(m, pc, fp));
  OP(UnsafeString) SLOW(SlowUnsafeString(m, pc, fp));
  OP(UnsafeSlice) SLOW(SlowUnsafeSlice(m, pc, fp));

  // ---------------------------------------------------------------- maps
  OP(MapGet) SLOW(SlowMapGet(m, pc, fp));
  OP(MapGet2) SLOW(SlowMapGet2(m, pc, fp));
  OP(MapGet64) SLOW(SlowMapGet64(m, pc, fp));
  OP(MapGet264) SLOW(SlowMapGet264(m, pc, fp));
  OP(MapGetStr) SLOW(SlowMapGetStr(m, pc, fp));
  OP(MapGet2Str) SLOW(SlowMapGet2Str(m, pc, fp));
  OP(MapSet) SLOW(SlowMapSet(m, pc, fp));
  OP(MapSet64) SLOW(SlowMapSet64(m, pc, fp));
  OP(MapSetStr) SLOW(SlowMapSetStr(m, pc, fp));
  OP(MapAddr) SLOW(SlowMapAddr(m, pc, fp));
  OP(MapDel) SLOW(SlowMapDel(m, pc, fp));
  OP(MapClear) SLOW(SlowMapClear(m, pc, fp));
  OP(MapLen) SLOW(SlowMapLen(m, pc, fp));
  OP(MapMake) SLOW(SlowMapMake(m, pc, fp));
  OP(MapIter) SLOW(SlowMapIter(m, pc, fp));
  OP(MapNext) SLOW(SlowMapNext(m, pc, fp));

  // ---------------------------------------------------------------- channels
  OP(ChanMake) SLOW(SlowChanMake(m, pc, fp));
  OP(ChanLen) SLOW(SlowChanLen(m, pc, fp));
  OP(ChanCap) SLOW(SlowChanCap(m, pc, fp));
  OP(Send) SLOW(SlowSend(m, pc, fp));
  OP(Recv) SLOW(SlowRecv(m, pc, fp));
  OP(SendM) SLOW(SlowSendM(m, pc, fp));
  OP(RecvM) SLOW(SlowRecvM(m, pc, fp));
  OP(ChanClose) SLOW(SlowChanClose(m, pc, fp));
  OP(Select) SLOW(SlowSelect(m, pc, fp));

  // ---------------------------------------------------------------- interfaces
  OP(MkIface) SLOW(SlowMkIface(m, pc, fp));
  OP(UnboxN) {
    const Type* t = PTR(1, const Type);
    uint64_t data = fp[B + 1];
    if (t->direct()) {
      fp[A] = data;
    } else if (t->size == 8) {
      fp[A] = AT(const uint64_t, data);
    } else {
      SLOW(SlowUnboxN(m, pc, fp));
    }
    NEXT(2);
  }
  OP(AssertC) {
    const Type* t = PTR(1, const Type);
    uint64_t data = fp[B + 1];
    if (RARE(fp[B] != reinterpret_cast<Slot>(t))) SLOW(SlowAssertC(m, pc, fp));
    if (t->direct()) {
      fp[A] = data;
    } else if (t->size == 8) {
      fp[A] = AT(const uint64_t, data);
    } else if (t->size == 16) {
      const AnyWord* from = &AT(const uint64_t, data);
      uint64_t x = from[0], y = from[1];
      fp[A] = x;
      fp[A + 1] = y;
    } else {
      SLOW(SlowAssertC(m, pc, fp));
    }
    NEXT(3);
  }
  OP(AssertC2) {
    const Type* t = PTR(1, const Type);
    bool ok = fp[B] == WORD(1);
    if (A != bytecode::kNoSlot) {
      uint64_t data = fp[B + 1];
      if (t->direct()) {
        fp[A] = ok ? data : 0;
      } else if (t->size == 8) {
        fp[A] = ok ? AT(const uint64_t, data) : 0;
      } else {
        SLOW(SlowAssertC2(m, pc, fp));
      }
    }
    fp[C] = ok;
    NEXT(2);
  }
  OP(AssertI) SLOW(SlowAssertI(m, pc, fp));
  OP(AssertI2) SLOW(SlowAssertI2(m, pc, fp));
  OP(IfaceMethod) SLOW(SlowIfaceMethod(m, pc, fp));
  OP(TypeWord) { fp[A] = fp[B]; NEXT(1); }

  // ---------------------------------------------------------------- allocation
  OP(New) {
    const Type* t = PTR(1, const Type);
    Save(m, pc + 2, fp);
    fp[A] = reinterpret_cast<Slot>(runtime::AllocType(m, t));
    NEXT(2);
  }
  OP(NewSet) SLOW(SlowNewSet(m, pc, fp));
  OP(Closure) SLOW(SlowClosure(m, pc, fp));

  // ---------------------------------------------------------------- calls
  OP(Call) {
    Func* f = PTR(1, Func);
    ENTER(f, &f->static_value, 2);
  }
  OP(CallC) {
    FuncVal* fv = PTR_OF(FuncVal, B);
    NIL_CHECK(fp[B]);
    ENTER(fv->fn, fv, 1);
  }
  OP(CallI) {
    const Type* t = PTR_OF(const Type, B);
    auto* cells = PTR(2, const std::atomic<const runtime::InlineCache*>);
    const runtime::InlineCache* cache = cells->load(std::memory_order_acquire);
    if (RARE(cache == nullptr)) SLOW(SlowCallI(m, pc, fp));
    for (int i = 1; cache->type != t; i++) {
      if (i == bytecode::kCallCells) SLOW(SlowCallI(m, pc, fp));
      cache = cells[i].load(std::memory_order_acquire);
      if (cache == nullptr) SLOW(SlowCallI(m, pc, fp));
    }
    Func* f = cache->func;
    fp[C] = fp[B + 1];
    ENTER(f, &f->static_value, 3);
  }
  OP(CallN) {
    Save(m, pc + 3, fp);
    NativeStatus status = reinterpret_cast<runtime::NativeFn>(WORD(1))(m, fp + A);
    if (RARE(status != NativeStatus::kDone)) SLOW(AfterNative(m, pc + 3, fp, status));
    NEXT(3);
  }
#define RETURN()         \
  do {                   \
    pc = ReturnPc(fp);   \
    fp = CallerFp(fp);   \
    DISPATCH();          \
  } while (0)
  OP(Ret) RETURN();
  OP(Ret1) {
    fp[A] = fp[B];
    RETURN();
  }
  OP(Ret2) {
    Slot x = fp[B], y = fp[B + 1];
    fp[A] = x;
    fp[A + 1] = y;
    RETURN();
  }
  OP(RetI) {
    fp[A] = static_cast<Slot>(int64_t{IMM_BC});
    RETURN();
  }
  OP(RetAdd) {
    fp[A] = fp[B] + fp[C];
    RETURN();
  }
  OP(RunDefers) {
    const runtime::Defer* d = m->g->defers;
    if (d != nullptr && d->frame.fp == fp) SLOW(OpRunDefer(m, pc, fp));
    NEXT(2);
  }
  OP(DeferDone) NEXT(-1);
  OP(CountCall) {
    std::atomic<int32_t>& budget = FuncOf(fp)->budget;
    int32_t left = budget.load(std::memory_order_relaxed) - kCallWeight;
    budget.store(left, std::memory_order_relaxed);
    if (RARE(left < 0)) SLOW(OptimizeCalls(m, pc, fp));
    NEXT(1);
  }
  OP(CountLoop) {
    std::atomic<int32_t>& budget = FuncOf(fp)->budget;
    int32_t left = budget.load(std::memory_order_relaxed) - 1;
    budget.store(left, std::memory_order_relaxed);
    if (RARE(left < 0)) SLOW(OptimizeLoop(m, pc, fp));
    NEXT(1);
  }
  OP(Go) SLOW(OpGo(m, pc, fp));
  OP(Defer) SLOW(OpDefer(m, pc, fp));
  OP(DeferAt) SLOW(OpDeferAt(m, pc, fp));
  OP(Panic) SLOW(OpPanic(m, pc, fp));
  OP(Recover) SLOW(OpRecover(m, pc, fp));
  OP(PanicText) SLOW(OpPanicText(m, pc, fp));

  // ---------------------------------------------------------------- stubs
  OP(Lazy) SLOW(LazyEntry(m, pc, fp));
  OP(NativeEntry) SLOW(NativeEntrySlow(m, pc, fp));
  OP(GoExit) SLOW(GoExit(m, pc, fp));
  OP(PopChunk) SLOW(PopChunkSlow(m, pc, fp));
  OP(PanicDone) SLOW(PanicDone(m, pc, fp));
  OP(CallDone) return Exit::kCallDone;
  OP(NativeCallDone) SLOW(NativeCallDone(m, pc, fp));
  OP(MakeFuncEntry) SLOW(MakeFuncEntry(m, pc, fp));
  OP(MakeFuncDone) SLOW(MakeFuncDone(m, pc, fp));

  OP(Print) SLOW(SlowPrint(m, pc, fp));

  // ---------------------------------------------------------------- intrinsics
#define ATOMIC(T) (reinterpret_cast<T*>(p))
  OP(AtomicLd32) {
    uint64_t p = fp[B];
    NIL_CHECK(p);
    fp[A] = static_cast<Slot>(int64_t{__atomic_load_n(ATOMIC(int32_t), __ATOMIC_SEQ_CST)});
    NEXT(1);
  }
  OP(AtomicLd64) {
    uint64_t p = fp[B];
    NIL_CHECK(p);
    fp[A] = __atomic_load_n(ATOMIC(uint64_t), __ATOMIC_SEQ_CST);
    NEXT(1);
  }
  OP(AtomicSt32) {
    uint64_t p = fp[A];
    NIL_CHECK(p);
    __atomic_store_n(ATOMIC(uint32_t), static_cast<uint32_t>(fp[B]), __ATOMIC_SEQ_CST);
    NEXT(1);
  }
  OP(AtomicSt64) {
    uint64_t p = fp[A];
    NIL_CHECK(p);
    __atomic_store_n(ATOMIC(uint64_t), fp[B], __ATOMIC_SEQ_CST);
    NEXT(1);
  }
  OP(AtomicAdd32) {
    uint64_t p = fp[B];
    NIL_CHECK(p);
    fp[A] = SEXT32(__atomic_add_fetch(ATOMIC(uint32_t), static_cast<uint32_t>(fp[C]), __ATOMIC_SEQ_CST));
    NEXT(1);
  }
  OP(AtomicAdd64) {
    uint64_t p = fp[B];
    NIL_CHECK(p);
    fp[A] = __atomic_add_fetch(ATOMIC(uint64_t), fp[C], __ATOMIC_SEQ_CST);
    NEXT(1);
  }
  OP(AtomicCas32) {
    uint64_t p = fp[B];
    NIL_CHECK(p);
    uint32_t old = static_cast<uint32_t>(fp[C]);
    fp[A] = __atomic_compare_exchange_n(ATOMIC(uint32_t), &old, static_cast<uint32_t>(fp[WORD(1)]),
                                        false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    NEXT(2);
  }
  OP(AtomicCas64) {
    uint64_t p = fp[B];
    NIL_CHECK(p);
    uint64_t old = fp[C];
    fp[A] = __atomic_compare_exchange_n(ATOMIC(uint64_t), &old, fp[WORD(1)], false,
                                        __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    NEXT(2);
  }
}

}  // namespace

Exit RunLoop(M* m) {
  G* g = m->g;
  if (g->resume != nullptr) g->resume(m, g);
  Cont at = {static_cast<const Insn*>(g->pc), g->fp};
  if (__builtin_expect(m->pending.kind != M::PendingPanic::kNone, 0)) {
    at = RaisePending(m, at.pc, at.fp);
  }
  const runtime::RuntimeOptions& options = m->rt->options;
  if (__builtin_expect(options.instruction_limit != 0 || options.deterministic || options.profile, 0)) {
    m->profiled = nullptr;
    return Loop<true>(m, at.pc, at.fp);
  }
  return Loop<false>(m, at.pc, at.fp);
}

namespace {

runtime::RunResult Run(M* m) {
  Exit e = RunLoop(m);
  m->in_loop = false;
  MINIGO_DCHECK(e <= Exit::kExit);
  return static_cast<runtime::RunResult>(e);
}

}  // namespace

const runtime::Executor& VmExecutor() {
  static constexpr runtime::Executor kExecutor = {Run,   Prepare, Walk,       Describe,
                                                  Roots, Release, CallNested, ReleaseP, ScanFrames};
  return kExecutor;
}

}  // namespace minigo::vm
