#include "services/gateway/health/health_board.h"

#include <gmock/gmock.h>

#include "services/gateway/catalogue/public_services.h"

namespace baophu::gateway {
namespace {

using testing::ElementsAre;
using testing::Pair;

class HealthBoardTest : public testing::Test {
 protected:
  const MethodCatalogue catalogue_ =
      *MethodCatalogue::Build(PublicServices(), {"participant", "contribution", "target"});
  HealthBoard board_{catalogue_};
};

TEST_F(HealthBoardTest, TheWholeServesWhenEveryServiceDoes) {
  EXPECT_EQ(board_.IsServing(""), false);
  board_.SetServing(0, true);
  board_.SetServing(1, true);
  EXPECT_EQ(board_.IsServing(""), false);
  board_.SetServing(2, true);
  EXPECT_EQ(board_.IsServing(""), true);
  EXPECT_EQ(board_.IsServing("readiness"), true);
  board_.SetServing(1, false);
  EXPECT_EQ(board_.IsServing(""), false);
}

TEST_F(HealthBoardTest, APackageAndItsServicesAreTheServiceBehindThem) {
  board_.SetServing(2, true);
  EXPECT_EQ(board_.IsServing("baophu.target.v1"), true);
  EXPECT_EQ(board_.IsServing("baophu.target.v1.PlanService"), true);
  EXPECT_EQ(board_.IsServing("baophu.participant.v1.AreaService"), false);
  EXPECT_EQ(board_.IsServing("baophu.target"), std::nullopt);
  EXPECT_THAT(board_.Upstreams(), ElementsAre(Pair("participant", false),
                                              Pair("contribution", false), Pair("target", true)));
}

TEST_F(HealthBoardTest, StoppingLeavesOnlyLiveness) {
  for (size_t i = 0; i < 3; ++i) board_.SetServing(i, true);
  board_.SetStopping();
  EXPECT_EQ(board_.IsServing(""), false);
  EXPECT_EQ(board_.IsServing("baophu.target.v1"), false);
  EXPECT_EQ(board_.IsServing("liveness"), true);
}

TEST_F(HealthBoardTest, AListenerHearsTheStateAtOnceAndThenChanges) {
  std::vector<std::optional<bool>> heard;
  const int id = board_.Listen("baophu.target.v1", [&](std::optional<bool> is_serving, bool) {
    heard.push_back(is_serving);
  });
  board_.SetServing(2, true);
  board_.SetServing(2, true);
  EXPECT_THAT(heard, ElementsAre(false, true));
  board_.Unlisten(id);
  board_.SetServing(2, false);
  EXPECT_THAT(heard, ElementsAre(false, true));
}

}  // namespace
}  // namespace baophu::gateway
