// TLS by OpenSSL's libssl (3.0 or newer), which is loaded when the first connection is made: programs without TLS do not
// pay for it, and minigo runs where it is not installed. A session speaks over two memory buffers; Go code moves bytes
// between these and the network, so that no native call blocks. Where the handshake needs a decision of the program (a
// certificate, a verdict on one), it stops with a status, and goes on when it is called again.
#include <dlfcn.h>

#include <algorithm>
#include <string>
#include <vector>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

// What is used of the library's interface. All structures are opaque.
using P = void*;
using HelloCallback = int (*)(P ssl, int* alert, P arg);
using AlpnCallback = int (*)(P ssl, const uint8_t** out, uint8_t* outlen, const uint8_t* in,
                             unsigned inlen, P arg);
using VerifyCallback = int (*)(P store, P arg);
using CertCallback = int (*)(P ssl, P arg);
using KeyLogCallback = void (*)(P ssl, const char* line);

#define MINIGO_SSL_FUNCTIONS(F)                                                                  \
  F(P, TLS_method, ())                                                                           \
  F(P, SSL_CTX_new, (P))                                                                         \
  F(void, SSL_CTX_free, (P))                                                                     \
  F(long, SSL_CTX_ctrl, (P, int, long, P))                                                       \
  F(uint64_t, SSL_CTX_set_options, (P, uint64_t))                                                \
  F(int, SSL_CTX_set_cipher_list, (P, const char*))                                              \
  F(int, SSL_CTX_set_ciphersuites, (P, const char*))                                             \
  F(void, SSL_CTX_set_security_level, (P, int))                                                  \
  F(int, SSL_CTX_set_num_tickets, (P, size_t))                                                   \
  F(void, SSL_CTX_set_alpn_select_cb, (P, AlpnCallback, P))                                      \
  F(void, SSL_CTX_set_client_hello_cb, (P, HelloCallback, P))                                    \
  F(void, SSL_CTX_set_cert_verify_callback, (P, VerifyCallback, P))                              \
  F(void, SSL_CTX_set_keylog_callback, (P, KeyLogCallback))                                      \
  F(P, SSL_new, (P))                                                                             \
  F(void, SSL_free, (P))                                                                         \
  F(long, SSL_ctrl, (P, int, long, P))                                                           \
  F(int, SSL_set_alpn_protos, (P, const uint8_t*, unsigned))                                     \
  F(void, SSL_set_bio, (P, P, P))                                                                \
  F(void, SSL_set_accept_state, (P))                                                             \
  F(void, SSL_set_connect_state, (P))                                                            \
  F(void, SSL_set_verify, (P, int, P))                                                           \
  F(void, SSL_set_cert_cb, (P, CertCallback, P))                                                 \
  F(void, SSL_set0_CA_list, (P, P))                                                              \
  F(P, SSL_get0_peer_CA_list, (P))                                                               \
  F(int, SSL_do_handshake, (P))                                                                  \
  F(int, SSL_read, (P, P, int))                                                                  \
  F(int, SSL_write, (P, const void*, int))                                                       \
  F(int, SSL_shutdown, (P))                                                                      \
  F(int, SSL_get_error, (P, int))                                                                \
  F(int, SSL_version, (P))                                                                       \
  F(P, SSL_get_current_cipher, (P))                                                              \
  F(uint16_t, SSL_CIPHER_get_protocol_id, (P))                                                   \
  F(void, SSL_get0_alpn_selected, (P, const uint8_t**, unsigned*))                               \
  F(const char*, SSL_get_servername, (P, int))                                                   \
  F(int, SSL_use_certificate, (P, P))                                                            \
  F(int, SSL_use_PrivateKey, (P, P))                                                             \
  F(void, SSL_certs_clear, (P))                                                                  \
  F(int, SSL_set_ex_data, (P, int, P))                                                           \
  F(P, SSL_get_ex_data, (P, int))                                                                \
  F(int, SSL_export_keying_material,                                                             \
    (P, uint8_t*, size_t, const char*, size_t, const uint8_t*, size_t, int))                     \
  F(unsigned, SSL_client_hello_get0_legacy_version, (P))                                         \
  F(size_t, SSL_client_hello_get0_ciphers, (P, const uint8_t**))                                 \
  F(int, SSL_client_hello_get1_extensions_present, (P, int**, size_t*))                          \
  F(int, SSL_client_hello_get0_ext, (P, unsigned, const uint8_t**, size_t*))

