// The participant service over gRPC, the same on SQLite and PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "participant_schema.h"
#include "tests/integration/participant/test_service.h"
#include "tests/support/test_database.h"

namespace baophu::participant {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using type::v1::SCHEME_ANY;
using type::v1::SCHEME_HEALTH;
using type::v1::SCHEME_SOCIAL_COMPULSORY;
using type::v1::SCHEME_SOCIAL_VOLUNTARY;

constexpr char kFirstEmployer[] = "0100233488";
constexpr char kSecondEmployer[] = "0100112437";

class ParticipantTest : public testing::TestWithParam<sql::Engine> {
 protected:
  TestService service_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Engines, ParticipantTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

v1::MovementRow JobLeave(const std::string& id, int person, const std::string& month,
                         const std::string& employer) {
  v1::MovementRow row = MovementOf(id, person, v1::MOVEMENT_KIND_LEAVE, month);
  row.add_schemes(SCHEME_SOCIAL_COMPULSORY);
  row.add_schemes(SCHEME_HEALTH);
  row.add_schemes(type::v1::SCHEME_UNEMPLOYMENT);
  row.set_employer(employer);
  return row;
}

v1::MovementRow VoluntaryPaid(const std::string& id, int person, const std::string& from,
                              const std::string& through, const std::string& area) {
  v1::MovementRow row = MovementOf(id, person, v1::MOVEMENT_KIND_PAID_THROUGH, from);
  row.add_schemes(SCHEME_SOCIAL_VOLUNTARY);
  row.set_through_month(through);
  row.set_area(area);
  row.set_category("OTHER");
  return row;
}

TEST_P(ParticipantTest, MovementsBecomeCountsOfEveryAreaAbove) {
  service_.LoadProvince(3);
  service_.Import("m", {MovementChunk(1, {JobJoin("a", 1, "2024-01", kFirstEmployer, "11296"),
                                          JobJoin("b", 2, "2024-02", kFirstEmployer, "11299"),
                                          JobJoin("c", 3, "2024-02", kSecondEmployer, "318"),
                                          JobLeave("d", 2, "2024-04", kFirstEmployer)})});
  EXPECT_EQ(service_.Count("11296", "2024-02", SCHEME_SOCIAL_COMPULSORY), 1);
  EXPECT_EQ(service_.Count("303", "2024-02", SCHEME_SOCIAL_COMPULSORY), 2);
  EXPECT_EQ(service_.Count("318", "2024-02", SCHEME_SOCIAL_COMPULSORY), 1);
  EXPECT_EQ(service_.Count("31", "2024-02", SCHEME_HEALTH), 3);
  EXPECT_EQ(service_.Count("31", "2024-04", SCHEME_ANY), 2);
  const v1::QueryCoverageResponse response = service_.Coverage("31", {"2023-12", "2024-04"});
  EXPECT_FALSE(response.area_months(0).has_data());
  EXPECT_TRUE(response.area_months(1).has_data());
  EXPECT_EQ(response.area_months(1).employers_participating(), 2);
  EXPECT_EQ(response.area_months(1).counts(0).left(), 1);
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(ParticipantTest, PaidCoverLapsesByItself) {
  service_.LoadProvince(1);
  service_.Import("m", {MovementChunk(1, {VoluntaryPaid("a", 1, "2024-01", "2024-03", "11296")})});
  EXPECT_EQ(service_.Count("31", "2024-03", SCHEME_SOCIAL_VOLUNTARY), 1);
  EXPECT_EQ(service_.Count("31", "2024-04", SCHEME_SOCIAL_VOLUNTARY), 0);
}

TEST_P(ParticipantTest, TheSameRowsAgainChangeNothing) {
  service_.LoadProvince(1);
  const v1::ImportChunk chunk =
      MovementChunk(1, {JobJoin("a", 1, "2024-01", kFirstEmployer, "11296")});
  const auto first = service_.Import("m", {chunk});
  const auto replayed = service_.Import("m", {});
  EXPECT_EQ(replayed[0].chunk_number(), 1);
  const auto other_import = service_.Import("n", {chunk});
  EXPECT_EQ(first[1].accepted_count(), 1);
  EXPECT_EQ(other_import[1].accepted_count(), 0);
  EXPECT_EQ(other_import[1].unchanged_count(), 1);
  EXPECT_EQ(service_.Count("31", "2024-01", SCHEME_SOCIAL_COMPULSORY), 1);
}

TEST_P(ParticipantTest, AChunkThatIsDurableAnswersAgainAsItDid) {
  service_.LoadProvince(1);
  const v1::ImportChunk chunk =
      MovementChunk(1, {JobJoin("a", 1, "2024-01", kFirstEmployer, "11296")});
  service_.Import("m", {chunk});
  const auto again = service_.Import("m", {chunk});
  ASSERT_THAT(again, SizeIs(2));
  EXPECT_TRUE(again[1].replayed());
  EXPECT_EQ(again[1].accepted_count(), 1);
}

TEST_P(ParticipantTest, TheStartOfAnImportTellsHowManyRowsWereRefusedSoFar) {
  service_.LoadProvince(1);
  const v1::MovementRow good = JobJoin("a", 1, "2024-01", kFirstEmployer, "11296");
  const v1::MovementRow bad = JobJoin("b", 1, "2024-13", kFirstEmployer, "11296");
  const std::vector<v1::ImportChunk> chunks = {
      MovementChunk(1, {good, bad}), MovementChunk(2, {good}), MovementChunk(3, {bad, bad})};
  const auto first = service_.Import("m", chunks);
  EXPECT_EQ(first[0].refused_count(), 0);
  service_.Import("other", {MovementChunk(1, {bad})});
  const auto again = service_.Import("m", chunks);
  ASSERT_THAT(again, SizeIs(4));
  EXPECT_EQ(again[0].chunk_number(), 3);
  EXPECT_EQ(again[0].refused_count(), 3);
  EXPECT_EQ(again[0].errors_size(), 0);
  EXPECT_EQ(again[3].errors_size(), 2);
}

TEST_P(ParticipantTest, ChunksOutOfTurnAndWithOtherContentAreRefused) {
  v1::ImportRowsRequest start, chunk;
  start.mutable_start()->set_import_id("x");
  *chunk.mutable_chunk() = MovementChunk(2, {});
  chunk.mutable_chunk()->mutable_movements();
  EXPECT_EQ(service_.ImportStatus({start, chunk}).error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
  chunk.mutable_chunk()->set_chunk_number(1);
  EXPECT_TRUE(service_.ImportStatus({start, chunk}).ok());
  chunk.mutable_chunk()->set_first_row_number(7);
  EXPECT_THAT(service_.ImportStatus({start, chunk}).error_message(), HasSubstr("other rows"));
  EXPECT_EQ(service_.ImportStatus({chunk}).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_P(ParticipantTest, BadRowsAreNamedAndTheOthersGoIn) {
  service_.LoadProvince(2);
  v1::MovementRow unknown_area = JobJoin("a", 1, "2024-01", kFirstEmployer, "99999");
  v1::MovementRow bad_month = JobJoin("b", 1, "2024-13", kFirstEmployer, "11296");
  v1::MovementRow unknown_employer = JobJoin("c", 1, "2024-01", "0100047516", "11296");
  v1::MovementRow unknown_person = JobJoin("d", 77, "2024-01", kFirstEmployer, "11296");
  v1::MovementRow no_category = JobJoin("e", 1, "2024-01", kFirstEmployer, "11296");
  no_category.set_category("HOUSEHOLD");
  const auto acks = service_.Import(
      "m", {MovementChunk(1, {unknown_area, bad_month, unknown_employer, unknown_person,
                              no_category, JobJoin("f", 2, "2024-01", kFirstEmployer, "11296"),
                              JobJoin("f", 1, "2024-01", kFirstEmployer, "11296")})});
  ASSERT_THAT(acks, SizeIs(2));
  std::vector<std::string> seen;
  for (const type::v1::RowError& error : acks[1].errors()) {
    seen.push_back(absl::StrCat(error.row_number(), " ", error.field(), " ", error.reason()));
    EXPECT_THAT(error.problem(), testing::Not(HasSubstr("3199")));
  }
  EXPECT_THAT(seen, ElementsAre("2 area UNKNOWN_AREA", "3 effective_month INVALID_MONTH",
                                "4 employer UNKNOWN_EMPLOYER", "5 person UNKNOWN_PERSON",
                                "6 category UNKNOWN_CATEGORY",
                                "8 movement_id DUPLICATE_WITH_OTHER_CONTENT"));
  EXPECT_EQ(acks[1].accepted_count(), 1);
  EXPECT_EQ(acks[1].refused_count(), 6);
  EXPECT_EQ(service_.Count("31", "2024-01", SCHEME_SOCIAL_COMPULSORY), 1);
}

TEST_P(ParticipantTest, ALeaveThatPrecedesTheJoinItNamesIsRefused) {
  service_.LoadProvince(1);
  v1::MovementRow leave = JobLeave("b", 1, "2023-12", kFirstEmployer);
  leave.set_names_movement("a");
  const auto acks = service_.Import(
      "m", {MovementChunk(1, {JobJoin("a", 1, "2024-01", kFirstEmployer, "11296"), leave})});
  ASSERT_EQ(acks[1].errors_size(), 1);
  EXPECT_EQ(acks[1].errors(0).reason(), "LEAVE_BEFORE_JOIN");
  EXPECT_EQ(service_.Count("31", "2024-06", SCHEME_SOCIAL_COMPULSORY), 1);
}

TEST_P(ParticipantTest, FindingsComeAndGoWithTheMovements) {
  service_.LoadProvince(1);
  const auto findings = [&] {
    const auto stub = v1::PersonService::NewStub(service_.channel());
    grpc::ClientContext context;
    SetDeadline(context);
    v1::ListFindingsResponse response;
    EXPECT_TRUE(stub->ListFindings(&context, {}, &response).ok());
    std::vector<std::string> kinds;
    for (const v1::Finding& finding : response.findings()) kinds.push_back(finding.kind());
    return kinds;
  };
  v1::MovementRow leave = JobLeave("b", 1, "2024-04", kFirstEmployer);
  leave.set_names_movement("a");
  service_.Import("m", {MovementChunk(1, {leave})});
  EXPECT_THAT(findings(), testing::Each(std::string("LEAVE_WITHOUT_JOIN")));
  service_.Import("n", {MovementChunk(1, {JobJoin("a", 1, "2024-01", kFirstEmployer, "11296")})});
  EXPECT_THAT(findings(), IsEmpty());
  EXPECT_EQ(service_.Count("31", "2024-04", SCHEME_SOCIAL_COMPULSORY), 0);
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(ParticipantTest, AMergeCountsTwoRecordsAsOnePersonAndCanBeUndone) {
  service_.LoadProvince(2);
  service_.Import("m", {MovementChunk(1, {JobJoin("a", 1, "2024-01", kFirstEmployer, "11296"),
                                          JobJoin("b", 2, "2024-03", kSecondEmployer, "11299")})});
  EXPECT_EQ(service_.Count("31", "2024-03", SCHEME_ANY), 2);
  const v1::Person first = service_.Lookup(InsuranceNumber(1));
  const v1::Person second = service_.Lookup(InsuranceNumber(2));
  const auto stub = v1::PersonService::NewStub(service_.channel());
  v1::MergePersonRequest merge;
  merge.set_name(second.name());
  merge.set_into_person(first.name());
  merge.set_request_id("6f1c8f0e-6a4e-4b53-9a68-1d1d0c5f4f10");
  v1::Person merged, again;
  {
    grpc::ClientContext context;
    SetDeadline(context);
    ASSERT_TRUE(stub->MergePerson(&context, merge, &merged).ok());
  }
  EXPECT_EQ(merged.merged_into(), first.name());
  EXPECT_EQ(service_.Count("31", "2024-03", SCHEME_ANY), 1);
  EXPECT_THAT(service_.Recount(), IsEmpty());
  {
    grpc::ClientContext context;
    SetDeadline(context);
    ASSERT_TRUE(stub->MergePerson(&context, merge, &again).ok());
    EXPECT_EQ(again.revision(), merged.revision());
  }
  // Movements of the given-up record go on counting for the person.
  service_.Import("n", {MovementChunk(1, {JobLeave("c", 2, "2024-05", kSecondEmployer)})});
  v1::UnmergePersonRequest undo;
  undo.set_name(second.name());
  {
    grpc::ClientContext context;
    SetDeadline(context);
    ASSERT_TRUE(stub->UnmergePerson(&context, undo, &again).ok());
  }
  EXPECT_EQ(service_.Count("31", "2024-03", SCHEME_ANY), 2);
  EXPECT_EQ(service_.Count("31", "2024-05", SCHEME_ANY), 1);
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(ParticipantTest, IdentifiersLeaveOnlyMasked) {
  service_.LoadProvince(1);
  const v1::Person person = service_.Lookup(InsuranceNumber(1));
  ASSERT_EQ(person.identifiers_size(), 1);
  EXPECT_EQ(person.identifiers(0).masked_value(), "3199****01");
}

TEST_P(ParticipantTest, ACitizenNumberThatContradictsIsAWarning) {
  service_.LoadProvince(0);
  v1::ImportChunk chunk;
  chunk.set_chunk_number(1);
  chunk.set_first_row_number(1);
  v1::PersonRow& row = *chunk.mutable_people()->add_rows();
  row.set_citizen_number("031190000001");
  row.set_full_name("Tra\xCC\x82\xCC\x80n Thi\xCC\xA3 Ma\xCC\x82\xCC\x83u");
  row.set_birth_date("1985-02-28");
  row.set_sex("M");
  const auto acks = service_.Import("p", {chunk});
  ASSERT_EQ(acks[1].errors_size(), 2);
  EXPECT_EQ(acks[1].errors(0).reason(), "CITIZEN_NUMBER_BIRTH_YEAR");
  EXPECT_EQ(acks[1].errors(1).reason(), "CITIZEN_NUMBER_SEX");
  EXPECT_EQ(acks[1].refused_count(), 0);
  EXPECT_EQ(service_.Lookup("031190000001").full_name(), "Trần Thị Mẫu");
}

TEST_P(ParticipantTest, TheFeedTellsTouchedAreasOnceAndResumes) {
  service_.LoadProvince(1);
  service_.Import("m", {MovementChunk(1, {JobJoin("a", 1, "2024-01", kFirstEmployer, "11296")})});
  const auto stub = v1::ChangeService::NewStub(service_.channel());
  const auto areas_after = [&](int64_t revision) {
    grpc::ClientContext context;
    v1::WatchChangesRequest request;
    request.set_after_revision(revision);
    request.add_types("area_month");
    const auto reader = stub->WatchChanges(&context, request);
    std::vector<std::string> areas;
    v1::WatchChangesResponse event;
    while (reader->Read(&event) && !event.has_progress()) {
      if (event.has_area_month()) {
        areas.push_back(
            absl::StrCat(event.area_month().area(), " ", event.area_month().from_month()));
      }
    }
    const int64_t reached = event.revision();
    context.TryCancel();
    reader->Finish();
    return std::pair(areas, reached);
  };
  const auto [areas, reached] = areas_after(0);
  EXPECT_THAT(areas, ElementsAre("11296 2024-01", "303 2024-01", "31 2024-01"));
  EXPECT_THAT(areas_after(reached).first, IsEmpty());
}

TEST_P(ParticipantTest, PageTokensCannotBeChangedOrMovedToOtherFilters) {
  service_.LoadProvince(0);
  const auto stub = v1::AreaService::NewStub(service_.channel());
  const auto list = [&](int page_size, const std::string& token, const std::string& parent) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::ListAreasRequest request;
    request.set_page_size(page_size);
    request.set_page_token(token);
    request.set_parent(parent);
    v1::ListAreasResponse response;
    const grpc::Status status = stub->ListAreas(&context, request, &response);
    return std::pair(status.error_code(), response);
  };
  const auto [code, first] = list(3, "", "");
  ASSERT_EQ(code, grpc::StatusCode::OK);
  ASSERT_EQ(first.areas_size(), 3);
  const auto rest = list(3, first.next_page_token(), "").second;
  EXPECT_EQ(rest.areas_size(), 2);
  EXPECT_TRUE(rest.next_page_token().empty());
  EXPECT_EQ(list(3, first.next_page_token() + "x", "").first, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(list(3, first.next_page_token(), "31").first, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(list(-1, "", "").first, grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_P(ParticipantTest, ACallWithoutADeadlineIsRefused) {
  const auto stub = v1::AreaService::NewStub(service_.channel());
  grpc::ClientContext context;
  v1::ListAreasResponse response;
  EXPECT_EQ(stub->ListAreas(&context, {}, &response).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

// Sixteen writers and four who merge, through two replicas, on the same few people
// and areas: the counts must be those of a recount.
TEST_P(ParticipantTest, SixteenWritersEndWithCountsEqualToARecount) {
  constexpr int kWriters = 16;
  constexpr int kChunks = 6;
  constexpr int kRows = 25;
  constexpr int kPeople = 12;
  constexpr int kMergers = 4;
  service_.LoadProvince(kPeople);
  const std::unique_ptr<Replica> other = service_.AnotherReplica();
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      std::mt19937_64 random(seed + static_cast<uint64_t>(writer));
      const auto pick = [&](int below) {
        return std::uniform_int_distribution<int>(0, below - 1)(random);
      };
      std::vector<v1::ImportChunk> chunks;
      for (int chunk = 1; chunk <= kChunks; ++chunk) {
        std::vector<v1::MovementRow> rows;
        for (int i = 0; i < kRows; ++i) {
          const std::string id = absl::StrCat("w", writer, "-", chunk, "-", i);
          const int person = 1 + pick(kPeople);
          const std::string month = absl::StrCat("2024-0", 1 + pick(9));
          const char* employer = pick(2) == 0 ? kFirstEmployer : kSecondEmployer;
          const char* area = pick(2) == 0 ? "11296" : "318";
          switch (pick(4)) {
            case 0:
              rows.push_back(JobJoin(id, person, month, employer, area));
              break;
            case 1:
              rows.push_back(JobLeave(id, person, month, employer));
              break;
            case 2: {
              v1::MovementRow annul = MovementOf(id, person, v1::MOVEMENT_KIND_ANNUL, month);
              annul.add_schemes(SCHEME_SOCIAL_COMPULSORY);
              // Of any writer, and perhaps not there yet.
              annul.set_names_movement(
                  absl::StrCat("w", pick(kWriters), "-", 1 + pick(kChunks), "-", pick(kRows)));
              rows.push_back(annul);
              break;
            }
            default:
              rows.push_back(VoluntaryPaid(id, person, month, "2024-10", area));
          }
        }
        chunks.push_back(MovementChunk(chunk, rows));
      }
      service_.Import(absl::StrCat("writer-", writer), chunks,
                      writer % 2 == 0 ? service_.channel() : other->channel());
    });
  }
  // Meanwhile records are merged and parted.
  std::vector<std::string> names;
  for (int person = 1; person <= kPeople; ++person) {
    names.push_back(service_.Lookup(InsuranceNumber(person)).name());
  }
  std::atomic<int> merged = 0;
  for (int merger = 0; merger < kMergers; ++merger) {
    writers.emplace_back([&, merger] {
      std::mt19937_64 random(seed + 1000 + static_cast<uint64_t>(merger));
      const auto any = [&] { return names[random() % names.size()]; };
      const auto stub =
          v1::PersonService::NewStub(merger % 2 == 0 ? service_.channel() : other->channel());
      for (int i = 0; i < 15; ++i) {
        grpc::ClientContext merge_context, unmerge_context;
        SetDeadline(merge_context);
        SetDeadline(unmerge_context);
        v1::MergePersonRequest merge;
        merge.set_name(any());
        merge.set_into_person(any());
        v1::UnmergePersonRequest unmerge;
        unmerge.set_name(any());
        v1::Person person;
        // Some merges are impossible, and must then be refused and nothing else.
        for (const grpc::Status& status :
             {stub->MergePerson(&merge_context, merge, &person),
              stub->UnmergePerson(&unmerge_context, unmerge, &person)}) {
          if (status.ok()) ++merged;
          if (!status.ok()) EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
        }
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_GT(merged, 0);
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(ParticipantTest, ReadsAreAnsweredWhileImportsWaitForACommit) {
  constexpr int kImports = 12;
  service_.LoadProvince(1);
  const auto other = sql::Database::Open(service_.url(), 1).value();
  std::vector<std::thread> imports;
  std::atomic<int> begun = 0;
  // Holds the writers' queue until every import waits and reads were answered.
  const absl::Status held = other->Write([&](soci::session& session) -> absl::Status {
    session << "UPDATE revision SET revision = revision WHERE id = 1";
    for (int i = 0; i < kImports; ++i) {
      imports.emplace_back([&, i] {
        ++begun;
        service_.Import(absl::StrCat("waiting-", i),
                        {MovementChunk(1, {JobJoin(absl::StrCat("w", i), 1, "2024-01",
                                                   kFirstEmployer, "11296")})});
      });
    }
    while (begun < kImports) std::this_thread::yield();
    for (int i = 0; i < 50; ++i) {
      EXPECT_EQ(service_.Count("31", "2023-12", SCHEME_ANY), 0);
    }
    return absl::CancelledError("released");
  });
  EXPECT_EQ(held.code(), absl::StatusCode::kCancelled);
  for (std::thread& import : imports) import.join();
  EXPECT_EQ(service_.Count("31", "2024-01", SCHEME_ANY), 1);
}

TEST_P(ParticipantTest, TheFeedRefusesTypesThatItDoesNotHave) {
  const auto status_of = [&](int64_t after, const std::string& type) {
    grpc::ClientContext context;
    v1::WatchChangesRequest request;
    request.set_after_revision(after);
    if (!type.empty()) request.add_types(type);
    const auto reader =
        v1::ChangeService::NewStub(service_.channel())->WatchChanges(&context, request);
    v1::WatchChangesResponse event;
    EXPECT_FALSE(reader->Read(&event));
    return reader->Finish();
  };
  EXPECT_EQ(status_of(0, "names").error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status_of(0, "names").error_message(), HasSubstr("wage_spans"));
  EXPECT_EQ(status_of(-1, "").error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_P(ParticipantTest, AnIdleImportEndsWhenTheServiceStops) {
  std::unique_ptr<Replica> replica = service_.AnotherReplica();
  const auto stub = v1::ImportService::NewStub(replica->channel());
  grpc::ClientContext context;
  const auto stream = stub->ImportRows(&context);
  v1::ImportRowsRequest start;
  start.mutable_start()->set_import_id("idle");
  ASSERT_TRUE(stream->Write(start));
  type::v1::ImportAck ack;
  ASSERT_TRUE(stream->Read(&ack));
  replica.reset();
  EXPECT_FALSE(stream->Read(&ack));
  const grpc::Status status = stream->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(status.error_message(), HasSubstr("resume the import"));
}

TEST(ParticipantSchemaTest, ClusteredTablesKeepTheirRowsInTheirKeysOnSqlite) {
  TestDatabase database(sql::Engine::kSqlite, ParticipantSchema());
  int tables = 0;
  ASSERT_TRUE(database.get()
                  .Read([&](soci::session& session) {
                    session << "SELECT COUNT(*) FROM sqlite_master WHERE name IN ('movement', "
                               "'identifier_key', 'coverage_total') AND sql LIKE "
                               "'%WITHOUT ROWID%'",
                        soci::into(tables);
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_EQ(tables, 3);
}

TEST_P(ParticipantTest, WageSpansOfAllRecordsComeInPages) {
  service_.LoadProvince(3);
  v1::ImportChunk chunk;
  chunk.set_chunk_number(1);
  for (int person = 1; person <= 3; ++person) {
    for (const char* from : {"2024-01", "2024-05"}) {
      v1::WageRow& row = *chunk.mutable_wages()->add_rows();
      row.set_person(InsuranceNumber(person));
      row.set_employer("0100233488");
      row.set_from_month(from);
      row.set_wage_vnd(5'000'000 + person);
      row.set_rate_class("WORKER");
      row.set_workplace_area("11296");
    }
  }
  ASSERT_EQ(service_.Import("wages", {chunk}).at(1).refused_count(), 0);
  const auto list = [&](const std::string& parent, const std::string& token,
                        v1::ListWageSpansResponse& response) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::ListWageSpansRequest request;
    request.set_parent(parent);
    request.set_page_size(2);
    request.set_page_token(token);
    return v1::PersonService::NewStub(service_.channel())
        ->ListWageSpans(&context, request, &response);
  };
  v1::ListWageSpansResponse first, second, one;
  ASSERT_TRUE(list("people/-", "", first).ok());
  ASSERT_EQ(first.wage_spans_size(), 4);
  // A span ends before the next one of its job.
  EXPECT_EQ(first.wage_spans(0).through_month_number(), Month::FromYearMonth(2024, 4).number());
  EXPECT_EQ(first.wage_spans(1).through_month_number(), 0);
  ASSERT_TRUE(list("people/-", first.next_page_token(), second).ok());
  EXPECT_EQ(second.wage_spans_size(), 2);
  EXPECT_EQ(second.next_page_token(), "");
  ASSERT_TRUE(list(absl::StrCat("people/", second.wage_spans(0).person_id()), "", one).ok());
  EXPECT_EQ(one.wage_spans_size(), 2);
  EXPECT_EQ(one.next_page_token(), "");
  EXPECT_EQ(list("people/999", "", one).error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(list("people/x", "", one).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

}  // namespace
}  // namespace baophu::participant
