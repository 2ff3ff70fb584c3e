// What contribution makes of participant's feed when it cannot be continued.

#include <gtest/gtest.h>

#include "tests/integration/contribution/test_service.h"

namespace baophu::contribution {
namespace {

TEST(ParticipantFeedTest, AParticipantThatWasPutBackIsReadAgain) {
  TempFolder folder;
  const std::string address = "unix:" + folder.path() + "/participant.sock";
  FakeParticipant participant(address);
  participant.SetAreas({{"31", participant::v1::AREA_LEVEL_PROVINCE, "", "2019-01", ""},
                        {"303", participant::v1::AREA_LEVEL_DISTRICT, "31", "2019-01", ""}});
  participant.SetEmployer(7, {{"FROZEN", "2020-01"}});
  participant.SetEmployer(8, {{"FROZEN", "2020-01"}});
  TestService service(folder.path(), address);
  const auto ack =
      ImportOne(service, "a",
                Chunk(1, {Assessment("1", "employer:7", "303", "2024-01", "2024-01-31", 100, 0),
                          Assessment("2", "employer:8", "303", "2024-01", "2024-01-31", 7, 0)}));
  ASSERT_EQ(ack.refused_count(), 0) << ack.ShortDebugString();
  Eventually([&] { return service.Totals("31", "2024-01").outstanding_vnd() == 0; });

  participant.StopServing();
  participant.Clear();
  participant.SetAreas({{"31", participant::v1::AREA_LEVEL_PROVINCE, "", "2019-01", ""},
                        {"304", participant::v1::AREA_LEVEL_DISTRICT, "31", "2019-01", ""},
                        {"303", participant::v1::AREA_LEVEL_DISTRICT, "31", "2019-01", ""}});
  participant.Serve();

  Eventually([&] { return service.Totals("31", "2024-01").outstanding_vnd() == 107; });
  EXPECT_EQ(
      ImportOne(service, "b",
                Chunk(1, {Assessment("3", "employer:7", "304", "2024-01", "2024-01-31", 1, 0)}))
          .refused_count(),
      0);
  participant.SetEmployer(8, {{"FROZEN", "2020-01"}});
  Eventually([&] { return service.Totals("31", "2024-01").outstanding_vnd() == 101; });
  EXPECT_EQ(service.Verify().difference_count(), 0);
}

}  // namespace
}  // namespace baophu::contribution
