#include "services/participant/retention/retention_service.h"

#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "common/feed/at_revision.h"
#include "common/feed/remembered_write.h"
#include "common/feed/run_write.h"
#include "common/month/moment.h"
#include "common/rpc/page.h"
#include "common/status/try.h"
#include "services/participant/areas/area_service.h"
#include "services/participant/people/person_store.h"
#include "services/participant/retention/case_writer.h"
#include "services/participant/retention/retention_message.h"
#include "services/participant/retention/rules/work_list.h"
#include "services/participant/retention/store/list_store.h"

namespace baophu::participant {
namespace {

constexpr int32_t kMostDays = 366;
constexpr int32_t kMostMonths = 60;

Day Today() { return VietnamDay(absl::ToUnixMicros(absl::Now())); }
Day TodayOf(const Commit& commit) { return VietnamDay(commit.now_us()); }

absl::StatusOr<AreaCode> ReadParent(const std::string& parent) {
  const absl::StatusOr<AreaCode> area = ParseAreaName(parent);
  if (!area.ok()) return WithField(area.status(), "parent");
  return area;
}

absl::Status CheckArea(const AreaCatalogue& areas, AreaCode area) {
  if (areas.FindNewest(area) != nullptr) return absl::OkStatus();
  return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_AREA", "parent",
                     absl::StrCat("no area has the code ", area.ToString()),
                     "list areas to see the codes");
}

// The reach of lists that a request states.
template <typename Request>
absl::StatusOr<ListReach> ReadReach(const Request& request) {
  ListReach reach;
  reach.day = Today();
  if (!request.day().empty()) {
    const absl::StatusOr<Day> day = Day::Parse(request.day());
    if (!day.ok()) return WithField(day.status(), "day");
    reach.day = *day;
  }
  if (request.within_days() < 0 || request.within_days() > kMostDays) {
    return InvalidField("within_days", "is not from 1 to 366", "send 1 to 366, or 0 for 30");
  }
  if (request.within_months() < 0 || request.within_months() > kMostMonths) {
    return InvalidField("within_months", "is not from 1 to 60", "send 1 to 60, or 0 for 3");
  }
  if (request.within_days() > 0) reach.days = request.within_days();
  if (request.within_months() > 0) reach.months = request.within_months();
  return reach;
}

CaseMonths MonthsOfList(WorkList list, const ListReach& reach) {
  if (list == WorkList::kUncovered) return {reach.day.month(), reach.day.month(), Month()};
  return MonthsOf(list, reach);
}

absl::StatusOr<std::vector<RetentionKind>> ReadKinds(WorkList list, const std::string& kind) {
  const std::vector<RetentionKind> kinds = KindsOf(list);
  if (kind.empty()) return kinds;
  for (const RetentionKind each : kinds) {
    if (RetentionKindText(each) == kind) return std::vector<RetentionKind>{each};
  }
  return InvalidField("kind", "is no kind of cases of this list",
                      "send VOLUNTARY or HOUSEHOLD for ENDING and LAPSED, or nothing");
}

// Where in a list a page begins: after this case.
struct ListPlace {
  AreaCode area;
  RetentionKind kind = RetentionKind::kVoluntary;
  Month place;
  PersonId person;
};

std::string TextOf(const list_store::CaseRow& row) {
  return absl::StrCat(row.area.ToString(), "|", static_cast<int>(row.key.kind), "|",
                      row.place.number(), "|", row.key.person.value());
}

absl::StatusOr<ListPlace> PlaceOf(const std::string& text) {
  if (text.empty()) return ListPlace();
  const std::vector<std::string> parts = absl::StrSplit(text, '|');
  int kind = 0;
  int32_t month = 0;
  int64_t person = 0;
  if (parts.size() != 4 || !absl::SimpleAtoi(parts[1], &kind) ||
      !absl::SimpleAtoi(parts[2], &month) || !absl::SimpleAtoi(parts[3], &person)) {
    return absl::InternalError("a page token of this service cannot be read");
  }
  return ListPlace{AreaCode::FromTrusted(parts[0]), static_cast<RetentionKind>(kind),
                   Month::FromNumber(month), PersonId(person)};
}

}  // namespace

