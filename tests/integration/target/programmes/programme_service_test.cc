// Programmes on the ground, over gRPC.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/integration/target/world/target_server.h"

namespace baophu::target {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kRequestId[] = "0f8fad5b-d9cb-469f-a165-70867728950e";

// Hải Phòng with a district of two communes and one without any; the reform of July 2025
// ends the districts and gives the code of the first commune a new meaning.
std::vector<AreaRecord> AreasWithCommunes() {
  std::vector<AreaRecord> areas = TestAreas();
  const Month begin = Month::FromYearMonth(2019, 1);
  const Month reform = Month::FromYearMonth(2025, 7);
  const auto add = [&](const char* code, AreaLevel level, const char* name, const char* parent,
                       Month from, Month through) {
    areas.push_back(
        {AreaCode::FromTrusted(code), level, name, AreaCode::FromTrusted(parent), from, through});
  };
  add("318", AreaLevel::kDistrict, "Huyện Bạch Long Vĩ", "31", begin, reform - 1);
  add("11296", AreaLevel::kCommune, "Phường Quán Toan", "303", begin, reform - 1);
  add("11299", AreaLevel::kCommune, "Phường Hùng Vương", "303", begin, reform - 1);
  add("11296", AreaLevel::kCommune, "Phường Hồng An", "31", reform, Month::Max());
  return areas;
}

class ProgrammeServiceTest : public testing::Test {
 protected:
  ProgrammeServiceTest() {
    world_.upstreams().SetAreas(AreasWithCommunes());
    target_ = world_.Serve();
    target_->AwaitApplied(world_.upstreams());
  }

  template <typename Stub, typename Request, typename Response>
  static grpc::Status Call(Stub& stub,
                           grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                        Response*),
                           const Request& request, Response& response) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(10)));
    return (stub.*method)(&context, request, &response);
  }

  static v1::Programme Committee(const std::string& area) {
    v1::Programme programme;
    programme.set_kind("STEERING_COMMITTEE");
    programme.set_area(area);
    programme.set_title("Ban chỉ đạo");
    programme.set_first_date("2024-01-01");
    programme.set_last_date("2024-12-31");
    programme.set_done_date("2024-03-01");
    v1::Committee& committee = *programme.mutable_committee();
    committee.set_decision_number("7/QĐ-UBND");
    v1::CommitteeMember& member = *committee.add_members();
    member.set_name("Trần Văn Mẫu");
    member.set_position("Chủ tịch UBND");
    member.set_duty("Trưởng ban");
    return programme;
  }
  static v1::Programme Agreement(const std::string& area, const std::string& signed_on,
                                 const std::string& contract_end) {
    v1::Programme programme = Committee(area);
    programme.set_kind("THREE_PARTY_AGREEMENT");
    programme.set_done_date(signed_on);
    programme.set_deadline("2024-10-20");
    v1::Agreement& agreement = *programme.mutable_agreement();
    agreement.set_collector("Bưu điện thành phố");
    agreement.set_point("001");
    agreement.set_contract_number("12/HĐ");
    agreement.set_contract_end_date(contract_end);
    return programme;
  }

  grpc::Status Create(const std::string& id, const v1::Programme& programme,
                      v1::Programme* created = nullptr, const std::string& request_id = "") {
    v1::CreateProgrammeRequest request;
    request.set_programme_id(id);
    *request.mutable_programme() = programme;
    request.set_request_id(request_id);
    v1::Programme out;
    const grpc::Status status =
        Call(target_->programmes(), &v1::ProgrammeService::Stub::CreateProgramme, request, out);
    if (created != nullptr) *created = out;
    return status;
  }
  grpc::Status Replace(const v1::Programme& programme, v1::Programme& replaced) {
    v1::ReplaceProgrammeRequest request;
    request.set_name(programme.name());
    *request.mutable_programme() = programme;
    return Call(target_->programmes(), &v1::ProgrammeService::Stub::ReplaceProgramme, request,
                replaced);
  }
  v1::Completeness Complete(const std::string& area, const std::string& day,
                            const std::string& kind = "", const std::string& level = "") {
    v1::GetCompletenessRequest request;
    request.set_name(absl::StrCat("areas/", area, "/completeness/", day));
    request.set_kind(kind);
    request.set_level(level);
    v1::Completeness answer;
    const grpc::Status status =
        Call(target_->programme_reports(), &v1::ProgrammeReportService::Stub::GetCompleteness,
             request, answer);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return answer;
  }

  // "COMMUNE 1/2 50.00 11299:NOT_RECORDED" of each row.
  static std::vector<std::string> Rows(const v1::Completeness& answer) {
    std::vector<std::string> rows;
    for (const v1::CompletenessRow& row : answer.rows()) {
      std::string text = absl::StrCat(row.level(), " ", row.done_count(), "/", row.total_count(),
                                      " ", row.done_percent());
      for (const v1::CompletenessItem& item : row.missing()) {
        absl::StrAppend(&text, " ", item.area(), ":", item.reason());
      }
      rows.push_back(text);
    }
    return rows;
  }

  TargetWorld world_;
  std::unique_ptr<TargetServer> target_;
};

