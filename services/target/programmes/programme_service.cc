#include "services/target/programmes/programme_service.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/feed/feed_log.h"
#include "common/feed/remembered_write.h"
#include "common/feed/request_log.h"
#include "common/feed/run_write.h"
#include "common/month/moment.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/target/programmes/programme_message_service.h"
#include "services/target/programmes/records/programme_links.h"
#include "services/target/programmes/records/programme_rules.h"
#include "services/target/programmes/records/programme_store.h"

namespace baophu::target {
namespace {

constexpr char kPrefix[] = "programmes/";

Day Today() { return VietnamDay(absl::ToUnixMicros(absl::Now())); }

absl::StatusOr<std::string> ProgrammeIdOf(const std::string& name, const char* field) {
  if (name.starts_with(kPrefix)) {
    std::string id = name.substr(sizeof(kPrefix) - 1);
    if (IsProgrammeId(id)) return id;
  }
  return InvalidField(field, "is no programme",
                      "write programmes/{programme_id}, such as programmes/bcd-31-2024");
}

absl::Status NoProgramme(const std::string& programme_id, const char* field) {
  return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_PROGRAMME", field,
                     absl::StrCat("there is no programme ", programme_id),
                     "list programmes to find its id");
}

absl::Status ProblemStatus(absl::StatusCode code, const Problem& problem) {
  // The id is a field of the request, all others of the record.
  const bool is_id = problem.field == "programme_id";
  return FaultStatus(code, problem.reason,
                     is_id ? problem.field : absl::StrCat("programme.", problem.field),
                     problem.problem, problem.remedy);
}

}  // namespace

