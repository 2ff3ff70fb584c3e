#include "services/contribution/network/scorecards/scorecard_service.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/feed/feed_log.h"
#include "common/money/percent.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/ageing/arrears_request_service.h"
#include "services/contribution/network/registry/network_request_service.h"
#include "services/contribution/network/registry/network_store.h"
#include "services/contribution/network/scorecards/fact_store.h"
#include "services/contribution/network/scorecards/quota_store.h"

namespace baophu::contribution {
namespace {

constexpr int64_t kMostScorecards = 2'500;
constexpr int32_t kMostMonths = 36;
// More than there are scorecards of a level; a token is a revision and a place.
constexpr int64_t kMostPlaces = 1'000'000;

std::string_view CollectionOf(ScoreLevel level) {
  switch (level) {
    case ScoreLevel::kCollector:
      return kCollectors;
    case ScoreLevel::kPoint:
      return kPoints;
    case ScoreLevel::kOrganisation:
      return kOrganisations;
    default:
      return "areas/";
  }
}

std::string PeriodText(MonthRange months) {
  if (months.from == months.through) return months.from.ToString();
  if (months.from == months.from.January() && months.through == months.from + 11) {
    return absl::StrCat(months.from.year());
  }
  return absl::StrCat(months.from.ToString(), "..", months.through.ToString());
}

absl::StatusOr<Month> ReadMonth(const std::string& field, const std::string& text) {
  const absl::StatusOr<Month> month = Month::Parse(text);
  if (!month.ok()) return WithField(month.status(), field);
  return month;
}

absl::StatusOr<MonthRange> ReadMonths(const v1::ListScorecardsRequest& request) {
  MonthRange months;
  BAOPHU_ASSIGN(months.from, ReadMonth("from_month", request.from_month()));
  months.through = months.from;
  if (!request.through_month().empty()) {
    BAOPHU_ASSIGN(months.through, ReadMonth("through_month", request.through_month()));
  }
  if (months.through < months.from || months.through - months.from > kMostMonths) {
    return InvalidField("through_month", "is before from_month, or more than 36 months after",
                        "send a month within 36 months from from_month on");
  }
  return months;
}

// Reads who a scorecard is of and which period, of `{holder}/scorecards/{period}`.
absl::StatusOr<ScoreQuestion> ReadScorecardName(const std::string& name) {
  constexpr std::string_view kMiddle = "/scorecards/";
  const size_t at = name.find(kMiddle);
  if (at == std::string::npos) {
    return InvalidField("name", "is not the name of a scorecard",
                        "send a holder, /scorecards/ and a month or a year");
  }
  const std::string holder = name.substr(0, at);
  ScoreQuestion question;
  BAOPHU_ASSIGN(question.months, ReadPeriod("name", name.substr(at + kMiddle.size())));
  for (const ScoreLevel level :
       {ScoreLevel::kCollector, ScoreLevel::kPoint, ScoreLevel::kOrganisation}) {
    if (!holder.starts_with(CollectionOf(level))) continue;
    question.level = level;
    BAOPHU_ASSIGN(question.only, ReadNetworkName("name", CollectionOf(level), holder));
    return question;
  }
  question.level = ScoreLevel::kArea;
  BAOPHU_ASSIGN(question.area, ReadAreaName("name", holder));
  question.only = question.area.ToString();
  return question;
}

}  // namespace

grpc::ServerUnaryReactor* ScorecardServiceImpl::GetScorecard(grpc::CallbackServerContext* context,
                                                             const v1::GetScorecardRequest* request,
                                                             v1::Scorecard* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Get(*request, *response); });
}

grpc::ServerUnaryReactor* ScorecardServiceImpl::ListScorecards(
    grpc::CallbackServerContext* context, const v1::ListScorecardsRequest* request,
    v1::ListScorecardsResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

absl::Status ScorecardServiceImpl::Make(const ScoreQuestion& question, const std::string& field,
                                        View& view) const {
  FactChanges facts;
  Quotas quotas;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) -> absl::Status {
    view.areas = parts_.catalogues.Get(session);
    if (!question.area.empty()) BAOPHU_TRY(CheckAreaKnown(*view.areas, question.area, field));
    view.network = network_store::ReadNetwork(session);
    facts = fact_store::Read(session, question.months.from, question.months.through);
    quotas = quota_store::Read(session, question.months);
    view.revision = ReadFeedBounds(session).revision;
    return absl::OkStatus();
  }));
  BAOPHU_ASSIGN(view.cards,
                MakeScorecards(question, parts_.law, view.network, *view.areas, facts, quotas));
  return absl::OkStatus();
}

