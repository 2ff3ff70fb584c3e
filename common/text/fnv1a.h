#ifndef BAOPHU_COMMON_TEXT_FNV1A_H_
#define BAOPHU_COMMON_TEXT_FNV1A_H_

#include <cstdint>
#include <string_view>

namespace baophu {

// FNV-1a, 64 bits: tells one content of ours from another, the same in every
// process and version. It resists nobody who wants two contents to be alike. A
// value type.
class Fnv1a {
 public:
  void Add(uint64_t value) { hash_ = (hash_ ^ value) * 1099511628211ULL; }
  void AddText(std::string_view text) {
    for (const char c : text) Add(static_cast<unsigned char>(c));
  }

  uint64_t hash() const { return hash_; }

 private:
  uint64_t hash_ = 14695981039346656037ULL;
};

}  // namespace baophu

#endif  // BAOPHU_COMMON_TEXT_FNV1A_H_
