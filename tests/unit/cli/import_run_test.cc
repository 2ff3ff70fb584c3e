#include "services/cli/import/stream/import_run.h"

#include <baophu/target/v1/import_service.pb.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>

#include "services/cli/import/rows/import_kind.h"
#include "tests/unit/cli/temp_file.h"

namespace baophu::cli {
namespace {

using target::v1::ImportRowsRequest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// An import service in memory, with faults on demand.
struct FakeService {
  std::mutex mutex;
  std::condition_variable changed;
  // Durable rows by chunk number: their area columns.
  std::map<int64_t, std::vector<std::string>> chunks;
  // Refused rows of durable chunks.
  std::map<int64_t, int64_t> refused;
  std::vector<std::string> import_ids;
  int streams = 0;
  int64_t chunks_received = 0;
  size_t most_in_flight = 0;

  // Streams numbered from 1 break after this many acknowledgements,
  std::map<int, int> break_after_acks;
  // and if they are here, one more chunk is made durable before.
  std::set<int> loses_an_ack;
  // Streams that end at once with this status.
  std::map<int, grpc::Status> refuse;
  // What every stream ends with from now on.
  std::optional<grpc::Status> refuse_all;
  // Acknowledge only when the sender can send no more.
  size_t hold_until_in_flight = 0;
  // What the service remembers of the import when it starts.
  int64_t forget_to_chunk = -1;
};

class FakeStream final : public ImportStream {
 public:
  FakeStream(FakeService& service, int number) : service_(service), number_(number) {
    const auto breaks = service.break_after_acks.find(number);
    acks_left_ = breaks == service.break_after_acks.end() ? 1'000'000 : breaks->second;
    if (service.refuse_all.has_value()) End(*service.refuse_all);
    const auto refused = service.refuse.find(number);
    if (refused != service.refuse.end()) End(refused->second);
  }

  bool Write(const google::protobuf::Message& message) override {
    const auto& request = static_cast<const ImportRowsRequest&>(message);
    const std::lock_guard lock(service_.mutex);
    if (ended_) return false;
    if (request.has_start()) {
      validate_only_ = request.start().validate_only();
      service_.import_ids.push_back(request.start().import_id());
      if (service_.forget_to_chunk >= 0 && number_ > 1) {
        service_.chunks.erase(service_.chunks.upper_bound(service_.forget_to_chunk),
                              service_.chunks.end());
      }
      type::v1::ImportAck ack;
      ack.set_chunk_number(service_.chunks.empty() ? 0 : service_.chunks.rbegin()->first);
      for (const auto& [number, count] : service_.refused) {
        ack.set_refused_count(ack.refused_count() + count);
      }
      outgoing_.push_back(ack);
    } else {
      ++service_.chunks_received;
      held_.push_back(request.chunk());
      service_.most_in_flight = std::max(service_.most_in_flight, held_.size());
      if (held_.size() >= service_.hold_until_in_flight) Commit();
    }
    service_.changed.notify_all();
    return !ended_;
  }

  void WritesDone() override {
    const std::lock_guard lock(service_.mutex);
    Commit();
    if (!ended_) End(grpc::Status::OK);
    service_.changed.notify_all();
  }

  bool Read(type::v1::ImportAck& ack) override {
    std::unique_lock lock(service_.mutex);
    service_.changed.wait(lock, [this] { return ended_ || !outgoing_.empty(); });
    if (outgoing_.empty()) return false;
    ack = outgoing_.front();
    outgoing_.pop_front();
    return true;
  }

  void Cancel() override {
    const std::lock_guard lock(service_.mutex);
    End(grpc::Status(grpc::StatusCode::CANCELLED, "cancelled"));
    service_.changed.notify_all();
  }

  grpc::Status Finish() override { return status_; }

 private:
  void End(grpc::Status status) {
    if (ended_) return;
    ended_ = true;
    status_ = std::move(status);
  }