absl::Status RetentionServiceImpl::List(const v1::ListRetentionCasesRequest& request,
                                        v1::ListRetentionCasesResponse& response) const {
  BAOPHU_ASSIGN(const AreaCode area, ReadParent(request.parent()));
  const std::optional<WorkList> list = WorkListOf(request.list());
  if (!list.has_value()) {
    return InvalidField("list", "is no list",
                        "send ENDING, LAPSED, UNCOVERED_HOUSEHOLD_MEMBER or LEFT_WORK");
  }
  BAOPHU_ASSIGN(const ListReach reach, ReadReach(request));
  BAOPHU_ASSIGN(const std::vector<RetentionKind> kinds, ReadKinds(*list, request.kind()));
  list_store::CaseQuery query;
  query.months = MonthsOfList(*list, reach);
  BAOPHU_ASSIGN(query.assignee, ReadAssignee(request.assignee()));
  query.state = CaseStateOf(request.state());
  if (!request.state().empty() && !query.state.has_value()) {
    return InvalidField("state", "is no state", "send OPEN, ASSIGNED, CONTACTED or CLOSED");
  }
  BAOPHU_ASSIGN(
      const rpc::Page page,
      rpc::Page::Open(context_.keys,
                      absl::StrCat("retention:", request.parent(), ":", request.list(), ":",
                                   reach.day.ToString(), ":", reach.days, ":", reach.months, ":",
                                   request.kind(), ":", request.assignee(), ":", request.state()),
                      request));
  BAOPHU_ASSIGN(const ListPlace begin, PlaceOf(page.after()));
  std::vector<list_store::CaseRow> rows;
  BAOPHU_TRY(context_.database.Read([&](soci::session& session) -> absl::Status {
    response.set_revision(ReadFeedBounds(session).revision);
    const auto areas = context_.areas.In(session);
    BAOPHU_TRY(CheckArea(*areas, area));
    for (const AreaCode code : CodesOf(area, reach.day.month(), *areas)) {
      if (code < begin.area) continue;
      for (const RetentionKind kind : kinds) {
        const bool same_area = code == begin.area;
        if (same_area && kind < begin.kind) continue;
        const bool same_kind = same_area && kind == begin.kind;
        query.area = code;
        query.kind = kind;
        query.after = same_kind ? begin.place : Month();
        query.after_person = same_kind ? begin.person : PersonId();
        query.limit = page.limit() - static_cast<int64_t>(rows.size());
        for (list_store::CaseRow& row : list_store::List(session, query, context_.retention)) {
          rows.push_back(std::move(row));
        }
        if (static_cast<int64_t>(rows.size()) == page.limit()) return absl::OkStatus();
      }
    }
    return absl::OkStatus();
  }));
  response.set_next_page_token(page.Cut(rows, TextOf));
  for (const list_store::CaseRow& row : rows) {
    ToMessage(row, context_.retention, *response.add_retention_cases());
  }
  return absl::OkStatus();
}

absl::Status RetentionServiceImpl::Get(const v1::GetRetentionCaseRequest& request,
                                       v1::RetentionCase& response) const {
  BAOPHU_ASSIGN(const CaseKey key, ReadCaseName(request.name()));
  return context_.database.Read(
      [&](soci::session& session) { return Describe(session, key, context_.retention, response); });
}

