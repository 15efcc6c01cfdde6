// An example of embedding: a game whose monsters are goroutines of a script, and whose world is the host's. Built with minigo
// (interp/example), or on its own against an installed minigo:
//
//     find_package(minigo REQUIRED)
//     target_link_libraries(embed PRIVATE minigo::minigo)
#include <cstdio>
#include <map>
#include <mutex>
#include <string>

#include "minigo.h"

namespace {

// What a level designer writes. It runs in the engine's world, on its threads; `game` is the package below.
constexpr char kScript[] = R"(
package level

import (
	"fmt"
	"game"
	"sync"
)

type Monster struct {
	Name string
	HP   int
}

// Fight lets all monsters attack at the same time, and returns those that are left.
func Fight(monsters []Monster, rounds int) (left []Monster, err error) {
	if rounds < 1 {
		return nil, fmt.Errorf("%d rounds is no fight", rounds)
	}
	var wg sync.WaitGroup
	results := make(chan Monster, len(monsters))
	for _, m := range monsters {
		wg.Go(func() {
			for range rounds {
				m.HP -= game.Hit(m.Name)
			}
			results <- m
		})
	}
	wg.Wait()
	close(results)
	for m := range results {
		if m.HP > 0 {
			left = append(left, m)
		}
	}
	game.Each(left, func(name string) { fmt.Println(name, "survived") })
	return left, nil
}

func Crash(i int) int { return []int{1, 2, 3}[i] }
)";

}  // namespace

int main() {
  std::mutex mu;
  std::map<std::string, int> hits;  // guarded by mu: host functions run on several threads

  minigo::Options options;
  options.time_limit_ns = 10'000'000'000;
  options.memory_limit = 64 << 20;
  minigo::Engine engine(options);
  engine.Package("game")
      .Func("Hit", [&](const std::string& name) -> int64_t {
        std::lock_guard<std::mutex> lock(mu);
        hits[name]++;
        return name == "orc" ? 2 : 1;
      })
      .Source("func Each(monsters any, f func(name string))")
      .Func("Each", [](minigo::HostCall& call) {
        auto f = *call.args()[1].As<minigo::Function>();
        for (const minigo::Value& m : *call.args()[0].list()) f(*m["Name"].As<std::string>());
      });
  if (!engine.LoadText("level.go", kScript)) {
    std::fputs(engine.errors(true).c_str(), stderr);
    return 1;
  }

  using Fields = minigo::Value::Fields;
  minigo::Value::List monsters = {Fields{{"Name", "orc"}, {"HP", 10}}, Fields{{"Name", "troll"}, {"HP", 10}}};
  minigo::Result r = engine.Call("main.Fight", monsters, 5);
  if (!r) return 1;
  std::printf("left: %s after %d and %d hits\n", r.values[0].Text().c_str(), hits["orc"], hits["troll"]);

  r = engine.Call("main.Fight", monsters, 0);
  std::printf("error: %s\n", r.Get<minigo::Error>(1)->text().c_str());
  r = engine.Call("main.Fight", "goblin", 1);
  std::printf("refused: %s\n", r.text.c_str());
  r = engine.Call("main.Crash", 7);
  std::printf("%s\n", r.text.c_str());
  std::printf("still here: %lld\n", static_cast<long long>(*engine.Call("main.Crash", 0).Get<int64_t>()));
  return 0;
}
