#include "services/gateway/transcoding/route_table.h"

#include <gmock/gmock.h>
#include <google/api/annotations.pb.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>

#include "baophu/participant/v1/area_service.pb.h"
#include "baophu/participant/v1/coverage_service.pb.h"
#include "baophu/participant/v1/person_service.pb.h"
#include "baophu/target/v1/coverage_report_service.pb.h"
#include "baophu/target/v1/plan_service.pb.h"
#include "common/status/fault.h"
#include "services/gateway/catalogue/public_services.h"

namespace baophu::gateway {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class SuiteRoutes : public testing::Test {
 protected:
  RouteMatch Find(const char* http_method, const char* path) const {
    return routes_.Find(http_method, *ParseUrlPath(path));
  }
  std::string MethodOf(const char* http_method, const char* path) const {
    const RouteMatch match = Find(http_method, path);
    return match.route == nullptr ? "" : match.route->method->path;
  }
  template <class Request>
  Request Build(const char* http_method, const char* path, const char* query = "",
                const char* body = "") const {
    const auto message = BuildRequest(Find(http_method, path), query, body);
    EXPECT_EQ(message.status(), absl::OkStatus());
    Request request;
    if (message.ok()) request.ParseFromString((*message)->SerializeAsString());
    return request;
  }
  absl::Status BuildError(const char* http_method, const char* path, const char* query = "",
                          const char* body = "") const {
    return BuildRequest(Find(http_method, path), query, body).status();
  }

