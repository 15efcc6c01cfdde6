// Maps: hash tables with Go's iteration rules (random start; entries removed during an iteration are not
// produced, entries added may be).
#pragma once

#include "runtime/alg.h"

namespace minigo::runtime {

struct M;
struct Map;  // what a map value points to; nullptr is the nil map

// Concurrent misuse, found by a flag as Go does: the caller raises the fatal error.
enum class MapFault : uint8_t {
  kNone,
  kNilMap,           // panic: assignment to entry in nil map
  kUnhashable,       // panic: runtime error: hash of unhashable type …  (see AlgError)
  kConcurrentWrites,  // fatal error: concurrent map writes
  kConcurrentRead,    // fatal error: concurrent map read and map write
  kConcurrentIter,    // fatal error: concurrent map iteration and map write
};
struct MapStatus {
  MapFault fault = MapFault::kNone;
  const Type* uncomparable = nullptr;
};

Map* MapMake(M* m, const MapType* t, int64_t hint);
int64_t MapLen(const Map* map);
// The element of `key` (both in memory form), or nullptr. The address is valid until the next write.
void* MapGet(M* m, const MapType* t, Map* map, const void* key, MapStatus* st);
// The address to which the element of `key` is to be written; made (zeroed) if absent.
void* MapAssign(M* m, const MapType* t, Map* map, const void* key, MapStatus* st);
void MapDelete(M* m, const MapType* t, Map* map, const void* key, MapStatus* st);
void MapClear(M* m, const MapType* t, Map* map, MapStatus* st);
Map* MapClone(M* m, const MapType* t, Map* map);

// Fast forms for common keys: 8-byte integers and pointers, 4-byte integers, strings.
void* MapGet64(M* m, const MapType* t, Map* map, uint64_t key, MapStatus* st);
void* MapAssign64(M* m, const MapType* t, Map* map, uint64_t key, MapStatus* st);
void* MapGet32(M* m, const MapType* t, Map* map, uint32_t key, MapStatus* st);
void* MapAssign32(M* m, const MapType* t, Map* map, uint32_t key, MapStatus* st);
void* MapGetStr(M* m, const MapType* t, Map* map, GoString key, MapStatus* st);
void* MapAssignStr(M* m, const MapType* t, Map* map, GoString key, MapStatus* st);

// An iteration in progress. Lives in 8 slots of a frame (or in a heap object of reflect's): plain words,
// the pointers among them found by the conservative scan.
struct MapIter {
  const void* key;  // of the current entry, valid until the next write; nullptr: the iteration is over
  void* elem;
  Map* map;
  const MapType* type;
  uint64_t state[4];
};
static_assert(sizeof(MapIter) == 64);

void MapIterInit(M* m, const MapType* t, Map* map, MapIter* it);  // map may be nullptr
void MapIterNext(M* m, MapIter* it, MapStatus* st);               // to the first or next entry

}  // namespace minigo::runtime