absl::Status ScorecardServiceImpl::Get(const v1::GetScorecardRequest& request,
                                       v1::Scorecard& response) const {
  BAOPHU_ASSIGN(ScoreQuestion question, ReadScorecardName(request.name()));
  BAOPHU_ASSIGN(const Day as_of, ReadDayOrToday("as_of", request.as_of()));
  question.first_open = as_of.month();
  View view;
  BAOPHU_TRY(Make(question, "name", view));
  if (view.cards.empty()) {
    return FaultStatus(absl::StatusCode::kNotFound, "NO_SCORECARD", "name",
                       "is of nobody who has a place in the network in this period",
                       "send the name of one that is listed");
  }
  Write(question, view, view.cards.front(), response);
  return absl::OkStatus();
}

absl::Status ScorecardServiceImpl::List(const v1::ListScorecardsRequest& request,
                                        v1::ListScorecardsResponse& response) const {
  ScoreQuestion question;
  if (request.parent().starts_with(kOrganisations)) {
    BAOPHU_ASSIGN(question.organisation,
                  ReadNetworkName("parent", kOrganisations, request.parent()));
  } else {
    BAOPHU_ASSIGN(question.area, ReadAreaName("parent", request.parent()));
  }
  BAOPHU_ASSIGN(question.months, ReadMonths(request));
  if (!request.level().empty()) {
    const std::optional<ScoreLevel> level = ParseScoreLevel(request.level());
    if (!level.has_value()) {
      return InvalidField("level", "is unknown",
                          "send COLLECTOR, POINT, ORGANISATION, COMMUNE or DISTRICT");
    }
    question.level = *level;
  }
  const bool of_areas =
      question.level == ScoreLevel::kCommune || question.level == ScoreLevel::kDistrict;
  if (of_areas && !question.organisation.empty()) {
    return InvalidField("level", "is none of an organisation",
                        "send COLLECTOR, POINT or ORGANISATION, or areas/ and a code as parent");
  }
  if (!request.scheme().empty()) {
    const absl::StatusOr<SelfPaidScheme> scheme = ParseSelfPaidScheme(request.scheme());
    if (!scheme.ok()) return WithField(scheme.status(), "scheme");
    question.scheme = *scheme;
  }
  BAOPHU_ASSIGN(const Day as_of, ReadDayOrToday("as_of", request.as_of()));
  question.first_open = as_of.month();
  BAOPHU_ASSIGN(const rpc::Page page,
                rpc::Page::Open(
                    parts_.keys,
                    absl::StrCat("scorecards:", request.parent(), ":", PeriodText(question.months),
                                 ":", request.level(), ":", request.below_quota(), ":",
                                 request.scheme(), ":", as_of.ToString()),
                    request, kMostScorecards));
  View view;
  BAOPHU_TRY(Make(question, "parent", view));
  WriteFigures(SumOf(view.cards), question.months.through, *response.mutable_total());
  if (request.below_quota()) KeepBelowQuota(view.cards);
  response.set_total_size(static_cast<int32_t>(view.cards.size()));
  response.set_revision(view.revision);
  // Pages go on by place, which holds while nothing is written.
  BAOPHU_ASSIGN(const int64_t after, page.after_id());
  if (after != 0 && after / kMostPlaces != view.revision) {
    return FaultStatus(absl::StatusCode::kAborted, "REVISION_CHANGED", "page_token",
                       "is of scorecards that have changed since", "ask for the first page again");
  }
  const int64_t from = after % kMostPlaces;
  std::vector<std::pair<int64_t, const Scorecard*>> listed;
  for (int64_t i = from; i < static_cast<int64_t>(view.cards.size()); ++i) {
    listed.emplace_back(i + 1, &view.cards[static_cast<size_t>(i)]);
    if (static_cast<int64_t>(listed.size()) == page.limit()) break;
  }
  response.set_next_page_token(page.Cut(
      listed, [&view](const auto& each) { return view.revision * kMostPlaces + each.first; }));
  for (const auto& [place, card] : listed) Write(question, view, *card, *response.add_scorecards());
  return absl::OkStatus();
}

