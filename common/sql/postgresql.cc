#include "common/sql/postgresql.h"

#include <libpq-events.h>
#include <soci/postgresql/soci-postgresql.h>

#include <cctype>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace baophu::sql::postgresql {
namespace {

// More would cost the server memory; what is beyond is planned each time.
constexpr size_t kMostPlans = 200;

// A plan of a query is made anew after this long, because it is made for tables
// as large as they were then: one that reads a whole table was right while the
// table was empty.
constexpr absl::Duration kQueryPlanAge = absl::Milliseconds(500);
// With more keys than fit into this, a plan of its own costs little beside the
// query, and another's plan may cost much.
constexpr size_t kShortBytes = 4096;

struct Plan {
  std::string name;
  absl::Time expires;
};

// What is kept beside each connection for as long as it lives.
struct State {
  absl::flat_hash_map<std::string, Plan> plans;  // By text.
  int64_t next_name = 1;
  int gatherers = 0;
  std::vector<Statement> gathered;
};

// libpq calls this when a connection begins anew or ends.
int OnEvent(PGEventId event, void* info, void*) {
  if (event == PGEVT_CONNDESTROY) {
    PGconn* connection = static_cast<PGEventConnDestroy*>(info)->conn;
    delete static_cast<State*>(PQinstanceData(connection, OnEvent));
  } else if (event == PGEVT_CONNRESET) {
    PGconn* connection = static_cast<PGEventConnReset*>(info)->conn;
    if (auto* state = static_cast<State*>(PQinstanceData(connection, OnEvent))) *state = State();
  }
  return 1;
}

State& StateOf(PGconn* connection) {
  if (auto* state = static_cast<State*>(PQinstanceData(connection, OnEvent))) return *state;
  auto state = std::make_unique<State>();
  if (PQregisterEventProc(connection, OnEvent, "baophu", nullptr) == 0 ||
      PQsetInstanceData(connection, OnEvent, state.get()) == 0) {
    Fail(nullptr);
  }
  return *state.release();
}

std::vector<const char*> Values(const std::vector<std::string>& parameters) {
  std::vector<const char*> values;
  values.reserve(parameters.size());
  for (const std::string& parameter : parameters) values.push_back(parameter.c_str());
  return values;
}

void Check(int sent) {
  if (sent != 1) Fail(nullptr);
}

bool IsShort(const Statement& statement) {
  size_t bytes = 0;
  for (const std::string& parameter : statement.parameters) bytes += parameter.size();
  return bytes <= kShortBytes;
}

// What goes to the server in one round trip.
class Pipeline {
 public:
  Pipeline(PGconn* connection, State& state) : connection_(connection), state_(state) {
    Check(PQenterPipelineMode(connection_));
  }

  void Send(const Statement& statement) {
    const std::vector<const char*> values = Values(statement.parameters);
    const int count = static_cast<int>(values.size());
    const std::string* name = statement.lasting || IsShort(statement) ? PlanOf(statement) : nullptr;
    Check(name == nullptr ? PQsendQueryParams(connection_, statement.text.c_str(), count, nullptr,
                                              values.data(), nullptr, nullptr, 0)
                          : PQsendQueryPrepared(connection_, name->c_str(), count, values.data(),
                                                nullptr, nullptr, 0));
    ++results_;
  }

  // The last statement's result. Throws for the first that failed, after which the
  // server skipped the others.
  Result Receive() {
    Check(PQpipelineSync(connection_));
    Result last, failure;
    for (int i = 0; i < results_; ++i) {
      while (Result result{PQgetResult(connection_)}) {
        const ExecStatusType status = PQresultStatus(result.get());
        const bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
        if (!good && failure == nullptr) failure = std::move(result);
        if (good) last = std::move(result);
      }
      if (PQstatus(connection_) != CONNECTION_OK) Fail(failure.get());
    }
    const Result end(PQgetResult(connection_));
    // Nothing tells which plans the server has, and their names are not used again.
    if (failure != nullptr) {
      for (const std::string& text : fresh_) state_.plans.erase(text);
    }
    Check(PQexitPipelineMode(connection_));
    if (failure != nullptr) Fail(failure.get());
    return last;
  }

 private:
  // Null when there are too many.
  const std::string* PlanOf(const Statement& statement) {
    const absl::Time now = statement.lasting ? absl::InfinitePast() : absl::Now();
    const auto found = state_.plans.find(statement.text);
    if (found != state_.plans.end()) {
      if (now < found->second.expires) return &found->second.name;
      Check(PQsendQueryParams(connection_, absl::StrCat("DEALLOCATE ", found->second.name).c_str(),
                              0, nullptr, nullptr, nullptr, nullptr, 0));
      ++results_;
      state_.plans.erase(found);
    } else if (state_.plans.size() >= kMostPlans) {
      return nullptr;
    }
    std::string name = absl::StrCat("baophu_", state_.next_name++);
    Check(PQsendPrepare(connection_, name.c_str(), statement.text.c_str(), 0, nullptr));
    ++results_;
    fresh_.push_back(statement.text);
    const absl::Time expires = statement.lasting ? absl::InfiniteFuture() : now + kQueryPlanAge;
    return &state_.plans.emplace(statement.text, Plan{std::move(name), expires}).first->second.name;
  }

  PGconn* const connection_;
  State& state_;
  int results_ = 0;
  std::vector<std::string> fresh_;  // Statements that got a plan here.
};

}  // namespace

PGconn* ConnectionOf(soci::session& session) {
  return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

void Fail(const PGresult* result) {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  throw soci::postgresql_soci_error("statement", state == nullptr ? "08006" : state);
}

std::string WithNumbers(std::string_view text) {
  std::string numbered;
  bool quoted = false;
  int number = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\'') quoted = !quoted;
    if (quoted || text[at] != ':') {
      numbered += text[at];
      continue;
    }
    absl::StrAppend(&numbered, "$", ++number);
    while (at + 1 < text.size() &&
           (std::isalnum(static_cast<unsigned char>(text[at + 1])) != 0 || text[at + 1] == '_')) {
      ++at;
    }
  }
  return numbered;
}

Result Query(soci::session& session, const std::string& text,
             const std::vector<std::string>& parameters) {
  State& state = StateOf(ConnectionOf(session));
  Pipeline pipeline(ConnectionOf(session), state);
  for (const Statement& statement : std::exchange(state.gathered, {})) pipeline.Send(statement);
  pipeline.Send({text, parameters});
  return pipeline.Receive();
}

void Run(soci::session& session, Statement statement) {
  State& state = StateOf(ConnectionOf(session));
  state.gathered.push_back(std::move(statement));
  if (state.gatherers == 0) SendGathered(session);
}

void Gather(soci::session& session, absl::FunctionRef<void()> write) {
  State& state = StateOf(ConnectionOf(session));
  ++state.gatherers;
  try {
    write();
    SendGathered(session);
  } catch (...) {
    // The transaction, or its savepoint, is undone.
    state.gathered.clear();
    --state.gatherers;
    throw;
  }
  --state.gatherers;
}

void SendGathered(soci::session& session) {
  State& state = StateOf(ConnectionOf(session));
  if (state.gathered.empty()) return;
  Pipeline pipeline(ConnectionOf(session), state);
  for (const Statement& statement : std::exchange(state.gathered, {})) pipeline.Send(statement);
  pipeline.Receive();
}

}  // namespace baophu::sql::postgresql
