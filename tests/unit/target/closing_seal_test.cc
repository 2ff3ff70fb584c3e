#include "services/target/closing/closing_seal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "absl/strings/str_cat.h"

namespace baophu::target {
namespace {

using testing::HasSubstr;
using testing::Optional;

const SigningKey& Key() {
  static const SigningKey key(SigningKey::Seed{7});
  return key;
}

ReportDigest Digest(const char* area, const std::string& bytes) {
  return {AreaCode::FromTrusted(area), Sha256Hex(bytes)};
}

// A link whose stored digests are those of its reports.
ClosingLink LinkOf(const ClosingEntry& entry, std::string_view previous_hash,
                   const std::vector<ReportDigest>& reports) {
  return {entry, Seal(entry, previous_hash, reports, Key()), static_cast<int64_t>(reports.size()),
          reports, reports};
}

ClosingEntry Entry(int64_t id, const char* month) {
  ClosingEntry entry;
  entry.entry_id = id;
  entry.closing_id = id;
  entry.month = *Month::Parse(month);
  entry.revisions = {{757, 4276, 2}};
  entry.recorded_us = 1732651733000000;
  entry.note = "Quý";
  return entry;
}

std::optional<std::string> FirstOff(const std::vector<ClosingLink>& chain) {
  int64_t id = 0;
  std::string hash(kNoHash);
  for (const ClosingLink& link : chain) {
    if (auto off = WhatIsOff(link, id, hash, Key()); off.has_value()) return off;
    id = link.entry.entry_id;
    hash = link.seal.hash;
  }
  return std::nullopt;
}

TEST(ClosingSeal, TheTextIsTheOneThatIsPublished) {
  ClosingEntry entry = Entry(3, "2023-08");
  entry.replaces_id = 1;
  const std::string digest(64, 'a');
  EXPECT_EQ(SealedText(entry, kNoHash, {{AreaCode::FromTrusted("31"), digest}}),
            absl::StrCat("baophu closing entry 1\nentry 3\nkind CLOSE\nclosing 3\nreplaces 1\n"
                         "month 2023-08\nrevisions participant 757 contribution 4276 target 2\n"
                         "recorded_us 1732651733000000\nnote 4 Quý\nprevious ",
                         std::string(64, '0'), "\nreports 1\n31 ", digest, "\n"));
}

TEST(ClosingSeal, ANoteCannotStandForLinesAfterIt) {
  ClosingEntry plain = Entry(1, "2023-08");
  ClosingEntry forged = plain;
  forged.note = absl::StrCat(plain.note, "\nprevious ", std::string(64, '0'));
  EXPECT_NE(SealedText(plain, kNoHash, {}), SealedText(forged, kNoHash, {}));
  EXPECT_THAT(SealedText(forged, kNoHash, {}), HasSubstr("note 78 "));
}

class RandomChain {
 public:
  explicit RandomChain(uint32_t seed) : random_(seed) {}

