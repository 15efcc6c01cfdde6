// This file implements the natives of net: names and interfaces, as the C library knows them.
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netpacket/packet.h>
#include <resolv.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <bit>
#include <cstring>
#include <string>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

using runtime::BlockingRegion;

enum LookupCode : int64_t { kOk, kNotFound, kTryAgain, kFailed };

int64_t CodeOf(int gai) {
  switch (gai) {
    case 0: return kOk;
    case EAI_NONAME:
    case EAI_NODATA: return kNotFound;
    case EAI_AGAIN: return kTryAgain;
    default: return kFailed;
  }
}

// The text of sa without its port; empty if it is no address.
std::string AddrText(const sockaddr* sa) {
  char buf[INET6_ADDRSTRLEN + 1 + IF_NAMESIZE];
  if (sa->sa_family == AF_INET) {
    if (inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(sa)->sin_addr, buf, sizeof buf) != nullptr) return buf;
  } else if (sa->sa_family == AF_INET6) {
    const auto* in6 = reinterpret_cast<const sockaddr_in6*>(sa);
    if (inet_ntop(AF_INET6, &in6->sin6_addr, buf, sizeof buf) != nullptr) {
      std::string text = buf;
      char name[IF_NAMESIZE];
      if (in6->sin6_scope_id != 0 && if_indextoname(in6->sin6_scope_id, name) != nullptr) text += std::string("%") + name;
      return text;
    }
  }
  return "";
}

std::tuple<GoString, int64_t, GoString> LookupAddrs(M* m, GoString host) {
  std::string name = CString(host), text;
  int result;
  {
    BlockingRegion blocking(m);
    addrinfo hints = {};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    result = getaddrinfo(name.c_str(), nullptr, &hints, &list);
    if (result == 0) {
      for (addrinfo* a = list; a != nullptr; a = a->ai_next) text += AddrText(a->ai_addr) + "\n";
      freeaddrinfo(list);
    }
  }
  GoString addrs = MakeString(m, text);
  return {addrs, CodeOf(result), MakeString(m, result == 0 ? "" : gai_strerror(result))};
}

std::tuple<GoString, int64_t, GoString> LookupName(M* m, GoString addr) {
  std::string text = CString(addr);
  char name[NI_MAXHOST] = "";
  int result;
  {
    BlockingRegion blocking(m);
    addrinfo hints = {};
    hints.ai_flags = AI_NUMERICHOST;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    result = getaddrinfo(text.c_str(), nullptr, &hints, &list);
    if (result == 0) {
      result = getnameinfo(list->ai_addr, list->ai_addrlen, name, sizeof name, nullptr, 0, NI_NAMEREQD);
      freeaddrinfo(list);
    }
  }
  GoString found = MakeString(m, name);
  return {found, CodeOf(result), MakeString(m, result == 0 ? "" : gai_strerror(result))};
}

std::tuple<GoString, int64_t, GoString> LookupRecords(M* m, GoString host, int64_t kind) {
  std::string name = CString(host), text;
  int64_t code = kOk;
  {
    BlockingRegion blocking(m);
    struct __res_state state = {};
    if (res_ninit(&state) != 0) {
      code = kFailed;
    } else {
      std::string answer(65536, '\0');
      auto* bytes = reinterpret_cast<unsigned char*>(answer.data());
      int n = res_nsearch(&state, name.c_str(), ns_c_in, static_cast<int>(kind), bytes, static_cast<int>(answer.size()));
      if (n < 0) {
        code = state.res_h_errno == HOST_NOT_FOUND || state.res_h_errno == NO_DATA ? kNotFound : kTryAgain;
      }
      ns_msg msg;
      if (n >= 0 && ns_initparse(bytes, n, &msg) == 0) {
        auto domain = [&](const unsigned char* at) {
          char buf[NS_MAXDNAME];
          if (dn_expand(ns_msg_base(msg), ns_msg_end(msg), at, buf, sizeof buf) < 0) return std::string();
          std::string s = buf;
          return s.empty() || s.back() != '.' ? s + "." : s;
        };
        for (int i = 0; i < ns_msg_count(msg, ns_s_an); i++) {
          ns_rr rr;
          if (ns_parserr(&msg, ns_s_an, i, &rr) != 0 || ns_rr_type(rr) != kind) continue;
          const unsigned char* data = ns_rr_rdata(rr);
          int size = ns_rr_rdlen(rr);
          std::string line;
          switch (kind) {
            case ns_t_mx:
              if (size >= 3) line = std::to_string(ns_get16(data)) + "\t" + domain(data + 2);
              break;
            case ns_t_srv:
              if (size >= 7) {
                line = std::to_string(ns_get16(data)) + "\t" + std::to_string(ns_get16(data + 2)) + "\t" +
                       std::to_string(ns_get16(data + 4)) + "\t" + domain(data + 6);
              }
              break;
            case ns_t_txt:
              for (int at = 0; at < size; at += 1 + data[at]) {
                int len = std::min<int>(data[at], size - at - 1);
                line.append(reinterpret_cast<const char*>(data + at + 1), static_cast<size_t>(len));
              }
              break;
            default: line = domain(data);
          }
          text += line + "\n";
        }
      }
      res_nclose(&state);
    }
  }
  if (code == kOk && text.empty()) code = kNotFound;
  GoString lines = MakeString(m, text);
  return {lines, code, MakeString(m, code == kOk ? "" : "server misbehaving")};
}