void ScorecardServiceImpl::Write(const ScoreQuestion& question, const View& view,
                                 const Scorecard& card, v1::Scorecard& message) const {
  const std::string_view collection = CollectionOf(question.level);
  message.set_name(absl::StrCat(std::string(collection), card.code, "/scorecards/",
                                PeriodText(question.months)));
  message.set_level(std::string(ScoreLevelText(question.level)));
  const Day last = Day::LastOf(question.months.through);
  if (question.level == ScoreLevel::kPoint) {
    const CollectionPoint* const point = view.network.points.Near(card.code, last);
    if (point != nullptr) message.set_display_name(point->display_name);
  } else if (question.level == ScoreLevel::kOrganisation) {
    const CollectionOrganisation* const of = view.network.organisations.Near(card.code, last);
    if (of != nullptr) message.set_display_name(of->display_name);
  } else if (question.level != ScoreLevel::kCollector) {
    const AreaCode code = AreaCode::FromTrusted(card.code);
    const AreaRecord* area = view.areas->Find(code, question.months.through);
    if (area == nullptr) area = view.areas->FindNewest(code);
    if (area != nullptr) message.set_display_name(area->name);
  }
  if (!card.organisation.empty()) {
    message.set_organisation(absl::StrCat("collectionOrganisations/", card.organisation));
  }
  if (!card.point.empty()) message.set_point(absl::StrCat("collectionPoints/", card.point));
  message.set_from_month(question.months.from.ToString());
  message.set_through_month(question.months.through.ToString());
  WriteFigures(card.total, question.months.through, *message.mutable_total());
  for (const auto& [scheme, figures] : card.schemes) {
    v1::ScorecardFigures& of_scheme = *message.add_schemes();
    of_scheme.set_scheme(SelfPaidSchemeText(scheme));
    WriteFigures(figures, question.months.through, of_scheme);
  }
  message.set_shortfall(card.shortfall);
  message.set_below_quota(card.shortfall > 0);
  message.set_revision(view.revision);
}

void ScorecardServiceImpl::WriteFigures(const ScoreFigures& figures, Month month,
                                        v1::ScorecardFigures& message) const {
  message.set_due_count(figures.facts.due);
  message.set_renewed_count(figures.facts.renewed);
  message.set_lapsed_count(figures.lapsed);
  message.set_pending_count(figures.pending);
  if (figures.facts.due > 0) {
    message.set_renewed_percent(PercentText({figures.facts.renewed, figures.facts.due}));
  }
  message.set_won_count(figures.facts.won);
  message.set_returned_count(figures.facts.returned);
  message.set_continued_count(figures.facts.continued);
  message.set_collected_vnd(figures.facts.money().amount_vnd());
  message.set_commission_vnd(figures.commission.amount_vnd());
  message.set_has_keep_quota(figures.keep_quota.has_value());
  message.set_keep_quota(figures.keep_quota.value_or(0));
  message.set_has_win_quota(figures.win_quota.has_value());
  message.set_win_quota(figures.win_quota.value_or(0));
  message.set_shortfall(figures.keep_shortfall() + figures.win_shortfall());
  std::vector<std::pair<std::string, int64_t>> lapses(figures.lapses.begin(), figures.lapses.end());
  std::stable_sort(lapses.begin(), lapses.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  for (const auto& [reason, count] : lapses) {
    v1::LapseCount& lapse = *message.add_lapses();
    lapse.set_reason(reason);
    lapse.set_reason_display_name(
        reason == kNotContacted
            ? "chưa liên hệ"
            : parts_.law.NameOf(CollectionLaw::List::kLapseReasons, reason, month));
    lapse.set_cover_count(count);
  }
}

}  // namespace baophu::contribution