  std::vector<ClosingLink> Make() {
    std::vector<ClosingLink> chain;
    const int64_t length = Number(1, 6);
    for (int64_t id = 1; id <= length; ++id) {
      ClosingEntry entry = Entry(id, "2023-08");
      entry.month = entry.month + static_cast<int32_t>(Number(0, 30));
      entry.kind = Number(0, 3) == 0 ? ClosingEntryKind::kReopen : ClosingEntryKind::kClose;
      entry.closing_id = Number(1, id);
      entry.replaces_id = Number(0, id);
      for (int64_t& revision : entry.revisions.of) revision = Number(0, 1'000'000);
      entry.recorded_us += Number(0, 1'000'000'000);
      entry.note = std::string(static_cast<size_t>(Number(0, 20)), 'n');
      std::vector<ReportDigest> reports;
      const int64_t count = Number(0, 5);
      for (int64_t i = 0; i < count; ++i) {
        reports.push_back(Digest(absl::StrCat(101 + i).c_str(), absl::StrCat(Number(0, 99))));
      }
      chain.push_back(LinkOf(entry, chain.empty() ? kNoHash : chain.back().seal.hash, reports));
    }
    return chain;
  }

  int64_t Number(int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(random_);
  }

  // Changes one digit or letter; the text must not be empty.
  void ChangeByte(std::string& text) {
    char& byte = text[static_cast<size_t>(Number(0, static_cast<int64_t>(text.size()) - 1))];
    byte = static_cast<char>(byte ^ (1 << Number(0, 6)));
  }

  // Changes one thing that is stored; false when there was nothing of the kind.
  bool Tamper(std::vector<ClosingLink>& chain) {
    const size_t at = static_cast<size_t>(Number(0, static_cast<int64_t>(chain.size()) - 1));
    ClosingLink& link = chain[at];
    switch (Number(0, 14)) {
      case 0:
        ++link.entry.entry_id;
        return true;
      case 1:
        link.entry.kind = static_cast<ClosingEntryKind>(
            (static_cast<int>(link.entry.kind) + static_cast<int>(Number(1, 5))) % 7);
        return true;
      case 2:
        link.entry.month = link.entry.month + 1;
        return true;
      case 3:
        ++link.entry.closing_id;
        return true;
      case 4:
        --link.entry.replaces_id;
        return true;
      case 5:
        ++link.entry.revisions.of[static_cast<size_t>(Number(0, 2))];
        return true;
      case 6:
        link.entry.recorded_us ^= int64_t{1} << Number(0, 40);
        return true;
      case 7:
        if (link.entry.note.empty()) return false;
        ChangeByte(link.entry.note);
        return true;
      case 8:
        ChangeByte(link.seal.previous_hash);
        return true;
      case 9:
        ChangeByte(link.seal.hash);
        return true;
      case 10:
        ChangeByte(link.seal.signature);
        return true;
      case 11:
        ChangeByte(link.seal.key_id);
        return true;
      case 12:
        if (link.reports.empty()) return false;
        // The bytes were changed: their digest is another one.
        link.reports.back().sha256 = Sha256Hex(absl::StrCat("x", Number(0, 9)));
        // Whoever changes bytes may also write the digest beside them.
        if (Number(0, 1) == 1) link.stated = link.reports;
        return true;
      case 13:
        if (link.reports.empty()) return false;
        link.reports.pop_back();
        if (Number(0, 1) == 1) {
          link.stated = link.reports;
          --link.report_count;
        }
        return true;
      default:
        // An entry is taken out, but not the last: that only a hash that was kept
        // elsewhere can tell.
        if (at + 1 == chain.size()) return false;
        chain.erase(chain.begin() + static_cast<std::ptrdiff_t>(at));
        return true;
    }
  }

 private:
  std::mt19937 random_;
};

TEST(ClosingSeal, AnyChangeIsFound) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  RandomChain random(seed);
  int tampered_count = 0;
  for (int i = 0; i < 1000; ++i) {
    std::vector<ClosingLink> chain = random.Make();
    ASSERT_EQ(FirstOff(chain), std::nullopt);
    if (!random.Tamper(chain)) continue;
    ++tampered_count;
    ASSERT_NE(FirstOff(chain), std::nullopt) << "chain " << i;
  }
  EXPECT_GT(tampered_count, 500);
}

TEST(ClosingSeal, WhoHasNoKeyCannotSealAnew) {
  const std::vector<ReportDigest> reports = {Digest("31", "a")};
  ClosingLink link = LinkOf(Entry(1, "2023-08"), kNoHash, reports);
  link.entry.note = "forged";
  link.seal = Seal(link.entry, kNoHash, reports, SigningKey(SigningKey::Seed{8}));
  EXPECT_THAT(FirstOff({link}), Optional(HasSubstr("is signed by key")));
  link.seal.key_id = Key().id();
  EXPECT_THAT(FirstOff({link}), Optional(HasSubstr("its signature is not that of its hash")));
}

TEST(ClosingSeal, NamesTheFirstThatIsOff) {
  std::vector<ClosingLink> chain;
  for (int64_t id = 1; id <= 3; ++id) {
    chain.push_back(LinkOf(Entry(id, "2023-08"), chain.empty() ? kNoHash : chain.back().seal.hash,
                           {Digest("303", "a"), Digest("31", "b")}));
  }
  chain[1].reports[1] = Digest("31", "c");
  chain[2].entry.note = "changed";
  EXPECT_THAT(FirstOff(chain), Optional(HasSubstr("entry 2 of 2023-08: the report of area 31")));
  chain.erase(chain.begin());
  EXPECT_THAT(FirstOff(chain), Optional(std::string("entry 1 is missing")));
}

}  // namespace
}  // namespace baophu::target
