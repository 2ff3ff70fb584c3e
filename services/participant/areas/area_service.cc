#include "services/participant/areas/area_service.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/try.h"

namespace baophu::participant {
namespace {

void Fill(const AreaRecord& record, const std::vector<AreaSuccession>& successions,
          v1::Area* area) {
  area->set_name(absl::StrCat("areas/", record.code.ToString()));
  area->set_code(record.code.ToString());
  area->set_level(static_cast<v1::AreaLevel>(record.level));
  area->set_display_name(record.name);
  area->set_parent(record.parent.ToString());
  area->set_valid_from(record.valid_from.ToString());
  if (record.valid_to < Month::Max()) area->set_valid_to(record.valid_to.ToString());
  const auto add = [](v1::AreaSuccession* out, AreaCode other, Month month) {
    out->set_area(other.ToString());
    out->set_effective_from(month.ToString());
  };
  for (const AreaSuccession& one : successions) {
    if (one.predecessor == record.code && record.Holds(one.effective_from - 1)) {
      add(area->add_successors(), one.successor, one.effective_from);
    }
    if (one.successor == record.code && record.Holds(one.effective_from)) {
      add(area->add_predecessors(), one.predecessor, one.effective_from);
    }
  }
}

// The month, or nothing for an empty text.
absl::StatusOr<std::optional<Month>> OptionalMonth(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const absl::StatusOr<Month> month = Month::Parse(text);
  if (!month.ok()) return WithField(month.status(), "month");
  return *month;
}

// The catalogue's records are in the order of this.
std::string KeyOf(const AreaRecord& record) {
  return absl::StrCat(record.code.ToString(), "/", record.valid_from.ToString());
}

}  // namespace

absl::StatusOr<AreaCode> ParseAreaName(std::string_view name) {
  constexpr std::string_view kPrefix = "areas/";
  if (name.starts_with(kPrefix)) {
    absl::StatusOr<AreaCode> code = AreaCode::Parse(name.substr(kPrefix.size()));
    if (code.ok()) return code;
  }
  return InvalidField("name", "is not the name of an area", "write areas/ and a code, as areas/31");
}

grpc::ServerUnaryReactor* AreaServiceImpl::GetArea(grpc::CallbackServerContext* call,
                                                   const v1::GetAreaRequest* request,
                                                   v1::Area* response) {
  return rpc::RunUnary(call, context_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_ASSIGN(const AreaCode code, ParseAreaName(request->name()));
    BAOPHU_ASSIGN(const std::optional<Month> month, OptionalMonth(request->month()));
    std::shared_ptr<const AreaHistory> areas;
    BAOPHU_TRY(context_.database.Read([&](soci::session& session) {
      response->set_revision(ReadFeedBounds(session).revision);
      areas = context_.areas.HistoryIn(session);
      return absl::OkStatus();
    }));
    const AreaRecord* record = month.has_value() ? areas->catalogue().Find(code, *month)
                                                 : areas->catalogue().FindNewest(code);
    if (record == nullptr) {
      return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_AREA", "name",
                         absl::StrCat("no area has the code ", code.ToString(),
                                      month.has_value() ? " in that month" : ""),
                         "list areas to see the codes");
    }
    Fill(*record, areas->successions(), response);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* AreaServiceImpl::ListAreas(grpc::CallbackServerContext* call,
                                                     const v1::ListAreasRequest* request,
                                                     v1::ListAreasResponse* response) {
  return rpc::RunUnary(call, context_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_ASSIGN(const std::optional<Month> month, OptionalMonth(request->month()));
    if (!request->parent().empty()) {
      const absl::StatusOr<AreaCode> parent = AreaCode::Parse(request->parent());
      if (!parent.ok()) return WithField(parent.status(), "parent");
    }
    if (!v1::AreaLevel_IsValid(request->level())) {
      return InvalidField("level", "is no level",
                          "send 1 (province), 2 (district) or 3 (commune), or 0 for all");
    }
    const std::string query = absl::StrCat("areas|", request->month(), "|", request->parent(), "|",
                                           static_cast<int>(request->level()));
    BAOPHU_ASSIGN(const rpc::Page page, rpc::Page::Open(context_.keys, query, *request));
    std::shared_ptr<const AreaHistory> areas;
    BAOPHU_TRY(context_.database.Read([&](soci::session& session) {
      response->set_revision(ReadFeedBounds(session).revision);
      areas = context_.areas.HistoryIn(session);
      return absl::OkStatus();
    }));
    std::vector<const AreaRecord*> records;
    for (const AreaRecord& record : areas->catalogue().records()) {
      if (static_cast<int64_t>(records.size()) == page.limit()) break;
      if (KeyOf(record) <= page.after()) continue;
      if (month.has_value() && !record.Holds(*month)) continue;
      if (!request->parent().empty() && record.parent.text() != request->parent()) continue;
      if (request->level() != v1::AREA_LEVEL_UNSPECIFIED &&
          static_cast<int>(record.level) != static_cast<int>(request->level())) {
        continue;
      }
      records.push_back(&record);
    }
    response->set_next_page_token(
        page.Cut(records, [](const AreaRecord* record) { return KeyOf(*record); }));
    for (const AreaRecord* record : records) {
      Fill(*record, areas->successions(), response->add_areas());
    }
    return absl::OkStatus();
  });
}

}  // namespace baophu::participant
