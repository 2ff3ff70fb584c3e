#include "services/cli/csv/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/cli/temp_file.h"

namespace baophu::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Rows = std::vector<std::vector<std::string>>;

struct Result {
  absl::Status status;
  std::vector<std::string> header;
  Rows rows;
  std::vector<int64_t> numbers;
};

Result ReadPath(const std::string& path, CsvLimits limits = {}) {
  Result result;
  auto reader = CsvReader::Open(path, limits);
  if (!reader.ok()) {
    result.status = reader.status();
    return result;
  }
  result.header = (*reader)->header();
  std::vector<std::string_view> fields;
  while (true) {
    const absl::StatusOr<bool> found = (*reader)->Next(fields);
    result.status = found.status();
    if (!found.ok() || !*found) return result;
    result.rows.emplace_back(fields.begin(), fields.end());
    result.numbers.push_back((*reader)->row_number());
  }
}

Result ReadText(std::string_view text, CsvLimits limits = {}) {
  const TempFolder folder;
  return ReadPath(folder.Write("rows.csv", text), limits);
}

std::string Message(const Result& result) { return std::string(result.status.message()); }

TEST(CsvReader, ReadsHeaderAndRows) {
  const Result result = ReadText("a,b\n1,2\n3,\n");
  EXPECT_TRUE(result.status.ok()) << result.status;
  EXPECT_THAT(result.header, ElementsAre("a", "b"));
  EXPECT_EQ(result.rows, (Rows{{"1", "2"}, {"3", ""}}));
  EXPECT_THAT(result.numbers, ElementsAre(2, 3));
}

TEST(CsvReader, TheLastLineNeedsNoLineEnd) {
  EXPECT_EQ(ReadText("a,b\n1,2").rows, (Rows{{"1", "2"}}));
}

TEST(CsvReader, TakesAByteOrderMarkForNoPartOfTheHeader) {
  EXPECT_THAT(ReadText("\xef\xbb\xbf"
                       "a,b\n")
                  .header,
              ElementsAre("a", "b"));
}

TEST(CsvReader, CarriageReturnsDoNotChangeRowNumbers) {
  const Result result = ReadText("a,b\r\n1,2\r\n\r\n3,4\r\n");
  EXPECT_TRUE(result.status.ok()) << result.status;
  EXPECT_EQ(result.rows, (Rows{{"1", "2"}, {"3", "4"}}));
  EXPECT_THAT(result.numbers, ElementsAre(2, 4));
}

TEST(CsvReader, EmptyLinesArePassedOverButCounted) {
  const Result result = ReadText("a\n1\n\n\n2\n\n");
  EXPECT_EQ(result.rows, (Rows{{"1"}, {"2"}}));
  EXPECT_THAT(result.numbers, ElementsAre(2, 5));
}

TEST(CsvReader, QuotesMayHoldLineBreaksCommasAndQuotes) {
  const Result result = ReadText("a,b\n\"x\ny\",\"1,\"\"2\"\"\"\n3,4\n");
  EXPECT_TRUE(result.status.ok()) << result.status;
  EXPECT_EQ(result.rows, (Rows{{"x\ny", "1,\"2\""}, {"3", "4"}}));
  EXPECT_THAT(result.numbers, ElementsAre(2, 3));
}

TEST(CsvReader, SpacesBelongToTheField) {
  EXPECT_EQ(ReadText("a,b\n 1 ,2\t\n").rows, (Rows{{" 1 ", "2\t"}}));
}