  void Commit() {
    while (!held_.empty() && !ended_) {
      const target::v1::ImportChunk chunk = held_.front();
      held_.pop_front();
      if (acks_left_ == 0) {
        if (service_.loses_an_ack.contains(number_)) Apply(chunk);
        End(grpc::Status(grpc::StatusCode::UNAVAILABLE, "connection lost"));
        return;
      }
      --acks_left_;
      outgoing_.push_back(Apply(chunk));
    }
  }

  type::v1::ImportAck Apply(const target::v1::ImportChunk& chunk) {
    type::v1::ImportAck ack;
    ack.set_chunk_number(chunk.chunk_number());
    ack.set_replayed(service_.chunks.contains(chunk.chunk_number()));
    std::vector<std::string> rows;
    for (int i = 0; i < chunk.denominators().rows_size(); ++i) {
      const std::string& area = chunk.denominators().rows(i).area();
      if (area == "BAD") {
        ack.set_refused_count(ack.refused_count() + 1);
        auto& error = *ack.add_errors();
        error.set_row_number(chunk.first_row_number() + i);
        error.set_field("area");
        error.set_severity(type::v1::SEVERITY_ERROR);
        continue;
      }
      rows.push_back(area);
      ack.set_accepted_count(ack.accepted_count() + 1);
    }
    if (!validate_only_) {
      service_.chunks[chunk.chunk_number()] = rows;
      service_.refused[chunk.chunk_number()] = ack.refused_count();
    }
    return ack;
  }

  FakeService& service_;
  const int number_;
  int acks_left_;
  bool validate_only_ = false;
  bool ended_ = false;
  grpc::Status status_;
  std::deque<target::v1::ImportChunk> held_;
  std::deque<type::v1::ImportAck> outgoing_;
};

class FakeEndpoint final : public ImportEndpoint {
 public:
  explicit FakeEndpoint(FakeService& service) : service_(service) {}
  std::unique_ptr<ImportStream> Open() override {
    const std::lock_guard lock(service_.mutex);
    return std::make_unique<FakeStream>(service_, ++service_.streams);
  }
  std::unique_ptr<google::protobuf::Message> NewRequest() const override {
    return std::make_unique<ImportRowsRequest>();
  }

 private:
  FakeService& service_;
};

class ImportRunTest : public ::testing::Test {
 protected:
  // Rows r2, r3, ... by their number in the file.
  static std::string Rows(int count) {
    std::string text = "base,area,value,valid_from\n";
    for (int i = 2; i < count + 2; ++i) {
      text += "POPULATION,r" + std::to_string(i) + ",1,2024-01\n";
    }
    return text;
  }

  ImportOutcome Import(std::string_view text, ImportOptions options = {},
                       ChunkLimits limits = {.rows = 2}) {
    const std::string path = folder_.Write("rows.csv", text);
    options.import_id = "id";
    auto source = ChunkSource::Open(path, *FindImportKind("denominators"), endpoint_, limits,
                                    [&](int64_t row, const RowProblem& problem) {
                                      problems_.emplace_back(row, problem.field);
                                    });
    EXPECT_TRUE(source.ok()) << source.status();
    ImportEvents events;
    events.on_ack = [&](const Chunk& chunk, const type::v1::ImportAck& ack, bool from_before) {
      (from_before ? skipped_ : accepted_) += ack.accepted_count();
      refused_ += ack.refused_count();
      for (const auto& error : ack.errors()) {
        error_rows_.push_back(
            chunk.row_numbers[static_cast<size_t>(error.row_number() - chunk.row_numbers.front())]);
      }
    };
    events.on_skip = [&](int64_t rows) { skipped_ += rows; };
    events.on_retry = [&](const absl::Status&, absl::Duration) {};
    events.sleep = [&](absl::Duration wait) { waited_ += wait; };
    return ImportRun(endpoint_, **source, std::move(options), std::move(events)).Run();
  }