TEST_F(ProgrammeServiceTest, ARecordIsCreatedReadListedAndReplacedWithItsVersionsKept) {
  v1::Programme created;
  ASSERT_TRUE(Create("bcd-31", Committee("31"), &created).ok());
  EXPECT_EQ(created.name(), "programmes/bcd-31");
  EXPECT_EQ(created.state(), "DONE");
  EXPECT_GT(created.revision(), 0);

  v1::GetProgrammeRequest get;
  get.set_name("programmes/bcd-31");
  v1::Programme got;
  ASSERT_TRUE(
      Call(target_->programmes(), &v1::ProgrammeService::Stub::GetProgramme, get, got).ok());
  EXPECT_EQ(got.SerializeAsString(), created.SerializeAsString());
  EXPECT_EQ(got.committee().members(0).duty(), "Trưởng ban");

  v1::Programme changed = got, replaced;
  changed.mutable_committee()->set_regulation_number("8/QC");
  ASSERT_TRUE(Replace(changed, replaced).ok());
  EXPECT_GT(replaced.revision(), created.revision());
  const grpc::Status stale = Replace(changed, replaced);
  EXPECT_EQ(stale.error_code(), grpc::StatusCode::ABORTED) << stale.error_message();

  v1::ListProgrammeVersionsRequest list;
  list.set_parent("programmes/bcd-31");
  list.set_page_size(1);
  std::vector<std::string> numbers;
  do {
    v1::ListProgrammeVersionsResponse page;
    ASSERT_TRUE(
        Call(target_->programmes(), &v1::ProgrammeService::Stub::ListProgrammeVersions, list, page)
            .ok());
    for (const v1::Programme& version : page.versions()) {
      numbers.push_back(version.committee().regulation_number());
    }
    list.set_page_token(page.next_page_token());
  } while (!list.page_token().empty());
  EXPECT_THAT(numbers, ElementsAre("", "8/QC"));
}

