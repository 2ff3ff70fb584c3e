#include "services/gateway/json/json_codec.h"

#include <gmock/gmock.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include "baophu/target/v1/coverage_report_service.pb.h"
#include "baophu/target/v1/plan_service.pb.h"
#include "common/status/fault.h"
#include "services/gateway/json/json_syntax.h"

namespace baophu::gateway {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string Write(const google::protobuf::Message& message) {
  const std::string bytes = message.SerializeAsString();
  google::protobuf::io::ArrayInputStream stream(bytes.data(), static_cast<int>(bytes.size()));
  return *WriteJson(*message.GetDescriptor(), stream);
}

TEST(JsonCodec, WritesCanonicalJson) {
  target::v1::CoverageReport report;
  report.set_name("areas/31/coverageReports/2024-09");
  report.mutable_revisions()->set_participant(9007199254740993);
  auto* indicator = report.add_indicators();
  indicator->set_indicator("PARTICIPANTS_SOCIAL_COMPULSORY");
  indicator->set_value(495856);
  indicator->mutable_plan()->set_percent("93.79");
  indicator->mutable_plan()->set_remaining(-5);
  EXPECT_EQ(Write(report),
            R"({"name":"areas/31/coverageReports/2024-09",)"
            R"("revisions":{"participant":"9007199254740993"},)"
            R"("indicators":[{"indicator":"PARTICIPANTS_SOCIAL_COMPULSORY","value":"495856",)"
            R"("plan":{"percent":"93.79","remaining":"-5"}}]})");
}

TEST(JsonCodec, WhatIsWrittenReadsBackTheSame) {
  target::v1::Plan plan;
  plan.set_assigner("VSS");
  plan.set_decision("1234/QĐ-BHXH \"\\\n\u2028 <&>");
  plan.set_year(2024);
  plan.set_value(INT64_MIN);
  target::v1::Plan read;
  EXPECT_EQ(ReadJson(Write(plan), read), absl::OkStatus());
  EXPECT_EQ(read.SerializeAsString(), plan.SerializeAsString());
}

TEST(JsonCodec, ReadsBothNamesOfAFieldAndBothFormsOfANumber) {
  target::v1::Plan plan;
  EXPECT_EQ(ReadJson(R"( {"validFrom":"2024-01","value":"9007199254740993","year":2024} )", plan),
            absl::OkStatus());
  EXPECT_EQ(plan.valid_from(), "2024-01");
  EXPECT_EQ(plan.value(), 9007199254740993);
  EXPECT_EQ(ReadJson(R"({"valid_from":"2024-02","value":5})", plan), absl::OkStatus());
  EXPECT_EQ(plan.valid_from(), "2024-02");
}

TEST(JsonCodec, NamesAnUnknownMemberWhereverItIs) {
  target::v1::CreatePlanRequest request;
  absl::Status status = ReadJson(R"({"bogus":1})", request);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(FaultOf(status)->reason, "UNKNOWN_FIELD");
  EXPECT_EQ(FaultOf(status)->field, "bogus");
  status = ReadJson(R"({"plan":{"bogus":1}})", request);
  EXPECT_EQ(FaultOf(status)->field, "plan.bogus");
}

TEST(JsonCodec, DoesNotRepeatAValueThatDoesNotFit) {
  target::v1::CreatePlanRequest request;
  for (const char* json :
       {R"({"plan":{"value":"031012345678x"}})", R"({"plan":{"year":"031012345678x"}})",
        R"({"validateOnly":"031012345678x"})", R"({"plan":"031012345678x"})"}) {
    const absl::Status status = ReadJson(json, request);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << json;
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr("0310"))) << json;
  }
}

TEST(JsonCodec, ANumberOutOfRangeIsRefused) {
  target::v1::Plan plan;
  for (const char* json : {R"({"year":2147483648})", R"({"year":1.5})",
                           R"({"value":"9223372036854775808"})", R"({"value":1e30})"}) {
    EXPECT_EQ(ReadJson(json, plan).code(), absl::StatusCode::kInvalidArgument) << json;
  }
}

TEST(JsonCodec, BytesThatAreNoMessageAreOurError) {
  const std::string bytes = "\xff\xff\xff";
  google::protobuf::io::ArrayInputStream stream(bytes.data(), static_cast<int>(bytes.size()));
  EXPECT_EQ(WriteJson(*target::v1::Plan::descriptor(), stream).status().code(),
            absl::StatusCode::kInternal);
}

class BadJson : public testing::TestWithParam<std::string> {};

TEST_P(BadJson, IsRefused) {
  const absl::Status status = CheckJsonObject(GetParam());
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(FaultOf(status)->reason, "INVALID_JSON");
}

INSTANTIATE_TEST_SUITE_P(
    All, BadJson,
    testing::Values("", " ", "null", "[]", "\"a\"", "1", "{", "{\"a\":1", "{\"a\":1}}",
                    "{\"a\":1} {}", "{'a':1}", "{a:1}", "{\"a\":1,}", "{\"a\":01}", "{\"a\":NaN}",
                    "{\"a\":1/*c*/}", "{\"a\":\"\xff\"}", "{\"a\":\"\n\"}", "{\"a\":\"\\ud800\"}",
                    "{\"a\":1,\"a\":2}", "{\"pageSize\":1,\"page_size\":2}",
                    "{\"unit_code_2025\":1,\"unitCode2025\":2}", "{\"x\":{\"a\":1,\"\\u0061\":2}}",
                    "\xef\xbb\xbf{}",
                    "{\"a\":" + std::string(100, '[') + std::string(100, ']') + "}"));

TEST(JsonSyntax, SameNamesInDifferentObjectsAreFine) {
  EXPECT_EQ(CheckJsonObject(R"({"a":{"a":1},"a_b":[{"a":1},{"a":2}],"ab":1})"), absl::OkStatus());
}

}  // namespace
}  // namespace baophu::gateway