  std::vector<std::string> Durable() {
    std::vector<std::string> rows;
    for (const auto& [number, chunk] : service_.chunks) {
      rows.insert(rows.end(), chunk.begin(), chunk.end());
    }
    return rows;
  }
  static std::vector<std::string> Expected(int count) {
    std::vector<std::string> rows;
    for (int i = 2; i < count + 2; ++i) rows.push_back("r" + std::to_string(i));
    return rows;
  }

  const TempFolder folder_;
  FakeService service_;
  FakeEndpoint endpoint_{service_};
  std::vector<std::pair<int64_t, std::string>> problems_;
  std::vector<int64_t> error_rows_;
  int64_t accepted_ = 0;
  int64_t refused_ = 0;
  int64_t skipped_ = 0;
  absl::Duration waited_;
};

TEST_F(ImportRunTest, SendsEveryRowOnce) {
  const ImportOutcome outcome = Import(Rows(7));
  EXPECT_TRUE(outcome.service.ok()) << outcome.service;
  EXPECT_TRUE(outcome.file.ok()) << outcome.file;
  EXPECT_EQ(Durable(), Expected(7));
  EXPECT_EQ(accepted_, 7);
  EXPECT_EQ(service_.chunks.size(), 4u);
}

TEST_F(ImportRunTest, AFileWithoutRowsIsDone) {
  const ImportOutcome outcome = Import(Rows(0));
  EXPECT_TRUE(outcome.service.ok()) << outcome.service;
  EXPECT_EQ(service_.chunks_received, 0);
}

TEST_F(ImportRunTest, KeepsNoMoreThanItsWindowInFlight) {
  service_.hold_until_in_flight = 3;
  const ImportOutcome outcome = Import(Rows(40), {.chunks_in_flight = 3});
  EXPECT_TRUE(outcome.service.ok()) << outcome.service;
  EXPECT_EQ(service_.most_in_flight, 3u);
  EXPECT_EQ(Durable(), Expected(40));
}

TEST_F(ImportRunTest, GoesOnAfterBrokenStreams) {
  service_.break_after_acks = {{1, 2}, {2, 0}, {3, 5}};
  service_.loses_an_ack = {1, 3};
  const ImportOutcome outcome = Import(Rows(41));
  EXPECT_TRUE(outcome.service.ok()) << outcome.service;
  EXPECT_EQ(service_.streams, 4);
  EXPECT_EQ(Durable(), Expected(41));
  EXPECT_EQ(accepted_, 41);  // Also those whose first acknowledgement was lost.
}

TEST_F(ImportRunTest, ALaterRunSkipsWhatIsDurable) {
  service_.break_after_acks = {{1, 3}};
  ImportOutcome outcome = Import(Rows(11), {.retry_time = absl::ZeroDuration()});
  EXPECT_EQ(outcome.service.code(), absl::StatusCode::kUnavailable);
  accepted_ = 0;
  outcome = Import(Rows(11));
  EXPECT_TRUE(outcome.service.ok()) << outcome.service;
  EXPECT_EQ(skipped_, 6);
  EXPECT_EQ(accepted_, 5);
  EXPECT_EQ(Durable(), Expected(11));
}

TEST_F(ImportRunTest, ALaterRunTellsWhichRowsWereRefusedBefore) {
  const std::string text = Rows(2) + "POPULATION,BAD,1,2024-01\n" + Rows(8).substr(27);
  service_.break_after_acks = {{1, 3}, {2, 1}};
  ImportOutcome outcome = Import(text, {.retry_time = absl::ZeroDuration()});
  EXPECT_EQ(outcome.service.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(error_rows_, ElementsAre(4));
  const std::vector<std::string> durable = Durable();

  // It breaks among the chunks that it is asked for again.
  for (int run = 0; run < 2; ++run) {
    accepted_ = skipped_ = refused_ = 0;
    error_rows_.clear();
    outcome = Import(text);
    EXPECT_TRUE(outcome.service.ok()) << outcome.service;
    EXPECT_EQ(refused_, 1);
    EXPECT_THAT(error_rows_, ElementsAre(4));
    EXPECT_EQ(accepted_ + skipped_, 10);
    EXPECT_EQ(skipped_, run == 0 ? std::ssize(durable) : 10);
    EXPECT_EQ(Durable().size(), 10u);
  }
}

TEST_F(ImportRunTest, GivesUpWhenTheServiceStaysAway) {
  service_.refuse_all = grpc::Status(grpc::StatusCode::UNAVAILABLE, "down");
  const ImportOutcome outcome = Import(Rows(3), {.retry_time = absl::Seconds(60)});
  EXPECT_EQ(outcome.service.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(waited_, absl::Seconds(60));
}

TEST_F(ImportRunTest, DoesNotRepeatWhatTheServiceRefuses) {
  service_.refuse[1] = grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "no");
  const ImportOutcome outcome = Import(Rows(3));
  EXPECT_EQ(outcome.service.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(service_.streams, 1);
}

TEST_F(ImportRunTest, NoticesAServiceThatForgot) {
  service_.break_after_acks = {{1, 3}};
  service_.forget_to_chunk = 1;
  const ImportOutcome outcome = Import(Rows(20));
  EXPECT_EQ(outcome.service.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(outcome.service.message()), HasSubstr("run the import again"));
}

TEST_F(ImportRunTest, RowsBeforeAFaultInTheFileAreSent) {
  const ImportOutcome outcome = Import(Rows(5) + "POPULATION,\"r7\"x,1,2024-01\n");
  EXPECT_TRUE(outcome.service.ok()) << outcome.service;
  EXPECT_THAT(std::string(outcome.file.message()), HasSubstr("row 7"));
  EXPECT_EQ(Durable(), Expected(5));
}

TEST_F(ImportRunTest, RowsThatCannotBeExpressedAreLeftOutAndNumbersStayRight) {
  const ImportOutcome outcome = Import(
      "base,area,value,valid_from\n"
      "POPULATION,a,1,2024-01\n"
      "POPULATION,b,many,2024-01\n"
      "\n"
      "POPULATION,BAD,1,2024-01\n"
      "POPULATION,d\n"
      "POPULATION,e,1,2024-01\n",
      {}, {.rows = 10});
  EXPECT_TRUE(outcome.service.ok()) << outcome.service;
  EXPECT_EQ(Durable(), (std::vector<std::string>{"a", "e"}));
  EXPECT_THAT(problems_, ElementsAre(std::pair(3, "value"), std::pair(6, "")));
  EXPECT_THAT(error_rows_, ElementsAre(5));
  EXPECT_EQ(refused_, 1);
}

TEST_F(ImportRunTest, CutsChunksByBytesToo) {
  std::string text = "base,area,value,valid_from,source\n";
  for (int i = 2; i < 12; ++i) {
    text += "POPULATION,r" + std::to_string(i) + ",1,2024-01," + std::string(1000, 's') + "\n";
  }
  const ImportOutcome outcome = Import(text, {}, {.rows = 100, .bytes = 2500});
  EXPECT_TRUE(outcome.service.ok()) << outcome.service;
  EXPECT_EQ(service_.chunks.size(), 5u);
  EXPECT_EQ(Durable(), Expected(10));
}

TEST_F(ImportRunTest, ValidatingWritesNothingAndResumesNothing) {
  service_.break_after_acks = {{1, 2}};
  const ImportOutcome outcome = Import(Rows(9), {.validate_only = true});
  EXPECT_TRUE(outcome.service.ok()) << outcome.service;
  EXPECT_EQ(accepted_, 9);
  EXPECT_TRUE(service_.chunks.empty());
}

}  // namespace
}  // namespace baophu::cli