absl::Status RetentionServiceImpl::Summarize(const v1::SummarizeRetentionRequest& request,
                                             v1::SummarizeRetentionResponse& response) const {
  BAOPHU_ASSIGN(const AreaCode area, ReadParent(request.parent()));
  BAOPHU_ASSIGN(const ListReach reach, ReadReach(request));
  const Month month = reach.day.month();
  struct Figures {
    int64_t cases = 0;
    int64_t assigned = 0;
    int64_t contacted = 0;
  };
  std::map<AreaCode, std::map<std::pair<WorkList, RetentionKind>, Figures>> figures;
  BAOPHU_TRY(context_.database.Read([&](soci::session& session) -> absl::Status {
    response.set_revision(ReadFeedBounds(session).revision);
    const auto areas = context_.areas.In(session);
    BAOPHU_TRY(CheckArea(*areas, area));
    // Every area of the answer counts what hangs on the codes below it.
    std::map<AreaCode, std::vector<AreaCode>> counted_by;
    const std::vector<AreaCode> codes = CodesOf(area, month, *areas);
    for (const AreaCode code : codes) {
      for (const AncestorSpan& span : areas->AncestorSpans(code)) {
        if (month < span.from || span.through < month) continue;
        for (const AreaCode above : span.areas) {
          counted_by[code].push_back(above);
          if (above == area) break;  // Lowest first: what follows lies above the area.
        }
        break;
      }
    }
    for (const WorkList list : kWorkLists) {
      for (const RetentionKind kind : KindsOf(list)) {
        for (const list_store::AreaCount& count : list_store::Count(
                 session, codes, kind, MonthsOfList(list, reach), context_.retention)) {
          for (const AreaCode above : counted_by[count.area]) {
            Figures& each = figures[above][{list, kind}];
            each.cases += count.cases;
            each.assigned += count.assigned;
            each.contacted += count.contacted;
          }
        }
      }
    }
    return absl::OkStatus();
  }));
  response.set_day(reach.day.ToString());
  for (const auto& [code, lists] : figures) {
    v1::RetentionAreaSummary& summary = *response.add_areas();
    summary.set_area(code.ToString());
    for (const auto& [key, each] : lists) {
      v1::RetentionListSummary& told = *summary.add_lists();
      told.set_list(std::string(WorkListText(key.first)));
      told.set_kind(std::string(RetentionKindText(key.second)));
      told.set_case_count(each.cases);
      told.set_assigned_count(each.assigned);
      told.set_contacted_count(each.contacted);
    }
  }
  return absl::OkStatus();
}

absl::Status RetentionServiceImpl::Assign(const v1::AssignRetentionCaseRequest& request,
                                          bool& replayed, v1::RetentionCase& response) const {
  BAOPHU_ASSIGN(const CaseKey key, ReadCaseName(request.name()));
  BAOPHU_ASSIGN(const std::string assignee, ReadAssignee(request.assignee()));
  BAOPHU_TRY(ReadDay("assigned_date", request.assigned_date(), Today(), true).status());
  v1::AssignRetentionCaseRequest content = request;
  content.clear_request_id();
  return RememberedWrite(
      context_.committer, context_.keys, request.request_id(),
      absl::StrCat("assign:", content.SerializeAsString()), replayed, response,
      [&](Commit& commit) -> absl::StatusOr<bool> {
        BAOPHU_ASSIGN(const Day day,
                      ReadDay("assigned_date", request.assigned_date(), TodayOf(commit), true));
        const int64_t record = key.person.value();
        if (person_store::ReadOwners(commit.session(), {&record, 1}).empty()) {
          return NoSuchCase("name");
        }
        IncomingAssignment incoming{key, {day, assignee, {}}};
        const CaseWrite result =
            WriteAssignments(commit, context_.categories, {&incoming, 1}, Repeat::kHoldsAgain)
                .front();
        if (result == CaseWrite::kNoCase) return NoSuchCase("name");
        BAOPHU_TRY(Describe(commit.session(), key, context_.retention, response));
        return result == CaseWrite::kWritten || !request.request_id().empty();
      });
}

