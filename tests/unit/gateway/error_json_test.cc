#include "services/gateway/json/error_json.h"

#include <gmock/gmock.h>
#include <google/rpc/error_details.pb.h>
#include <google/rpc/error_info.pb.h>
#include <google/rpc/status.pb.h>

#include "services/gateway/json/json_syntax.h"

namespace baophu::gateway {
namespace {

TEST(HttpStatusOf, FollowsTheMapOfGrpcGateway) {
  using grpc::StatusCode;
  const std::pair<StatusCode, int> expected[] = {
      {StatusCode::OK, 200},
      {StatusCode::CANCELLED, 499},
      {StatusCode::UNKNOWN, 500},
      {StatusCode::INVALID_ARGUMENT, 400},
      {StatusCode::DEADLINE_EXCEEDED, 504},
      {StatusCode::NOT_FOUND, 404},
      {StatusCode::ALREADY_EXISTS, 409},
      {StatusCode::PERMISSION_DENIED, 403},
      {StatusCode::UNAUTHENTICATED, 401},
      {StatusCode::RESOURCE_EXHAUSTED, 429},
      {StatusCode::FAILED_PRECONDITION, 400},
      {StatusCode::ABORTED, 409},
      {StatusCode::OUT_OF_RANGE, 400},
      {StatusCode::UNIMPLEMENTED, 501},
      {StatusCode::INTERNAL, 500},
      {StatusCode::UNAVAILABLE, 503},
      {StatusCode::DATA_LOSS, 500},
  };
  for (const auto& [code, http] : expected) EXPECT_EQ(HttpStatusOf(code), http) << code;
}

grpc::Status WithDetails(const google::rpc::Status& details) {
  return grpc::Status(static_cast<grpc::StatusCode>(details.code()), details.message(),
                      details.SerializeAsString());
}

TEST(ErrorJson, HasCodeMessageAndDecodedDetails) {
  google::rpc::Status details;
  details.set_code(3);
  details.set_message("month: is 2024-13; write YYYY-MM");
  google::rpc::ErrorInfo info;
  info.set_reason("INVALID_FIELD");
  info.set_domain("baophu");
  details.add_details()->PackFrom(info);
  google::rpc::BadRequest bad_request;
  bad_request.add_field_violations()->set_field("month");
  details.add_details()->PackFrom(bad_request);
  EXPECT_EQ(ErrorJson(WithDetails(details)),
            R"({"code":3,"message":"month: is 2024-13; write YYYY-MM","details":[)"
            R"({"@type":"type.googleapis.com/google.rpc.ErrorInfo",)"
            R"("reason":"INVALID_FIELD","domain":"baophu"},)"
            R"({"@type":"type.googleapis.com/google.rpc.BadRequest",)"
            R"("fieldViolations":[{"field":"month"}]}]})");
}

TEST(ErrorJson, WithoutDetailsHasAnEmptyList) {
  EXPECT_EQ(ErrorJson(grpc::Status(grpc::StatusCode::NOT_FOUND, "no")),
            R"({"code":5,"message":"no","details":[]})");
  EXPECT_EQ(ErrorJson(grpc::Status(grpc::StatusCode::NOT_FOUND, "no", "\xff\xff garbage")),
            R"({"code":5,"message":"no","details":[]})");
}

TEST(ErrorJson, KeepsADetailThatItCannotDecode) {
  google::rpc::Status details;
  details.set_code(5);
  details.add_details()->set_type_url("type.googleapis.com/some.Unknown");
  details.mutable_details(0)->set_value("hi");
  EXPECT_EQ(ErrorJson(WithDetails(details)),
            R"({"code":5,"message":"","details":[)"
            R"({"@type":"type.googleapis.com/some.Unknown","value":"aGk="}]})");
}

TEST(ErrorJson, IsJsonWhateverTheMessage) {
  const std::string json = ErrorJson(
      grpc::Status(grpc::StatusCode::UNKNOWN, std::string("\"\\\n\t\x01\xff\xc3 hải", 12)));
  EXPECT_EQ(CheckJsonObject(json), absl::OkStatus()) << json;
}

TEST(RetryAfterSeconds, RoundsUp) {
  google::rpc::Status details;
  details.set_code(8);
  EXPECT_EQ(RetryAfterSeconds(WithDetails(details)), std::nullopt);
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(2);
  retry.mutable_retry_delay()->set_nanos(1);
  details.add_details()->PackFrom(retry);
  EXPECT_EQ(RetryAfterSeconds(WithDetails(details)), 3);
}

}  // namespace
}  // namespace baophu::gateway
