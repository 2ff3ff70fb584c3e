#include "services/target/report_cache/stored_report.h"

#include <cstring>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace baophu::target {
namespace {

constexpr std::string_view kMagic = "BPR2";
constexpr size_t kNumbers = 5;  // Two lengths and three revisions.
constexpr size_t kHashBytes = 16;
constexpr size_t kHeadBytes = kMagic.size() + kNumbers * sizeof(int64_t);

void AppendNumber(std::string& out, int64_t number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  out.append(bytes, sizeof bytes);
}

int64_t NumberAt(std::string_view value, size_t index) {
  int64_t number = 0;
  std::memcpy(&number, value.data() + kMagic.size() + index * sizeof number, sizeof number);
  return number;
}

std::string HashOf(const KeyRing& keys, std::string_view name, std::string_view head,
                   std::string_view bytes) {
  std::string all;
  all.reserve(name.size() + 1 + head.size() + bytes.size());
  all.append(name).append(1, '\0').append(head).append(bytes);
  const KeyedHash hash = keys.Hash(all);
  std::string text;
  AppendNumber(text, hash.high);
  AppendNumber(text, hash.low);
  return text;
}

}  // namespace

std::string EncodeReport(const KeyRing& keys, std::string_view name, const StoredReport& report) {
  const std::string codes =
      absl::StrJoin(report.predecessors, " ",
                    [](std::string* out, const AreaCode& code) { out->append(code.text()); });
  std::string content = codes;
  content.append(reinterpret_cast<const char*>(report.bytes.begin()), report.bytes.size());
  std::string value(kMagic);
  AppendNumber(value, static_cast<int64_t>(content.size()));
  AppendNumber(value, static_cast<int64_t>(codes.size()));
  for (const int64_t revision : report.revisions.of) AppendNumber(value, revision);
  value += HashOf(keys, name, value, content);
  value += content;
  return value;
}

std::optional<StoredReport> DecodeReport(const KeyRing& keys, std::string_view name,
                                         std::string_view value) {
  if (value.size() < kHeadBytes + kHashBytes || value.substr(0, kMagic.size()) != kMagic) {
    return std::nullopt;
  }
  const std::string_view content = value.substr(kHeadBytes + kHashBytes);
  const bool checks = NumberAt(value, 0) == static_cast<int64_t>(content.size()) &&
                      value.substr(kHeadBytes, kHashBytes) ==
                          HashOf(keys, name, value.substr(0, kHeadBytes), content);
  if (!checks) return std::nullopt;
  StoredReport report;
  // What the hash vouches for was written by EncodeReport.
  const std::string_view codes = content.substr(0, static_cast<size_t>(NumberAt(value, 1)));
  for (const absl::string_view code :
       absl::StrSplit(absl::string_view(codes.data(), codes.size()), ' ', absl::SkipEmpty())) {
    report.predecessors.push_back(
        AreaCode::FromTrusted(std::string_view(code.data(), code.size())));
  }
  const std::string_view bytes = content.substr(codes.size());
  for (size_t i = 0; i < report.revisions.of.size(); ++i) {
    report.revisions.of[i] = NumberAt(value, i + 2);
  }
  report.bytes = grpc::Slice(bytes.data(), bytes.size());
  return report;
}

}  // namespace baophu::target
