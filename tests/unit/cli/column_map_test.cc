#include "services/cli/import/rows/column_map.h"

#include <baophu/contribution/v1/import_service.pb.h>
#include <baophu/participant/v1/import_service.pb.h>
#include <baophu/target/v1/import_service.pb.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/cli/import/rows/import_kind.h"

namespace baophu::cli {
namespace {

using participant::v1::MovementRow;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

ColumnMap Bind(const google::protobuf::Descriptor& row, const std::vector<std::string>& header) {
  auto map = ColumnMap::Bind(row, header, {});
  EXPECT_TRUE(map.ok()) << map.status();
  return *std::move(map);
}

std::string BindError(const std::vector<std::string>& header) {
  auto map = ColumnMap::Bind(*participant::v1::AreaRow::descriptor(), header,
                             FindImportKind("areas")->required_columns);
  EXPECT_EQ(map.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(map.status().message());
}

RowProblem Refusal(const google::protobuf::Descriptor& type, const std::string& column,
                   std::string_view text) {
  ColumnMap map = Bind(type, {column});
  const std::unique_ptr<google::protobuf::Message> row(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New());
  RowProblem problem;
  EXPECT_FALSE(map.Fill({text}, *row, problem)) << text;
  return problem;
}

TEST(ColumnMap, FillsEveryTypeOfField) {
  ColumnMap map =
      Bind(*MovementRow::descriptor(), {"movement_id", "kind", "schemes", "recorded_time", "area"});
  MovementRow row;
  RowProblem problem;
  ASSERT_TRUE(map.Fill({"HPJ00000001", "PAID_THROUGH", "SOCIAL_COMPULSORY+HEALTH+UNEMPLOYMENT",
                        "2022-01-05T07:30:00.25+07:00", ""},
                       row, problem));
  EXPECT_EQ(row.movement_id(), "HPJ00000001");
  EXPECT_EQ(row.kind(), participant::v1::MOVEMENT_KIND_PAID_THROUGH);
  EXPECT_THAT(row.schemes(), ElementsAre(type::v1::SCHEME_SOCIAL_COMPULSORY,
                                         type::v1::SCHEME_HEALTH, type::v1::SCHEME_UNEMPLOYMENT));
  EXPECT_EQ(row.recorded_time().seconds(), 1641342600);
  EXPECT_EQ(row.recorded_time().nanos(), 250'000'000);
  EXPECT_EQ(row.area(), "");
}

TEST(ColumnMap, FillsWholeNumbers) {
  ColumnMap payments = Bind(*contribution::v1::PaymentRow::descriptor(), {"amount_vnd"});
  contribution::v1::PaymentRow payment;
  RowProblem problem;
  ASSERT_TRUE(payments.Fill({"-9223372036854775808"}, payment, problem));
  EXPECT_EQ(payment.amount_vnd(), INT64_MIN);
  ColumnMap plans = Bind(*target::v1::PlanRow::descriptor(), {"year"});
  target::v1::PlanRow plan;
  ASSERT_TRUE(plans.Fill({"2024"}, plan, problem));
  EXPECT_EQ(plan.year(), 2024);
}

TEST(ColumnMap, RefusesWhatIsNoWholeNumber) {
  for (const char* text : {"1.000", "1,5", "12a", " 7", "+7", "9223372036854775808", "1e6"}) {
    const RowProblem problem =
        Refusal(*contribution::v1::PaymentRow::descriptor(), "amount_vnd", text);
    EXPECT_EQ(problem.field, "amount_vnd");
    EXPECT_EQ(problem.reason, "INVALID_FIELD");
  }
  EXPECT_EQ(Refusal(*target::v1::PlanRow::descriptor(), "year", "2147483648").field, "year");
}

TEST(ColumnMap, RefusesUnknownCodesAndNamesTheKnownOnes) {
  EXPECT_THAT(Refusal(*MovementRow::descriptor(), "kind", "join").remedy,
              HasSubstr("JOIN, LEAVE, TRANSFER"));
  EXPECT_THAT(Refusal(*MovementRow::descriptor(), "kind", "MOVEMENT_KIND_JOIN").remedy,
              HasSubstr("JOIN"));
  EXPECT_EQ(Refusal(*MovementRow::descriptor(), "kind", "UNSPECIFIED").field, "kind");
  EXPECT_EQ(Refusal(*MovementRow::descriptor(), "schemes", "HEALTH+").field, "schemes");
  EXPECT_EQ(Refusal(*MovementRow::descriptor(), "schemes", "HEALTH,ANY").field, "schemes");
}

TEST(ColumnMap, ReadsTextsThatAreJoined) {
  ColumnMap map = Bind(*contribution::v1::SelfPaymentRow::descriptor(), {"members"});
  RowProblem problem;
  contribution::v1::SelfPaymentRow none, one, two;
  ASSERT_TRUE(map.Fill({""}, none, problem));
  EXPECT_EQ(none.members_size(), 0);
  ASSERT_TRUE(map.Fill({"3199000004"}, one, problem));
  EXPECT_EQ(one.members_size(), 1);
  ASSERT_TRUE(map.Fill({"3199000004+3199000005"}, two, problem));
  ASSERT_EQ(two.members_size(), 2);
  EXPECT_EQ(two.members(1), "3199000005");
}

TEST(ColumnMap, RefusesWhatIsNoTime) {
  for (const char* text : {"2022-01-05", "2022-13-05T00:00:00Z", "infinite-future",
                           "2022-02-29T00:00:00Z", "05/01/2022"}) {
    EXPECT_EQ(Refusal(*MovementRow::descriptor(), "recorded_time", text).field, "recorded_time");
  }
}

TEST(ColumnMap, AWrongTimeIsNotRememberedForTheNextRow) {
  ColumnMap map = Bind(*MovementRow::descriptor(), {"recorded_time"});
  RowProblem problem;
  for (int round = 0; round < 2; ++round) {
    MovementRow wrong, right;
    EXPECT_FALSE(map.Fill({"yesterday"}, wrong, problem));
    EXPECT_TRUE(map.Fill({"2022-01-05T00:00:00Z"}, right, problem));
    EXPECT_EQ(right.recorded_time().seconds(), 1641340800);
  }
}

TEST(ColumnMap, RefusesARowOfAnotherWidth) {
  ColumnMap map = Bind(*participant::v1::AreaRow::descriptor(), {"code", "name"});
  participant::v1::AreaRow row;
  RowProblem problem;
  EXPECT_FALSE(map.Fill({"31"}, row, problem));
  EXPECT_EQ(problem.reason, "COLUMN_COUNT");
  EXPECT_EQ(problem.problem, "has 1 columns where the header has 2");
  EXPECT_FALSE(map.Fill({"31", "x", "y"}, row, problem));
}

TEST(ColumnMap, NamesTheColumnThatIsWrong) {
  EXPECT_THAT(BindError({"code", "level", "title", "valid_from"}),
              HasSubstr("column 3 (\"title\") is not known"));
  EXPECT_THAT(BindError({"code", "level", "title", "valid_from"}), HasSubstr("parent_code"));
  EXPECT_THAT(BindError({"code", "level", "name", "code", "valid_from"}),
              HasSubstr("code comes twice, as columns 1 and 4"));
  EXPECT_THAT(BindError({"code", "level", "name"}), HasSubstr("the column valid_from is missing"));
  EXPECT_THAT(BindError({"code;level;name"}), HasSubstr("separate columns by commas"));
  EXPECT_THAT(BindError({"Code", "level", "name", "valid_from"}), HasSubstr("\"Code\""));
}

TEST(ColumnMap, OfAlternativesOneIsEnough) {
  const std::vector<std::string>& required = FindImportKind("people")->required_columns;
  const auto& row = *participant::v1::PersonRow::descriptor();
  EXPECT_TRUE(
      ColumnMap::Bind(row, {"citizen_number", "full_name", "birth_date", "sex"}, required).ok());
  EXPECT_THAT(
      std::string(
          ColumnMap::Bind(row, {"full_name", "birth_date", "sex"}, required).status().message()),
      HasSubstr("none of the columns insurance_number, citizen_number"));
}

TEST(ImportKinds, RequiredColumnsAreFieldsOfTheRows) {
  const google::protobuf::DescriptorPool& pool =
      *google::protobuf::DescriptorPool::generated_pool();
  // Links the three services in, so that the pool knows them.
  participant::v1::ImportChunk::descriptor();
  contribution::v1::ImportChunk::descriptor();
  target::v1::ImportChunk::descriptor();
  for (const ImportKind& kind : ImportKinds()) {
    const auto* chunk = pool.FindMessageTypeByName(std::string("baophu.") +
                                                   ServiceName(kind.service) + ".v1.ImportChunk");
    ASSERT_NE(chunk, nullptr);
    const auto* rows = chunk->FindFieldByName(kind.name);
    ASSERT_NE(rows, nullptr) << kind.name;
    const auto& row = *rows->message_type()->FindFieldByName("rows")->message_type();
    std::vector<std::string> header;
    for (int i = 0; i < row.field_count(); ++i) header.push_back(row.field(i)->name());
    EXPECT_TRUE(ColumnMap::Bind(row, header, kind.required_columns).ok()) << kind.name;
  }
}

}  // namespace
}  // namespace baophu::cli