grpc::ServerUnaryReactor* ProgrammeService::GetProgramme(grpc::CallbackServerContext* context,
                                                         const v1::GetProgrammeRequest* request,
                                                         v1::Programme* response) {
  return rpc::RunUnary(context, sources_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_ASSIGN(const std::string id, ProgrammeIdOf(request->name(), "name"));
    std::optional<Programme> programme;
    BAOPHU_TRY(sources_.database.Read([&](soci::session& session) {
      programme = programme_store::Find(session, id);
      return absl::OkStatus();
    }));
    if (!programme.has_value()) return NoProgramme(id, "name");
    ToMessage(*programme, sources_.catalogue, Today(), *response);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ProgrammeService::ListProgrammes(grpc::CallbackServerContext* context,
                                                           const v1::ListProgrammesRequest* request,
                                                           v1::ListProgrammesResponse* response) {
  return rpc::RunUnary(context, sources_.executor,
                       [this, request, response] { return List(*request, *response); });
}

absl::Status ProgrammeService::List(const v1::ListProgrammesRequest& request,
                                    v1::ListProgrammesResponse& response) const {
  if (!request.area().empty() && !AreaCode::Parse(request.area()).ok()) {
    return InvalidField("area", "is no area code", "write 2, 3 or 5 digits, or leave it out");
  }
  if (request.year() != 0 && (request.year() < 1900 || request.year() > 2999)) {
    return InvalidField("year", "is no year", "write 1900 to 2999, or leave it out");
  }
  const std::string query =
      absl::StrCat("programmes:", request.area(), ":", request.year(), ":", request.kind());
  BAOPHU_ASSIGN(const rpc::Page page, rpc::Page::Open(sources_.keys, query, request));
  std::vector<Programme> programmes;
  BAOPHU_TRY(sources_.database.Read([&](soci::session& session) {
    response.set_revision(ReadFeedBounds(session).revision);
    programmes = programme_store::List(session, {request.area(), request.kind(), request.year()},
                                       page.after(), page.limit());
    return absl::OkStatus();
  }));
  response.set_next_page_token(page.Cut(
      programmes, [](const Programme& each) -> std::string_view { return each.programme_id; }));
  const Day today = Today();
  for (const Programme& each : programmes) {
    ToMessage(each, sources_.catalogue, today, *response.add_programmes());
  }
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* ProgrammeService::ListProgrammeVersions(
    grpc::CallbackServerContext* context, const v1::ListProgrammeVersionsRequest* request,
    v1::ListProgrammeVersionsResponse* response) {
  return rpc::RunUnary(context, sources_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_ASSIGN(const std::string id, ProgrammeIdOf(request->parent(), "parent"));
    BAOPHU_ASSIGN(const rpc::Page page,
                  rpc::Page::Open(sources_.keys, absl::StrCat("programmeVersions:", id), *request));
    BAOPHU_ASSIGN(const int64_t after, page.after_id());
    std::vector<Programme> versions;
    BAOPHU_TRY(sources_.database.Read([&](soci::session& session) {
      response->set_revision(ReadFeedBounds(session).revision);
      versions = programme_store::Versions(session, id);
      return absl::OkStatus();
    }));
    if (versions.empty()) return NoProgramme(id, "parent");
    std::erase_if(versions, [&](const Programme& each) { return each.revision <= after; });
    response->set_next_page_token(
        page.Cut(versions, [](const Programme& each) { return each.revision; }));
    const Day today = Today();
    for (const Programme& each : versions) {
      ToMessage(each, sources_.catalogue, today, *response->add_versions());
    }
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ProgrammeService::ListProgrammeKinds(
    grpc::CallbackServerContext* context, const v1::ListProgrammeKindsRequest* request,
    v1::ListProgrammeKindsResponse* response) {
  return rpc::RunUnary(context, sources_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_ASSIGN(const rpc::Page page, rpc::Page::Open(sources_.keys, "programmeKinds", *request));
    const auto key_of = [](const ProgrammeKind& kind) {
      return absl::StrCat(kind.code, ".", kind.valid_from.ToString());
    };
    std::vector<ProgrammeKind> kinds = sources_.catalogue.kinds();
    std::sort(kinds.begin(), kinds.end(), [&](const ProgrammeKind& a, const ProgrammeKind& b) {
      return key_of(a) < key_of(b);
    });
    std::erase_if(kinds, [&](const ProgrammeKind& each) { return key_of(each) <= page.after(); });
    response->set_next_page_token(page.Cut(kinds, key_of));
    for (const ProgrammeKind& kind : kinds) {
      ToMessage(kind, sources_.catalogue, *response->add_programme_kinds());
    }
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ProgrammeService::CreateProgramme(
    grpc::CallbackServerContext* context, const v1::CreateProgrammeRequest* request,
    v1::Programme* response) {
  return rpc::RunWrite(
      context, sources_.executor, [this, context, request, response](bool& replayed) {
        const WriteRequest write = {request->programme_id(), request->programme(),
                                    request->request_id(), request->validate_only()};
        return Write(write, rpc::DeadlineOf(*context), replayed, *response);
      });
}

grpc::ServerUnaryReactor* ProgrammeService::ReplaceProgramme(
    grpc::CallbackServerContext* context, const v1::ReplaceProgrammeRequest* request,
    v1::Programme* response) {
  return rpc::RunWrite(
      context, sources_.executor,
      [this, context, request, response](bool& replayed) -> absl::Status {
        BAOPHU_ASSIGN(const std::string id, ProgrammeIdOf(request->name(), "name"));
        const WriteRequest write = {id, request->programme(), request->request_id(),
                                    request->validate_only(), true};
        return Write(write, rpc::DeadlineOf(*context), replayed, *response);
      });
}

absl::Status ProgrammeService::Write(const WriteRequest& request, absl::Time deadline,
                                     bool& replayed, v1::Programme& response) {
  BAOPHU_TRY(request_log::CheckRequestId(request.request_id));
  const Day today = Today();
  Programme programme;
  const std::vector<Problem> problems = CheckProgramme(
      DraftOf(request.programme_id, request.programme), sources_.catalogue, today, programme);
  if (!problems.empty()) {
    return ProblemStatus(absl::StatusCode::kInvalidArgument, problems.front());
  }
  BAOPHU_ASSIGN(const std::vector<size_t> unknown,
                sources_.areas.FindUnknown({{programme.area, programme.area_month()}}, deadline));
  if (!unknown.empty()) {
    return ProblemStatus(absl::StatusCode::kInvalidArgument,
                         UnknownArea(programme.area, programme.area_month()));
  }
  v1::Programme normal = request.programme;
  normal.set_name(absl::StrCat(kPrefix, request.programme_id));
  normal.clear_state();
  normal.clear_replaced_revision();
  if (!request.replace) normal.clear_revision();
  const std::string content =
      absl::StrCat(request.replace ? "replace" : "create", normal.SerializeAsString());
  return RememberedWrite(
      sources_.committer, sources_.keys, request.request_id, content, replayed, response,
      [&](Commit& commit) -> absl::StatusOr<bool> {
        const std::optional<Programme> before =
            programme_store::Find(commit.session(), programme.programme_id);
        if (request.replace && !before.has_value()) {
          return NoProgramme(programme.programme_id, "name");
        }
        if (request.replace && before->revision != request.programme.revision()) {
          return FaultStatus(absl::StatusCode::kAborted, "REVISION_CHANGED", "programme.revision",
                             absl::StrCat("is not that of the current version, ", before->revision),
                             "read the record again and send your change to that version");
        }
        if (!request.replace && before.has_value()) {
          return FaultStatus(absl::StatusCode::kAlreadyExists, "PROGRAMME_EXISTS", "programme_id",
                             "is recorded", "choose another id, or replace the record");
        }
        const ProgrammeLinks links =
            programme_store::LinksOf(commit.session(), {programme.programme_id, programme.part_of});
        if (const auto problem = CheckLinks({programme}, links).front(); problem.has_value()) {
          return ProblemStatus(absl::StatusCode::kFailedPrecondition, *problem);
        }
        // What says the same as before stays that version.
        const bool changes = !before.has_value() || !SameProgramme(*before, programme);
        const bool writes = changes && !request.validate_only;
        programme.revision = writes ? commit.revision() : before.has_value() ? before->revision : 0;
        ToMessage(programme, sources_.catalogue, today, response);
        if (request.validate_only) return false;
        if (changes) programme_store::Put(commit.session(), commit.revision(), {programme});
        return changes || !request.request_id.empty();
      });
}

}  // namespace baophu::target