#define MINIGO_CRYPTO_FUNCTIONS(F)                                                               \
  F(P, BIO_new, (P))                                                                             \
  F(P, BIO_s_mem, ())                                                                            \
  F(int, BIO_read, (P, P, int))                                                                  \
  F(int, BIO_write, (P, const void*, int))                                                       \
  F(long, BIO_ctrl, (P, int, long, P))                                                           \
  F(P, d2i_X509, (P*, const uint8_t**, long))                                                    \
  F(int, i2d_X509, (P, uint8_t**))                                                               \
  F(void, X509_free, (P))                                                                        \
  F(P, d2i_X509_NAME, (P*, const uint8_t**, long))                                               \
  F(int, i2d_X509_NAME, (P, uint8_t**))                                                          \
  F(P, d2i_AutoPrivateKey, (P*, const uint8_t**, long))                                          \
  F(void, EVP_PKEY_free, (P))                                                                    \
  F(P, X509_STORE_CTX_get0_untrusted, (P))                                                       \
  F(void, X509_STORE_CTX_set_error, (P, int))                                                    \
  F(P, OPENSSL_sk_new_null, ())                                                                  \
  F(int, OPENSSL_sk_push, (P, P))                                                                \
  F(int, OPENSSL_sk_num, (P))                                                                    \
  F(P, OPENSSL_sk_value, (P, int))                                                               \
  F(void, CRYPTO_free, (P, const char*, int))                                                    \
  F(unsigned long, ERR_get_error, ())                                                            \
  F(void, ERR_clear_error, ())                                                                   \
  F(const char*, ERR_reason_error_string, (unsigned long))

struct Library {
#define MINIGO_DECLARE(result, name, args) result(*name) args = nullptr;
  MINIGO_SSL_FUNCTIONS(MINIGO_DECLARE)
  MINIGO_CRYPTO_FUNCTIONS(MINIGO_DECLARE)
#undef MINIGO_DECLARE
  std::string problem;