absl::Status RetentionServiceImpl::Contact(const v1::RecordRetentionContactRequest& request,
                                           bool& replayed, v1::RetentionCase& response) const {
  BAOPHU_ASSIGN(const CaseKey key, ReadCaseName(request.name()));
  const v1::RetentionContact& sent = request.contact();
  v1::RecordRetentionContactRequest content = request;
  content.clear_request_id();
  return RememberedWrite(
      context_.committer, context_.keys, request.request_id(),
      absl::StrCat("contact:", content.SerializeAsString()), replayed, response,
      [&](Commit& commit) -> absl::StatusOr<bool> {
        const absl::StatusOr<Day> day =
            ReadDay("contact.contacted_date", sent.contacted_date(), TodayOf(commit), true);
        if (!day.ok()) return day.status();
        const absl::StatusOr<CaseContact> contact = ReadContact(
            *day, {"contact.", sent.channel(), sent.outcome(), sent.reason()}, context_.retention);
        if (!contact.ok()) return contact.status();
        const int64_t record = key.person.value();
        if (person_store::ReadOwners(commit.session(), {&record, 1}).empty()) {
          return NoSuchCase("name");
        }
        IncomingContact incoming{key, *contact};
        const CaseWrite result =
            WriteContacts(commit, context_.categories, {&incoming, 1}, Repeat::kHoldsAgain).front();
        if (result == CaseWrite::kNoCase) return NoSuchCase("name");
        BAOPHU_TRY(Describe(commit.session(), key, context_.retention, response));
        return result == CaseWrite::kWritten || !request.request_id().empty();
      });
}

grpc::ServerUnaryReactor* RetentionServiceImpl::ListRetentionCases(
    grpc::CallbackServerContext* call, const v1::ListRetentionCasesRequest* request,
    v1::ListRetentionCasesResponse* response) {
  return rpc::RunUnaryAtRevision(call, context_.executor, context_.clock, request->min_revision(),
                                 [this, request, response] { return List(*request, *response); });
}

grpc::ServerUnaryReactor* RetentionServiceImpl::GetRetentionCase(
    grpc::CallbackServerContext* call, const v1::GetRetentionCaseRequest* request,
    v1::RetentionCase* response) {
  return rpc::RunUnary(call, context_.executor,
                       [this, request, response] { return Get(*request, *response); });
}

grpc::ServerUnaryReactor* RetentionServiceImpl::SummarizeRetention(
    grpc::CallbackServerContext* call, const v1::SummarizeRetentionRequest* request,
    v1::SummarizeRetentionResponse* response) {
  return rpc::RunUnaryAtRevision(
      call, context_.executor, context_.clock, request->min_revision(),
      [this, request, response] { return Summarize(*request, *response); });
}

grpc::ServerUnaryReactor* RetentionServiceImpl::AssignRetentionCase(
    grpc::CallbackServerContext* call, const v1::AssignRetentionCaseRequest* request,
    v1::RetentionCase* response) {
  return rpc::RunWrite(call, context_.executor, [this, request, response](bool& replayed) {
    return Assign(*request, replayed, *response);
  });
}

grpc::ServerUnaryReactor* RetentionServiceImpl::RecordRetentionContact(
    grpc::CallbackServerContext* call, const v1::RecordRetentionContactRequest* request,
    v1::RetentionCase* response) {
  return rpc::RunWrite(call, context_.executor, [this, request, response](bool& replayed) {
    return Contact(*request, replayed, *response);
  });
}

grpc::ServerUnaryReactor* RetentionServiceImpl::ReportDecrease(
    grpc::CallbackServerContext* call, const v1::ReportDecreaseRequest* request,
    v1::ReportDecreaseResponse* response) {
  return rpc::RunUnaryAtRevision(call, context_.executor, context_.clock, request->min_revision(),
                                 [this, request, response] { return Report(*request, *response); });
}

grpc::ServerUnaryReactor* RetentionServiceImpl::ListRetentionCodes(
    grpc::CallbackServerContext* call, const v1::ListRetentionCodesRequest*,
    v1::ListRetentionCodesResponse* response) {
  return rpc::RunUnary(call, context_.executor, [this, response]() -> absl::Status {
    const auto add = [](const RetentionCode& code, v1::RetentionCode& message) {
      message.set_code(code.code);
      message.set_display_name_vi(code.name_vi);
      message.set_display_name_en(code.name_en);
      message.set_closes(code.closes);
    };
    for (const RetentionCode& code : context_.retention.outcomes()) {
      add(code, *response->add_outcomes());
    }
    for (const RetentionCode& code : context_.retention.reasons()) {
      add(code, *response->add_reasons());
    }
    return absl::OkStatus();
  });
}

}  // namespace baophu::participant