int64_t LookupService(M* m, GoString network, GoString service) {
  std::string net = CString(network), name = CString(service);
  BlockingRegion blocking(m);
  servent entry;
  servent* found = nullptr;
  char buf[4096];
  const char* protocol = net.empty() ? nullptr : net.c_str();
  if (getservbyname_r(name.c_str(), protocol, &entry, buf, sizeof buf, &found) == 0 && found != nullptr) {
    return ntohs(static_cast<uint16_t>(found->s_port));
  }
  // Those that must work without the system's list.
  static constexpr struct {
    const char* name;
    int port;
  } kKnown[] = {{"domain", 53}, {"ftp", 21}, {"ftps", 990}, {"gopher", 70}, {"http", 80}, {"https", 443}, {"imap2", 143},
                {"imap3", 220}, {"imaps", 993}, {"pop3", 110}, {"pop3s", 995}, {"smtp", 25}, {"submissions", 465},
                {"ssh", 22}, {"telnet", 23}};
  for (const auto& k : kKnown) {
    if (name == k.name && (net != "udp" || k.port == 53)) return k.port;
  }
  return -1;
}

GoString Interfaces(M* m) {
  ifaddrs* list = nullptr;
  if (getifaddrs(&list) != 0) return GoString();
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  std::string text;
  for (ifaddrs* a = list; a != nullptr; a = a->ifa_next) {
    if (a->ifa_addr == nullptr) continue;
    unsigned index = if_nametoindex(a->ifa_name);
    if (a->ifa_addr->sa_family == AF_PACKET) {
      ifreq req = {};
      std::strncpy(req.ifr_name, a->ifa_name, IFNAMSIZ - 1);
      int mtu = fd >= 0 && ioctl(fd, SIOCGIFMTU, &req) == 0 ? req.ifr_mtu : 0;
      unsigned flags = 0, f = a->ifa_flags;
      const unsigned bits[] = {IFF_UP, IFF_BROADCAST, IFF_LOOPBACK, IFF_POINTOPOINT, IFF_MULTICAST, IFF_RUNNING};
      for (unsigned i = 0; i < 6; i++) flags |= (f & bits[i]) != 0 ? 1u << i : 0;
      const auto* ll = reinterpret_cast<const sockaddr_ll*>(a->ifa_addr);
      std::string mac;
      for (int i = 0; i < ll->sll_halen && i < 8; i++) {
        char buf[4];
        std::snprintf(buf, sizeof buf, "%s%02x", i > 0 ? ":" : "", ll->sll_addr[i]);
        mac += buf;
      }
      text += "i " + std::to_string(index) + " " + std::to_string(mtu) + " " + std::to_string(flags) + " " + a->ifa_name + " " +
              mac + "\n";
      continue;
    }
    std::string addr = AddrText(a->ifa_addr);
    if (addr.empty() || a->ifa_netmask == nullptr) continue;
    addr.resize(std::min(addr.find('%'), addr.size()));
    int bits = 0;
    if (a->ifa_addr->sa_family == AF_INET) {
      bits = std::popcount(reinterpret_cast<const sockaddr_in*>(a->ifa_netmask)->sin_addr.s_addr);
    } else {
      for (uint8_t b : reinterpret_cast<const sockaddr_in6*>(a->ifa_netmask)->sin6_addr.s6_addr) bits += std::popcount(b);
    }
    text += "a " + std::to_string(index) + " " + addr + " " + std::to_string(bits) + "\n";
  }
  if (fd >= 0) close(fd);
  freeifaddrs(list);
  return MakeString(m, text);
}

}  // namespace

MINIGO_NATIVES(net, Native<&LookupAddrs>("lookupAddrs"), Native<&LookupName>("lookupName"),
               Native<&LookupRecords>("lookupRecords"), Native<&LookupService>("lookupService"),
               Native<&Interfaces>("interfaces"))

}  // namespace minigo::stdlib