  Library() {
    P ssl = dlopen("libssl.so.3", RTLD_NOW | RTLD_LOCAL);
    P crypto = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
    if (ssl == nullptr || crypto == nullptr) {
      problem = "tls: OpenSSL's libssl.so.3 is not installed";
      return;
    }
    auto load = [&](P from, const char* name) {
      P f = dlsym(from, name);
      if (f == nullptr) problem = std::string("tls: OpenSSL's libssl.so.3 lacks ") + name;
      return f;
    };
#define MINIGO_LOAD(result, name, args) \
  name = reinterpret_cast<result(*) args>(load(MINIGO_FROM, #name));
#define MINIGO_FROM ssl
    MINIGO_SSL_FUNCTIONS(MINIGO_LOAD)
#undef MINIGO_FROM
#define MINIGO_FROM crypto
    MINIGO_CRYPTO_FUNCTIONS(MINIGO_LOAD)
#undef MINIGO_FROM
#undef MINIGO_LOAD
  }
};
const Library& Lib() {
  static const Library& lib = *new Library;
  return lib;
}

// What conn.go knows as well.
enum Status : int64_t {
  kDone,
  kWantRead,
  kClosed,
  kFailed,
  kWantConfig,       // a client's hello has come
  kWantVerdict,      // the other side's certificates have come
  kWantCertificate,  // a server asks for a certificate
};

struct Session {
  P ctx = nullptr, ssl = nullptr, in = nullptr, out = nullptr;
  bool server = false;
  bool pause_hello = false, hello_seen = false, configured = false;
  bool ask_certificate = false, certificate_asked = false, certificate_given = false;
  int verdict = -1;  // -1: not known; 0: good; else an X509_V_ERR
  bool verify_seen = false;
  std::string alpn;   // a server's protocols, each with its length before it
  std::string hello;  // see Hello
  std::string chain;  // the certificates, each with three bytes of length before it
  std::string keylog;
  std::string problem;
  int64_t reason = 0;
};

Session* At(uint64_t handle) { return reinterpret_cast<Session*>(handle); }

void Put(std::string* s, size_t n, int bytes) {
  for (int i = bytes - 1; i >= 0; i--) s->push_back(static_cast<char>(n >> (8 * i)));
}

// The legacy version, the cipher suites with their length, and each extension: type, length, data.
int Hello(P ssl, int*, P arg) {
  const Library& l = Lib();
  auto* s = static_cast<Session*>(arg);
  if (s->hello_seen) return 1;  // SSL_CLIENT_HELLO_SUCCESS
  s->hello_seen = true;
  const uint8_t* p = nullptr;
  Put(&s->hello, l.SSL_client_hello_get0_legacy_version(ssl), 2);
  size_t n = l.SSL_client_hello_get0_ciphers(ssl, &p);
  Put(&s->hello, n, 2);
  s->hello.append(reinterpret_cast<const char*>(p), n);
  int* types = nullptr;
  size_t count = 0;
  if (l.SSL_client_hello_get1_extensions_present(ssl, &types, &count) == 1) {
    for (size_t i = 0; i < count; i++) {
      if (l.SSL_client_hello_get0_ext(ssl, static_cast<unsigned>(types[i]), &p, &n) != 1) continue;
      Put(&s->hello, static_cast<size_t>(types[i]), 2);
      Put(&s->hello, n, 2);
      s->hello.append(reinterpret_cast<const char*>(p), n);
    }
    l.CRYPTO_free(types, "", 0);
  }
  return s->pause_hello ? -1 : 1;  // SSL_CLIENT_HELLO_RETRY
}

// The first of the server's protocols that the client has, too.
int SelectProtocol(P, const uint8_t** out, uint8_t* outlen, const uint8_t* in, unsigned inlen,
                   P arg) {
  auto* s = static_cast<Session*>(arg);
  if (s->alpn.empty()) return 3;  // SSL_TLSEXT_ERR_NOACK
  for (size_t i = 0; i < s->alpn.size(); i += 1 + static_cast<uint8_t>(s->alpn[i])) {
    std::string_view mine = std::string_view(s->alpn).substr(i + 1, static_cast<uint8_t>(s->alpn[i]));
    for (unsigned j = 0; j < inlen; j += 1 + in[j]) {
      if (std::string_view(reinterpret_cast<const char*>(in + j + 1), in[j]) == mine) {
        *out = in + j + 1;
        *outlen = in[j];
        return 0;
      }
    }
  }
  return 2;  // SSL_TLSEXT_ERR_ALERT_FATAL
}

int Verify(P store, P arg) {
  const Library& l = Lib();
  auto* s = static_cast<Session*>(arg);
  if (!s->verify_seen) {
    s->verify_seen = true;
    P stack = l.X509_STORE_CTX_get0_untrusted(store);
    for (int i = 0; stack != nullptr && i < l.OPENSSL_sk_num(stack); i++) {
      P cert = l.OPENSSL_sk_value(stack, i);
      int n = l.i2d_X509(cert, nullptr);
      if (n <= 0) continue;
      std::string der(static_cast<size_t>(n), 0);
      auto* p = reinterpret_cast<uint8_t*>(der.data());
      l.i2d_X509(cert, &p);
      Put(&s->chain, der.size(), 3);
      s->chain += der;
    }
  }
  // Only clients can stop here. For a server, Go code looks at the certificates when the handshake is over.
  if (s->server) return 1;
  if (s->verdict < 0) {
    l.SSL_ctrl(s->ssl, 136, 0, nullptr);  // SSL_CTRL_SET_RETRY_VERIFY
    return 1;
  }
  l.X509_STORE_CTX_set_error(store, s->verdict);
  return s->verdict == 0 ? 1 : 0;
}

int AskCertificate(P, P arg) {
  auto* s = static_cast<Session*>(arg);
  s->certificate_asked = true;
  return s->certificate_given ? 1 : -1;
}

void KeyLog(P ssl, const char* line) {
  auto* s = static_cast<Session*>(Lib().SSL_get_ex_data(ssl, 0));
  if (s != nullptr) s->keylog += std::string(line) + "\n";
}

void NoteError(Session* s) {
  const Library& l = Lib();
  unsigned long e = l.ERR_get_error();
  s->reason = static_cast<int64_t>(e & 0x7fffff);
  const char* text = e != 0 ? l.ERR_reason_error_string(e) : nullptr;
  s->problem = text != nullptr ? text : "";
  l.ERR_clear_error();
}

int64_t StatusOf(Session* s, int result) {
  switch (Lib().SSL_get_error(s->ssl, result)) {
    case 0: return kDone;
    case 2: return kWantRead;
    case 4: return kWantCertificate;
    case 6: return kClosed;
    case 11: return kWantConfig;
    case 12: return kWantVerdict;
  }
  NoteError(s);
  return kFailed;
}

// A handle and what is wrong. keylog says whether lines for a key log are wanted.
std::tuple<uint64_t, GoString> Open(M* m, bool server, int64_t min_version, int64_t max_version,
                                    GoString ciphers, GoString groups, bool pause, bool keylog) {
  const Library& l = Lib();
  if (!l.problem.empty()) return {0, MakeString(m, l.problem)};
  auto* s = new Session;
  s->server = server;
  s->pause_hello = server && pause;
  l.ERR_clear_error();
  s->ctx = l.SSL_CTX_new(l.TLS_method());
  if (s->ctx == nullptr) {
    delete s;
    return {0, MakeString(m, "tls: OpenSSL does not start")};
  }
  l.SSL_CTX_set_security_level(s->ctx, min_version < 0x0303 ? 0 : 1);
  l.SSL_CTX_ctrl(s->ctx, 123, min_version, nullptr);  // SSL_CTRL_SET_MIN_PROTO_VERSION
  l.SSL_CTX_ctrl(s->ctx, 124, max_version, nullptr);  // SSL_CTRL_SET_MAX_PROTO_VERSION
  l.SSL_CTX_ctrl(s->ctx, 33, 1 | 2 | 16, nullptr);    // SSL_CTRL_MODE: partial and moving writes
  // No renegotiation, compression, tickets; the end of a stream is what Go code sees.
  l.SSL_CTX_set_options(s->ctx, uint64_t{1} << 30 | 1 << 17 | 1 << 14 | 1 << 7);
  l.SSL_CTX_set_num_tickets(s->ctx, 0);
  if (ciphers.len > 0) l.SSL_CTX_set_cipher_list(s->ctx, CString(ciphers).c_str());
  l.SSL_CTX_set_cert_verify_callback(s->ctx, Verify, s);
  if (server) {
    l.SSL_CTX_set_client_hello_cb(s->ctx, Hello, s);
    l.SSL_CTX_set_alpn_select_cb(s->ctx, SelectProtocol, s);
  }
  if (keylog) l.SSL_CTX_set_keylog_callback(s->ctx, KeyLog);
  s->ssl = l.SSL_new(s->ctx);
  s->in = l.BIO_new(l.BIO_s_mem());
  s->out = l.BIO_new(l.BIO_s_mem());
  l.SSL_set_bio(s->ssl, s->in, s->out);
  l.SSL_set_ex_data(s->ssl, 0, s);
  if (groups.len > 0) l.SSL_ctrl(s->ssl, 92, 0, CString(groups).data());  // SSL_CTRL_SET_GROUPS_LIST
  if (server) {
    l.SSL_set_accept_state(s->ssl);
  } else {
    l.SSL_set_connect_state(s->ssl);
    l.SSL_set_verify(s->ssl, 1, nullptr);
  }
  l.ERR_clear_error();
  return {reinterpret_cast<uint64_t>(s), GoString()};
}

void Free(uint64_t handle) {
  Session* s = At(handle);
  if (s == nullptr) return;
  Lib().SSL_free(s->ssl);  // with the buffers
  Lib().SSL_CTX_free(s->ctx);
  delete s;
}

// protocols: each with its length before it. name: the server's name that a client asks for.
void Names(uint64_t handle, GoSlice protocols, GoString name) {
  const Library& l = Lib();
  Session* s = At(handle);
  if (s->server) {
    s->alpn = std::string(View(protocols));
    return;
  }
  if (protocols.len > 0) {
    l.SSL_set_alpn_protos(s->ssl, protocols.as<uint8_t>(), static_cast<unsigned>(protocols.len));
  }
  if (name.len > 0) l.SSL_ctrl(s->ssl, 55, 0, CString(name).data());  // SSL_CTRL_SET_TLSEXT_HOSTNAME
}

// Whether a server asks for a certificate (1) and needs one (2); the names of authorities, each with three bytes of
// length before it. A client says whether it wants to be asked.
void Ask(uint64_t handle, int64_t how, GoSlice authorities) {
  const Library& l = Lib();
  Session* s = At(handle);
  if (!s->server) {
    s->ask_certificate = true;
    l.SSL_set_cert_cb(s->ssl, AskCertificate, s);
    return;
  }
  if (how == 0) return;
  l.SSL_set_verify(s->ssl, how == 2 ? 1 | 2 : 1, nullptr);
  P stack = l.OPENSSL_sk_new_null();
  const uint8_t* p = authorities.as<uint8_t>();
  for (int64_t at = 0; at + 3 <= authorities.len;) {
    long n = p[at] << 16 | p[at + 1] << 8 | p[at + 2];
    at += 3;
    const uint8_t* name = p + at;
    at += n;
    if (at > authorities.len) break;
    if (P x = l.d2i_X509_NAME(nullptr, &name, n)) l.OPENSSL_sk_push(stack, x);
  }
  l.SSL_set0_CA_list(s->ssl, stack);
}

// The chain, each certificate with three bytes of length before it, and the key of the first one in PKCS #8. No
// certificates: none is given.
GoString Use(M* m, uint64_t handle, GoSlice chain, GoSlice key) {
  const Library& l = Lib();
  Session* s = At(handle);
  s->certificate_given = true;
  l.ERR_clear_error();
  if (chain.len == 0) return {};
  const uint8_t* p = chain.as<uint8_t>();
  bool ok = true, first = true;
  for (int64_t at = 0; ok && at + 3 <= chain.len;) {
    long n = p[at] << 16 | p[at + 1] << 8 | p[at + 2];
    at += 3;
    const uint8_t* der = p + at;
    at += n;
    P x = at <= chain.len ? l.d2i_X509(nullptr, &der, n) : nullptr;
    if (x == nullptr) {
      ok = false;
      break;
    }
    if (first) {
      ok = l.SSL_use_certificate(s->ssl, x) == 1;
    } else {
      ok = l.SSL_ctrl(s->ssl, 89, 1, x) == 1;  // SSL_CTRL_CHAIN_CERT, which counts its reference
    }
    l.X509_free(x);
    first = false;
  }
  if (ok) {
    const uint8_t* der = key.as<uint8_t>();
    P k = l.d2i_AutoPrivateKey(nullptr, &der, static_cast<long>(key.len));
    ok = k != nullptr && l.SSL_use_PrivateKey(s->ssl, k) == 1;
    if (k != nullptr) l.EVP_PKEY_free(k);
  }
  if (ok) return {};
  NoteError(s);
  return MakeString(m, s->problem.empty() ? "invalid certificate" : s->problem);
}

// What Go code has decided on the certificates: 0 or an alert.
void Verdict(uint64_t handle, int64_t alert) {
  int code = 0;
  switch (alert) {
    case 0: break;
    case 45: code = 10; break;  // certificate_expired: X509_V_ERR_CERT_HAS_EXPIRED
    case 48: code = 20; break;  // unknown_ca: X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY
    default: code = 28;         // bad_certificate: X509_V_ERR_CERT_REJECTED
  }
  At(handle)->verdict = code;
}

int64_t Handshake(uint64_t handle) {
  Session* s = At(handle);
  Lib().ERR_clear_error();
  return StatusOf(s, Lib().SSL_do_handshake(s->ssl));
}

std::tuple<int64_t, int64_t> Read(uint64_t handle, GoSlice b) {
  Session* s = At(handle);
  Lib().ERR_clear_error();
  int n = Lib().SSL_read(s->ssl, b.data, static_cast<int>(std::min<int64_t>(b.len, 1 << 20)));
  if (n > 0) return {n, kDone};
  return {0, StatusOf(s, n)};
}

std::tuple<int64_t, int64_t> Write(uint64_t handle, GoSlice b) {
  Session* s = At(handle);
  Lib().ERR_clear_error();
  int n = Lib().SSL_write(s->ssl, b.data, static_cast<int>(std::min<int64_t>(b.len, 1 << 20)));
  if (n > 0) return {n, kDone};
  return {0, StatusOf(s, n)};
}

void Shutdown(uint64_t handle) {
  Lib().SSL_shutdown(At(handle)->ssl);
  Lib().ERR_clear_error();
}

// Bytes from the network.
void Feed(uint64_t handle, GoSlice b) {
  if (b.len > 0) Lib().BIO_write(At(handle)->in, b.data, static_cast<int>(b.len));
}
// How many fed bytes were not taken yet.
int64_t Waiting(uint64_t handle) { return Lib().BIO_ctrl(At(handle)->in, 10, 0, nullptr); }
// All bytes for the network.
GoSlice Drain(M* m, uint64_t handle) {
  P out = At(handle)->out;
  long n = Lib().BIO_ctrl(out, 10, 0, nullptr);
  if (n <= 0) return {};
  std::string b(static_cast<size_t>(n), 0);
  int got = Lib().BIO_read(out, b.data(), static_cast<int>(n));
  b.resize(got > 0 ? static_cast<size_t>(got) : 0);
  return runtime::NewByteSlice(m, b);
}

std::tuple<GoString, int64_t> Problem(M* m, uint64_t handle) {
  Session* s = At(handle);
  return {MakeString(m, s->problem), s->reason};
}
// Version, cipher suite, the group's NID.
std::tuple<int64_t, int64_t, int64_t> State(uint64_t handle) {
  const Library& l = Lib();
  Session* s = At(handle);
  P cipher = l.SSL_get_current_cipher(s->ssl);
  return {l.SSL_version(s->ssl), cipher == nullptr ? 0 : l.SSL_CIPHER_get_protocol_id(cipher),
          l.SSL_ctrl(s->ssl, 134, 0, nullptr)};  // SSL_CTRL_GET_NEGOTIATED_GROUP
}
// The chosen protocol and the name that the client asked for.
std::tuple<GoString, GoString> Chosen(M* m, uint64_t handle) {
  const Library& l = Lib();
  Session* s = At(handle);
  const uint8_t* p = nullptr;
  unsigned n = 0;
  l.SSL_get0_alpn_selected(s->ssl, &p, &n);
  GoString protocol = MakeString(m, std::string_view(reinterpret_cast<const char*>(p), p == nullptr ? 0 : n));
  const char* name = l.SSL_get_servername(s->ssl, 0);
  return {protocol, MakeString(m, name == nullptr ? "" : name)};
}
GoSlice ClientHello(M* m, uint64_t handle) { return runtime::NewByteSlice(m, At(handle)->hello); }
GoSlice Chain(M* m, uint64_t handle) { return runtime::NewByteSlice(m, At(handle)->chain); }
// The names of authorities that a server trusts, each with three bytes of length before it.
GoSlice Authorities(M* m, uint64_t handle) {
  const Library& l = Lib();
  std::string out;
  P stack = l.SSL_get0_peer_CA_list(At(handle)->ssl);
  for (int i = 0; stack != nullptr && i < l.OPENSSL_sk_num(stack); i++) {
    P name = l.OPENSSL_sk_value(stack, i);
    int n = l.i2d_X509_NAME(name, nullptr);
    if (n <= 0) continue;
    std::string der(static_cast<size_t>(n), 0);
    auto* p = reinterpret_cast<uint8_t*>(der.data());
    l.i2d_X509_NAME(name, &p);
    Put(&out, der.size(), 3);
    out += der;
  }
  return runtime::NewByteSlice(m, out);
}
GoSlice TakeKeyLog(M* m, uint64_t handle) {
  std::string lines;
  std::swap(lines, At(handle)->keylog);
  return runtime::NewByteSlice(m, lines);
}
GoSlice Export(M* m, uint64_t handle, GoString label, GoSlice context, bool has_context, int64_t n) {
  std::string out(static_cast<size_t>(n), 0);
  int ok = Lib().SSL_export_keying_material(
      At(handle)->ssl, reinterpret_cast<uint8_t*>(out.data()), out.size(),
      static_cast<const char*>(label.data), static_cast<size_t>(label.len), context.as<uint8_t>(),
      static_cast<size_t>(context.len), has_context);
  Lib().ERR_clear_error();
  return ok == 1 ? runtime::NewByteSlice(m, out) : GoSlice{};
}

}  // namespace

MINIGO_NATIVES(crypto_tls, Native<&Open>("open"), Native<&Free>("free"), Native<&Names>("names"),
               Native<&Ask>("ask"), Native<&Use>("use"), Native<&Verdict>("verdict"),
               Native<&Handshake>("handshake"), Native<&Read>("read"), Native<&Write>("write"),
               Native<&Shutdown>("shutdown"), Native<&Feed>("feed"), Native<&Waiting>("waiting"),
               Native<&Drain>("drain"), Native<&Problem>("problem"), Native<&State>("state"),
               Native<&Chosen>("chosen"), Native<&ClientHello>("clientHello"),
               Native<&Chain>("chain"), Native<&Authorities>("authorities"),
               Native<&TakeKeyLog>("takeKeyLog"), Native<&Export>("export"))

}  // namespace minigo::stdlib
