#include "services/gateway/catalogue/public_services.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>

#include <filesystem>
#include <set>
#include <string>

#include "services/gateway/catalogue/method_catalogue.h"

namespace baophu::gateway {
namespace {

// Tests run from the project's top folder.
std::set<std::string> ServiceFilesOfTheSuite() {
  std::set<std::string> files;
  for (const char* package : {"participant", "contribution", "target"}) {
    const std::filesystem::path root("proto");
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(root / "baophu" / package)) {
      const std::string name = entry.path().lexically_relative(root).string();
      if (name.ends_with("_service.proto")) files.insert(name);
    }
  }
  return files;
}

TEST(PublicServices, AreThoseOfEveryProtoFile) {
  std::set<std::string> files;
  for (const auto* service : PublicServices()) files.insert(service->file()->name());
  EXPECT_EQ(files, ServiceFilesOfTheSuite());
}

TEST(MethodCatalogue, SendsEachPackageToItsService) {
  const auto catalogue =
      MethodCatalogue::Build(PublicServices(), {"participant", "contribution", "target"});
  ASSERT_EQ(catalogue.status(), absl::OkStatus());
  const Method* get_plan = catalogue->Find("/baophu.target.v1.PlanService/GetPlan");
  ASSERT_NE(get_plan, nullptr);
  EXPECT_EQ(get_plan->upstream, 2u);
  EXPECT_TRUE(get_plan->is_unary());
  const Method* watch = catalogue->Find("/baophu.participant.v1.ChangeService/WatchChanges");
  ASSERT_NE(watch, nullptr);
  EXPECT_EQ(watch->upstream, 0u);
  EXPECT_TRUE(watch->is_server_streaming);
  EXPECT_FALSE(watch->is_client_streaming);
  EXPECT_EQ(catalogue->Find("/baophu.target.v1.PlanService/getPlan"), nullptr);
  EXPECT_EQ(catalogue->Find(""), nullptr);
}

TEST(MethodCatalogue, NeedsAnUpstreamForEveryPackage) {
  const absl::Status status =
      MethodCatalogue::Build(PublicServices(), {"participant", "target"}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("baophu.contribution.v1"));
}

}  // namespace
}  // namespace baophu::gateway