TEST(CsvReader, NamesUtf16ByItsByteOrderMark) {
  using std::string_view_literals::operator""sv;
  const Result little = ReadText(
      "\xff\xfe"
      "a\0,\0b\0\n\0"sv);
  EXPECT_EQ(little.status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(Message(little), HasSubstr("is UTF-16 text"));
  EXPECT_THAT(Message(little), HasSubstr("iconv -f UTF-16 -t UTF-8"));
  EXPECT_THAT(Message(ReadText("\xfe\xff\0a\0,\0b\0\n"sv)), HasSubstr("is UTF-16 text"));
}

TEST(CsvReader, NamesUtf16WithoutAByteOrderMark) {
  using std::string_view_literals::operator""sv;
  EXPECT_THAT(Message(ReadText("c\0o\0d\0e\0,\0b\0\n\0"sv)), HasSubstr("iconv -f UTF-16LE"));
  EXPECT_THAT(Message(ReadText("\0c\0o\0d\0e\0,\0b\0\n"sv)), HasSubstr("iconv -f UTF-16BE"));
}

TEST(CsvReader, NamesLatin1WithThePlaceAndGivesTheRowsBefore) {
  const Result result = ReadText("a,b\n1,2\n3,Ph\xf3\n");
  EXPECT_EQ(result.rows, (Rows{{"1", "2"}}));
  EXPECT_EQ(result.status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(Message(result), HasSubstr("line 3, byte 13 (0xf3) is not UTF-8"));
  EXPECT_THAT(Message(result), HasSubstr("Latin-1"));
  EXPECT_THAT(Message(result), HasSubstr("iconv -f ISO-8859-1 -t UTF-8"));
}

TEST(CsvReader, NamesWindows1258WhereBytesAreOnlyThere) {
  EXPECT_THAT(Message(ReadText("a\nL\xea \x93quoted\x94\n")), HasSubstr("Windows-1258"));
}

TEST(CsvReader, TellsDamagedUtf8FromAnotherEncoding) {
  const Result result = ReadText("a\nPhường\nPh\xc6,\n");
  EXPECT_THAT(Message(result), HasSubstr("line 3"));
  EXPECT_THAT(Message(result), HasSubstr("damaged"));
}

TEST(CsvReader, RefusesOverlongFormsAndSurrogates) {
  EXPECT_FALSE(ReadText("a\n\xc0\xaf\n").status.ok());
  EXPECT_FALSE(ReadText("a\n\xe0\x80\xaf\n").status.ok());
  EXPECT_FALSE(ReadText("a\n\xed\xa0\x80\n").status.ok());
  EXPECT_FALSE(ReadText("a\n\xf4\x90\x80\x80\n").status.ok());
}

TEST(CsvReader, ACharacterCutOffByTheEndOfTheFileIsAFault) {
  EXPECT_THAT(Message(ReadText("a\n1\n\xe1\xbb")), HasSubstr("line 3, byte 5"));
}

TEST(CsvReader, CharactersMayLieAcrossBlocks) {
  // Every alignment of 3-byte characters against the reader's blocks.
  for (const std::string& shift : {"", "x", "xy"}) {
    std::string text = "a\n";
    Rows expected;
    for (int i = 0; i < 8000; ++i) {
      expected.push_back({(i == 0 ? shift : std::string()) + "ườngệệệ" + std::to_string(i)});
      text += expected.back()[0] + "\n";
    }
    const Result result = ReadText(text);
    EXPECT_TRUE(result.status.ok()) << result.status;
    EXPECT_EQ(result.rows, expected);
  }
}

TEST(CsvReader, AnEmptyFileIsAFaultAndAHeaderAloneIsNot) {
  EXPECT_THAT(Message(ReadText("")), HasSubstr("is empty"));
  EXPECT_THAT(Message(ReadText("\n\r\n")), HasSubstr("is empty"));
  const Result header = ReadText("a,b\n");
  EXPECT_TRUE(header.status.ok());
  EXPECT_TRUE(header.rows.empty());
}

TEST(CsvReader, AStrayQuoteIsAFaultAtItsRow) {
  const Result result = ReadText("a,b\n1,2\n3,x\"y\n5,6\n");
  EXPECT_EQ(result.rows, (Rows{{"1", "2"}}));
  EXPECT_THAT(Message(result), HasSubstr("row 3, field 2"));
  EXPECT_THAT(Message(ReadText("a\n\"x\"y\n")), HasSubstr("quotation mark in the wrong place"));
}

TEST(CsvReader, AQuoteThatNeverEndsIsAFault) {
  const Result result = ReadText("a,b\n1,2\n3,\"x\n5,6\n");
  EXPECT_EQ(result.rows, (Rows{{"1", "2"}}));
  EXPECT_THAT(Message(result), HasSubstr("row 3: begins a quotation that never ends"));
}

TEST(CsvReader, AVeryLongFieldIsRefusedBeforeItIsRead) {
  const TempFolder folder;
  const std::string path = folder.Write("rows.csv", "a,b\n1,2\n");
  // One line of 1 GiB without taking the space.
  std::filesystem::resize_file(path, int64_t{1} << 30);
  auto reader = CsvReader::Open(path);
  ASSERT_TRUE(reader.ok()) << reader.status();
  std::vector<std::string_view> fields;
  EXPECT_TRUE(*(*reader)->Next(fields));
  const absl::StatusOr<bool> found = (*reader)->Next(fields);
  EXPECT_THAT(std::string(found.status().message()),
              HasSubstr("row 3, field 1: is longer than 65536 bytes"));
  EXPECT_LT((*reader)->consumed_bytes(), 1 << 20);
}

TEST(CsvReader, AVeryLongRowIsRefused) {
  std::string text = "a,b\n1,2\n";
  for (int i = 0; i < 2000; ++i) text += std::string(1000, 'x') + ",";
  const Result result = ReadText(text);
  EXPECT_EQ(result.rows, (Rows{{"1", "2"}}));
  EXPECT_THAT(Message(result), HasSubstr("row 3: is longer than 1048576 bytes"));
  EXPECT_THAT(Message(ReadText("a\n" + std::string(3'000'000, ','))), HasSubstr("row 2"));
}

TEST(CsvReader, AFieldAtTheLimitIsTaken) {
  const std::string field(64 * 1024, 'x');
  EXPECT_EQ(ReadText("a\n" + field + "\n").rows, (Rows{{field}}));
  EXPECT_FALSE(ReadText("a\n" + field + "x\n").status.ok());
}

TEST(CsvReader, UnpacksGzipOfOneAndSeveralMembers) {
  EXPECT_EQ(ReadText(Gzip("a,b\n1,2\n")).rows, (Rows{{"1", "2"}}));
  EXPECT_EQ(ReadText(Gzip("a,b\n1,2\n") + Gzip("3,4\n")).rows, (Rows{{"1", "2"}, {"3", "4"}}));
}

TEST(CsvReader, NamesTruncatedGzipAndGivesTheRowsBefore) {
  std::string text = "a,b\n";
  uint32_t state = 1;
  for (int i = 0; i < 200'000; ++i) {
    state = state * 1664525 + 1013904223;
    text += std::to_string(i) + "," + std::to_string(state) + "\n";
  }
  const std::string packed = Gzip(text);
  const Result result = ReadText(packed.substr(0, packed.size() / 2));
  EXPECT_EQ(result.status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(Message(result), HasSubstr("gzip file that is cut off"));
  EXPECT_GT(result.rows.size(), 1000u);
  EXPECT_LT(result.rows.size(), 200'000u);
  // Only the trailer is missing: all rows, and still a fault.
  const Result trailer = ReadText(packed.substr(0, packed.size() - 4));
  EXPECT_EQ(trailer.rows.size(), 200'000u);
  EXPECT_THAT(Message(trailer), HasSubstr("cut off"));
}

TEST(CsvReader, NamesDamagedGzip) {
  std::string packed = Gzip("a,b\n1,2\n");
  packed[packed.size() - 6] ^= 1;  // The checksum.
  EXPECT_THAT(Message(ReadText(packed)), HasSubstr("damaged gzip"));
  EXPECT_THAT(Message(ReadText(Gzip("a\n1\n") + "rubbish")), HasSubstr("damaged gzip"));
}

TEST(CsvReader, NamesOtherFormats) {
  EXPECT_THAT(Message(ReadText("PK\x03\x04 rest")), HasSubstr("Excel workbook"));
  EXPECT_THAT(Message(ReadText("\x28\xb5\x2f\xfd rest")), HasSubstr("zstd"));
}

TEST(CsvReader, SaysWhyAFileCannotBeOpened) {
  const TempFolder folder;
  const Result missing = ReadPath(folder.path("none.csv"));
  EXPECT_EQ(missing.status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(Message(missing), HasSubstr("none.csv: cannot be read: No such file"));
  EXPECT_THAT(Message(ReadPath(folder.path("."))), HasSubstr("not a regular file"));
}

TEST(FileDigest, IsThatOfTheBytesOnDisk) {
  const TempFolder folder;
  EXPECT_EQ(*FileDigest(folder.Write("x", "abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace baophu::cli