TEST_F(ProgrammeServiceTest, ARequestIdAnswersTheSameAndOnlyOnce) {
  v1::Programme first, again;
  ASSERT_TRUE(Create("bcd-31", Committee("31"), &first, kRequestId).ok());
  ASSERT_TRUE(Create("bcd-31", Committee("31"), &again, kRequestId).ok());
  EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(Create("bcd-303", Committee("303"), nullptr, kRequestId).error_code(),
            grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(Create("bcd-31", Committee("31")).error_code(), grpc::StatusCode::ALREADY_EXISTS);
}

TEST_F(ProgrammeServiceTest, AnAgreementOfACollectorWithoutAContractIsRefusedOrFlagged) {
  const grpc::Status refused = Create("tt-1", Agreement("11296", "2024-10-15", "2024-10-14"));
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(refused.error_message(), testing::AllOf(HasSubstr("programme.contract_end_date"),
                                                      HasSubstr("contract ended on 2024-10-14")));

  v1::Programme created;
  ASSERT_TRUE(Create("tt-1", Agreement("11296", "2024-10-15", "2024-12-31"), &created).ok());
  EXPECT_EQ(created.state(), "CONTRACT_ENDED") << "it is over today";
  EXPECT_THAT(Rows(Complete("31", "2024-12-31", "THREE_PARTY_AGREEMENT", "COMMUNE")),
              ElementsAre("COMMUNE 1/1 100.00"));
  EXPECT_THAT(Rows(Complete("31", "2025-01-01", "THREE_PARTY_AGREEMENT", "COMMUNE")),
              ElementsAre("COMMUNE 0/1 0.00 11296:CONTRACT_ENDED"));
}

TEST_F(ProgrammeServiceTest, CompletenessCountsAreasOfTheDay) {
  ASSERT_TRUE(Create("bcd-31", Committee("31")).ok());
  ASSERT_TRUE(Create("bcd-303", Committee("303")).ok());
  ASSERT_TRUE(Create("bcd-11296", Committee("11296")).ok());
  EXPECT_THAT(
      Rows(Complete("31", "2024-06")),
      ElementsAre("PROVINCE 0/1 0.00 31:NOT_RECORDED",
                  "DISTRICT 0/2 0.00 303:NOT_RECORDED 318:NOT_RECORDED",
                  "COMMUNE 0/2 0.00 11296:NOT_RECORDED 11299:NOT_RECORDED", "PROVINCE 1/1 100.00",
                  "DISTRICT 1/2 50.00 318:NOT_RECORDED", "COMMUNE 1/2 50.00 11299:NOT_RECORDED",
                  "DISTRICT 0/2 0.00 303:NOT_RECORDED 318:NOT_RECORDED"))
      << "directives, committees and agreements are of every area";
  EXPECT_THAT(Rows(Complete("318", "2024-06-30", "STEERING_COMMITTEE")),
              ElementsAre("DISTRICT 0/1 0.00 318:NOT_RECORDED"))
      << "it has no communes";
  EXPECT_THAT(Rows(Complete("318", "2024-06-30", "STEERING_COMMITTEE", "COMMUNE")),
              ElementsAre("COMMUNE 0/0 "));
  EXPECT_THAT(Rows(Complete("31", "2025-07", "STEERING_COMMITTEE")),
              ElementsAre("PROVINCE 1/1 100.00", "COMMUNE 0/1 0.00 11296:AREA_REFORMED"));
}

TEST_F(ProgrammeServiceTest, AWithdrawnRecordDoesNotCountAndStays) {
  v1::Programme created, withdrawn;
  ASSERT_TRUE(Create("bcd-318", Committee("318"), &created).ok());
  created.set_withdrawal("ghi nhầm địa bàn");
  ASSERT_TRUE(Replace(created, withdrawn).ok());
  EXPECT_EQ(withdrawn.state(), "WITHDRAWN");
  EXPECT_THAT(Rows(Complete("318", "2024-06", "STEERING_COMMITTEE")),
              ElementsAre("DISTRICT 0/1 0.00 318:NOT_RECORDED"));
}

TEST_F(ProgrammeServiceTest, AnImportTakesRowsInAnyOrderAndTotalsCountThemOnce) {
  v1::ImportChunk chunk;
  chunk.set_first_row_number(2);
  const auto add = [&](const char* id, const char* area, const char* part_of,
                       std::vector<const char*> figures) {
    v1::ProgrammeRow& row = *chunk.mutable_programmes()->add_rows();
    row.set_programme_id(id);
    row.set_kind("CUSTOMER_CONFERENCE");
    row.set_area(area);
    row.set_title("Hội nghị khách hàng");
    row.set_first_date("2024-03-01");
    row.set_last_date("2024-03-31");
    row.set_part_of(part_of);
    for (const char* figure : figures) row.add_figures(figure);
  };
  add("quan-toan", "11296", "hai-phong", {"SESSIONS:3:2", "INVITED:120:95", "CAME:0:80"});
  add("hai-phong", "31", "", {"SESSIONS:160:0", "INVITED:6400:0"});
  add("lost", "303", "nothing", {});
  add("odd", "303", "", {"SESSIONS:3"});
  add("old", "11297", "", {});
  const auto acks = target_->Import("programmes", {chunk, chunk});
  ASSERT_EQ(acks.size(), 2u);
  EXPECT_EQ(acks[0].accepted_count(), 2);
  std::vector<std::string> errors;
  for (const type::v1::RowError& error : acks[0].errors()) {
    errors.push_back(absl::StrCat(error.row_number(), " ", error.field(), " ", error.reason()));
  }
  EXPECT_THAT(errors, ElementsAre("4 part_of UNKNOWN_PROGRAMME", "5 figures INVALID_LIST",
                                  "6 area UNKNOWN_AREA"));
  EXPECT_EQ(acks[1].unchanged_count(), 2);

  v1::GetProgrammeTotalsRequest request;
  request.set_name("areas/31/programmeTotals/2024-Q1");
  v1::ProgrammeTotals totals;
  ASSERT_TRUE(Call(target_->programme_reports(),
                   &v1::ProgrammeReportService::Stub::GetProgrammeTotals, request, totals)
                  .ok());
  ASSERT_EQ(totals.totals_size(), 1);
  EXPECT_EQ(totals.totals(0).record_count(), 2);
  std::vector<std::string> sums;
  for (const v1::ProgrammeSum& sum : totals.totals(0).sums()) {
    sums.push_back(absl::StrCat(sum.counted().figure(), " ", sum.done(), "/", sum.planned(), " ",
                                sum.percent()));
  }
  EXPECT_THAT(sums, ElementsAre("SESSIONS 2/160 1.25", "INVITED 95/6400 1.48", "CAME 80/0 "));
}

TEST_F(ProgrammeServiceTest, WhatCannotBeAskedIsNamed) {
  const auto fails = [&](const char* name, const char* kind, const char* level) {
    v1::GetCompletenessRequest request;
    request.set_name(name);
    request.set_kind(kind);
    request.set_level(level);
    v1::Completeness out;
    return Call(target_->programme_reports(), &v1::ProgrammeReportService::Stub::GetCompleteness,
                request, out);
  };
  EXPECT_THAT(fails("areas/31/completeness/2024-13", "", "").error_message(), HasSubstr("name"));
  EXPECT_THAT(fails("areas/31/completeness/2024-06", "PARADE", "").error_message(),
              HasSubstr("kind"));
  EXPECT_THAT(fails("areas/31/completeness/2024-06", "", "HAMLET").error_message(),
              HasSubstr("level"));
  EXPECT_EQ(fails("areas/303/completeness/2025-07", "", "").error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Create("bcd-303",
                   [] {
                     v1::Programme programme = Committee("303");
                     programme.set_done_date("2025-07-01");
                     return programme;
                   }())
                .error_code(),
            grpc::StatusCode::INVALID_ARGUMENT)
      << "the district had ended";
}

TEST_F(ProgrammeServiceTest, KindsAreListedWithWhatTheyCount) {
  v1::ListProgrammeKindsRequest request;
  request.set_page_size(3);
  std::vector<std::string> codes;
  do {
    v1::ListProgrammeKindsResponse page;
    ASSERT_TRUE(
        Call(target_->programmes(), &v1::ProgrammeService::Stub::ListProgrammeKinds, request, page)
            .ok());
    for (const v1::ProgrammeKind& kind : page.programme_kinds()) codes.push_back(kind.code());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end()));
  EXPECT_THAT(codes, testing::Contains("THREE_PARTY_AGREEMENT"));
  EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), codes.size());
}

}  // namespace
}  // namespace baophu::target
