#include "services/gateway/transcoding/field_binding.h"

#include <gmock/gmock.h>
#include <google/api/http.pb.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/wrappers.pb.h>
#include <google/rpc/error_details.pb.h>

#include "baophu/participant/v1/area_service.pb.h"
#include "baophu/participant/v1/coverage_service.pb.h"
#include "baophu/target/v1/coverage_report_service.pb.h"
#include "common/status/fault.h"

namespace baophu::gateway {
namespace {

using google::protobuf::UninterpretedOption;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

template <class Message>
absl::Status BindOne(Message& message, std::string_view path, std::string_view value) {
  return FieldBinder(message).Bind(path, value);
}

TEST(FieldBinder, TakesNamesAsInProtoAndAsInJson) {
  participant::v1::ListAreasRequest request;
  FieldBinder binder(request);
  EXPECT_EQ(binder.Bind("pageSize", "10"), absl::OkStatus());
  EXPECT_EQ(binder.Bind("page_token", "t"), absl::OkStatus());
  EXPECT_EQ(binder.Bind("level", "AREA_LEVEL_DISTRICT"), absl::OkStatus());
  EXPECT_EQ(request.page_size(), 10);
  EXPECT_EQ(request.page_token(), "t");
  EXPECT_EQ(request.level(), participant::v1::AREA_LEVEL_DISTRICT);
}

TEST(FieldBinder, GoesIntoMessages) {
  target::v1::GetCoverageReportRequest request;
  FieldBinder binder(request);
  EXPECT_EQ(binder.Bind("minRevisions.target", "7"), absl::OkStatus());
  EXPECT_EQ(binder.Bind("min_revisions.participant", "9223372036854775807"), absl::OkStatus());
  EXPECT_EQ(request.min_revisions().target(), 7);
  EXPECT_EQ(request.min_revisions().participant(), INT64_MAX);
}

TEST(FieldBinder, ARepeatedFieldTakesEveryValue) {
  participant::v1::QueryCoverageRequest request;
  FieldBinder binder(request);
  EXPECT_EQ(binder.Bind("months", "2024-08"), absl::OkStatus());
  EXPECT_EQ(binder.Bind("months", "2024-09"), absl::OkStatus());
  EXPECT_THAT(request.months(), ElementsAre("2024-08", "2024-09"));
}

TEST(FieldBinder, ASingleFieldTakesOneValueHoweverItIsNamed) {
  participant::v1::ListAreasRequest request;
  FieldBinder binder(request);
  EXPECT_EQ(binder.Bind("pageSize", "10"), absl::OkStatus());
  const absl::Status again = binder.Bind("page_size", "10");
  EXPECT_EQ(again.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(FaultOf(again)->field, "page_size");
}

TEST(FieldBinder, OnlyOneMemberOfAOneof) {
  google::api::HttpRule rule;
  FieldBinder binder(rule);
  EXPECT_EQ(binder.Bind("get", "/a"), absl::OkStatus());
  EXPECT_EQ(binder.Bind("post", "/b").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(binder.Bind("custom.kind", "X").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(rule.get(), "/a");
}

TEST(FieldBinder, NamesAnUnknownField) {
  participant::v1::ListAreasRequest request;
  for (const char* path : {"bogus", "pageSize.x", "page_size.", "", ".", "PageSize"}) {
    const absl::Status status = BindOne(request, path, "1");
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << path;
    EXPECT_EQ(FaultOf(status)->reason, "UNKNOWN_FIELD") << path;
  }
}

TEST(FieldBinder, ReadsEveryKindOfValue) {
  UninterpretedOption option;
  EXPECT_EQ(BindOne(option, "positiveIntValue", "18446744073709551615"), absl::OkStatus());
  EXPECT_EQ(option.positive_int_value(), UINT64_MAX);
  EXPECT_EQ(BindOne(option, "negativeIntValue", "-9223372036854775808"), absl::OkStatus());
  EXPECT_EQ(option.negative_int_value(), INT64_MIN);
  EXPECT_EQ(BindOne(option, "doubleValue", "-1.5e3"), absl::OkStatus());
  EXPECT_EQ(option.double_value(), -1500.0);
  EXPECT_EQ(BindOne(option, "stringValue", "aGk="), absl::OkStatus());
  EXPECT_EQ(option.string_value(), "hi");
  google::protobuf::FieldOptions options;
  EXPECT_EQ(BindOne(options, "packed", "true"), absl::OkStatus());
  EXPECT_TRUE(options.packed());
  EXPECT_EQ(BindOne(options, "ctype", "2"), absl::OkStatus());
  EXPECT_EQ(options.ctype(), google::protobuf::FieldOptions::STRING_PIECE);
}

TEST(FieldBinder, ReadsWellKnownTypesAsJsonWritesThem) {
  google::rpc::RetryInfo retry;
  EXPECT_EQ(BindOne(retry, "retryDelay", "1.5s"), absl::OkStatus());
  EXPECT_EQ(retry.retry_delay().seconds(), 1);
  EXPECT_EQ(retry.retry_delay().nanos(), 500'000'000);
  EXPECT_EQ(BindOne(retry, "retryDelay", "\"1s\",").code(), absl::StatusCode::kInvalidArgument);
}

TEST(FieldBinder, AMessageHasNoValueOfItsOwn) {
  target::v1::GetCoverageReportRequest request;
  const absl::Status status = BindOne(request, "minRevisions", "3");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("minRevisions.participant"));
}

struct BadValue {
  const char* path;
  const char* value;
};
class BadFieldValue : public testing::TestWithParam<BadValue> {};

TEST_P(BadFieldValue, IsRefusedWithoutBeingRepeated) {
  UninterpretedOption option;
  const absl::Status status = BindOne(option, GetParam().path, GetParam().value);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(FaultOf(status)->field, GetParam().path);
  if (GetParam().value[0] != '\0') {
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr(GetParam().value)));
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, BadFieldValue,
    testing::Values(BadValue{"positiveIntValue", "-1"},
                    BadValue{"positiveIntValue", "18446744073709551616"},
                    BadValue{"negativeIntValue", ""}, BadValue{"negativeIntValue", "1.0"},
                    BadValue{"negativeIntValue", " 1"}, BadValue{"negativeIntValue", "0x10"},
                    BadValue{"negativeIntValue", "9223372036854775808"},
                    BadValue{"doubleValue", "inf1"}, BadValue{"doubleValue", " 1"},
                    BadValue{"stringValue", "*not base64*"}));

TEST(FieldBinder, ABooleanIsTrueOrFalseOnly) {
  google::protobuf::FieldOptions options;
  for (const char* value : {"True", "1", "yes", ""}) {
    EXPECT_EQ(BindOne(options, "packed", value).code(), absl::StatusCode::kInvalidArgument);
  }
}

TEST(FieldBinder, AnEnumListsItsNames) {
  participant::v1::ListAreasRequest request;
  const absl::Status status = BindOne(request, "level", "DISTRICT");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("AREA_LEVEL_DISTRICT"));
  EXPECT_EQ(BindOne(request, "level", "99").code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace baophu::gateway