  const MethodCatalogue catalogue_ =
      *MethodCatalogue::Build(PublicServices(), {"participant", "contribution", "target"});
  const RouteTable routes_ = *RouteTable::Build(catalogue_);
};

TEST_F(SuiteRoutes, EveryMethodHasARoute) {
  for (const Method& method : catalogue_.methods()) {
    EXPECT_TRUE(std::any_of(routes_.routes().begin(), routes_.routes().end(),
                            [&](const Route& route) { return route.method == &method; }))
        << method.path;
  }
}

TEST_F(SuiteRoutes, FindTheMethod) {
  EXPECT_EQ(MethodOf("GET", "/v1/areas/31/coverageReports/2024-09"),
            "/baophu.target.v1.CoverageReportService/GetCoverageReport");
  EXPECT_EQ(MethodOf("GET", "/v1/areas"), "/baophu.participant.v1.AreaService/ListAreas");
  EXPECT_EQ(MethodOf("GET", "/v1/areas/31"), "/baophu.participant.v1.AreaService/GetArea");
  EXPECT_EQ(MethodOf("POST", "/v1/people/p1:merge"),
            "/baophu.participant.v1.PersonService/MergePerson");
  EXPECT_EQ(MethodOf("POST", "/v1/people:lookup"),
            "/baophu.participant.v1.PersonService/LookupPerson");
  EXPECT_EQ(MethodOf("GET", "/v1/plans/p1"), "/baophu.target.v1.PlanService/GetPlan");
}

TEST_F(SuiteRoutes, ClosingsAreToldFromWhatBelongsToThem) {
  const std::string service = "/baophu.target.v1.ClosingService/";
  EXPECT_EQ(MethodOf("POST", "/v1/closings:close"), service + "CloseMonth");
  EXPECT_EQ(MethodOf("GET", "/v1/closings"), service + "ListClosings");
  EXPECT_EQ(MethodOf("GET", "/v1/closings/3"), service + "GetClosing");
  EXPECT_EQ(MethodOf("GET", "/v1/closings/3/reports/31"), service + "GetClosedReport");
  EXPECT_EQ(MethodOf("GET", "/v1/closings/3/restatements"), service + "ListRestatements");
  EXPECT_EQ(MethodOf("POST", "/v1/closings/-:verify"), service + "VerifyClosing");
  EXPECT_EQ(MethodOf("POST", "/v1/closings/3:reopen"), service + "ReopenClosing");
  EXPECT_EQ(MethodOf("GET", "/v1/closings/-/publicKey"), service + "GetPublicKey");
}

TEST_F(SuiteRoutes, AdditionalBindingsAreRoutesToo) {
  for (const char* path : {"/v1/employers/e1/transactions", "/v1/people/p1/transactions",
                           "/v1/households/h1/transactions"}) {
    EXPECT_EQ(MethodOf("GET", path), "/baophu.contribution.v1.LedgerService/ListTransactions");
  }
}

TEST_F(SuiteRoutes, TellAnotherMethodFromAnUnknownPath) {
  EXPECT_THAT(Find("DELETE", "/v1/plans").allowed_methods, UnorderedElementsAre("GET", "POST"));
  EXPECT_THAT(Find("GET", "/v1/nothing").allowed_methods, IsEmpty());
  EXPECT_THAT(Find("GET", "/").allowed_methods, IsEmpty());
  EXPECT_THAT(Find("GET", "/v1/areas/").allowed_methods, IsEmpty());
}

TEST_F(SuiteRoutes, AVerbIsNotReadAsAName) {
  const RouteMatch match = Find("GET", "/v1/people/p1:merge");
  EXPECT_EQ(match.route, nullptr);
  EXPECT_THAT(match.allowed_methods, ElementsAre("POST"));
}

TEST_F(SuiteRoutes, PathAndQueryFillTheRequest) {
  const auto report = Build<target::v1::GetCoverageReportRequest>(
      "GET", "/v1/areas/31/coverageReports/2024-09",
      "minRevisions.participant=5&allow_unconfirmed=true");
  EXPECT_EQ(report.name(), "areas/31/coverageReports/2024-09");
  EXPECT_EQ(report.min_revisions().participant(), 5);
  EXPECT_TRUE(report.allow_unconfirmed());
  const auto coverage = Build<participant::v1::QueryCoverageRequest>(
      "GET", "/v1/areas/31/coverage", "months=2024-08&months=2024-09");
  EXPECT_THAT(coverage.months(), ElementsAre("2024-08", "2024-09"));
}

TEST_F(SuiteRoutes, AWholeBodyIsTheRequest) {
  const auto merge = Build<participant::v1::MergePersonRequest>("POST", "/v1/people/p1:merge", "",
                                                                R"({"intoPerson":"people/p2"})");
  EXPECT_EQ(merge.name(), "people/p1");
  EXPECT_EQ(merge.into_person(), "people/p2");
  EXPECT_EQ(Build<participant::v1::MergePersonRequest>("POST", "/v1/people/p1:merge").name(),
            "people/p1");
}

TEST_F(SuiteRoutes, AWholeBodyLeavesNothingToTheQuery) {
  const absl::Status status =
      BuildError("POST", "/v1/people/p1:merge", "intoPerson=people/p2", "{}");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(FaultOf(status)->field, "intoPerson");
}

TEST_F(SuiteRoutes, PathAndBodyMustAgree) {
  EXPECT_EQ(Build<participant::v1::MergePersonRequest>("POST", "/v1/people/p1:merge", "",
                                                       R"({"name":"people/p1"})")
                .name(),
            "people/p1");
  EXPECT_EQ(
      FaultOf(BuildError("POST", "/v1/people/p1:merge", "", R"({"name":"people/p2"})"))->field,
      "name");
}

TEST_F(SuiteRoutes, ABodyFieldIsThatFieldAndTheQueryIsTheRest) {
  const auto create = Build<target::v1::CreatePlanRequest>(
      "POST", "/v1/plans", "validateOnly=true&requestId=r1", R"({"assigner":"VSS","value":"7"})");
  EXPECT_EQ(create.plan().assigner(), "VSS");
  EXPECT_EQ(create.plan().value(), 7);
  EXPECT_TRUE(create.validate_only());
  EXPECT_EQ(create.request_id(), "r1");
  EXPECT_EQ(FaultOf(BuildError("POST", "/v1/plans", "plan.year=2024", "{}"))->field, "plan.year");
  EXPECT_EQ(FaultOf(BuildError("POST", "/v1/plans"))->field, "body");
}

TEST_F(SuiteRoutes, WhatIsNotAskedForIsRefused) {
  EXPECT_EQ(FaultOf(BuildError("GET", "/v1/areas", "bogus=1"))->field, "bogus");
  EXPECT_EQ(FaultOf(BuildError("GET", "/v1/areas/31", "name=areas/32"))->field, "name");
  EXPECT_EQ(FaultOf(BuildError("GET", "/v1/areas", "month=2024-09&month=2024-08"))->field, "month");
  EXPECT_EQ(FaultOf(BuildError("GET", "/v1/areas", "", "{}"))->field, "body");
}

// Builds a service with one annotated method and says what the table thinks.
class BadAnnotation : public testing::Test {
 protected:
  std::string ErrorOf(const std::vector<google::api::HttpRule>& rules) {
    google::protobuf::DescriptorPool pool(google::protobuf::DescriptorPool::generated_pool());
    google::protobuf::FileDescriptorProto proto;
    proto.set_name("made.proto");
    proto.set_package("baophu.target.v9");
    proto.add_dependency("baophu/target/v1/plan_service.proto");
    auto* service = proto.add_service();
    service->set_name("MadeService");
    for (size_t i = 0; i < rules.size(); ++i) {
      auto* method = service->add_method();
      method->set_name("Call" + std::to_string(i));
      method->set_input_type(".baophu.target.v1.CreatePlanRequest");
      method->set_output_type(".baophu.target.v1.Plan");
      if (rules[i].ByteSizeLong() > 0) {
        *method->mutable_options()->MutableExtension(google::api::http) = rules[i];
      }
    }
    const auto* built = pool.BuildFile(proto);
    const auto catalogue = *MethodCatalogue::Build({built->service(0)}, {"target"});
    return std::string(RouteTable::Build(catalogue).status().message());
  }
  static google::api::HttpRule Post(const char* path, const char* body) {
    google::api::HttpRule rule;
    rule.set_post(path);
    rule.set_body(body);
    return rule;
  }
};

TEST_F(BadAnnotation, IsFoundAtStartAndNamesTheMethod) {
  EXPECT_EQ(ErrorOf({Post("/v9/plans", "plan")}), "");
  EXPECT_THAT(ErrorOf({google::api::HttpRule()}), HasSubstr("no google.api.http"));
  EXPECT_THAT(ErrorOf({Post("/v9/{bogus}", "*")}), HasSubstr("MadeService/Call0"));
  EXPECT_THAT(ErrorOf({Post("/v9/{plan}", "*")}), HasSubstr("plain value"));
  EXPECT_THAT(ErrorOf({Post("/v9/plans", "request_id")}), HasSubstr("no message field"));
  EXPECT_THAT(ErrorOf({Post("/v9/{plan.area", "*")}), HasSubstr("brace"));
  EXPECT_THAT(ErrorOf({Post("/v9/{request_id}", "*"), Post("/v9/{plan.area}", "*")}),
              HasSubstr("same route"));
  google::api::HttpRule get_with_body;
  get_with_body.set_get("/v9/plans");
  get_with_body.set_body("*");
  EXPECT_THAT(ErrorOf({get_with_body}), HasSubstr("no body"));
  google::api::HttpRule response_body = Post("/v9/plans", "*");
  response_body.set_response_body("name");
  EXPECT_THAT(ErrorOf({response_body}), HasSubstr("response_body"));
  google::api::HttpRule custom;
  custom.mutable_custom()->set_kind("LINK");
  EXPECT_THAT(ErrorOf({custom}), HasSubstr("get, post"));
}

}  // namespace
}  // namespace baophu::gateway
