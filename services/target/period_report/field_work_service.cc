#include "services/target/period_report/field_work_service.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/status/try.h"
#include "services/target/coverage_report/upstream_service.h"
#include "services/target/period_report/period_links.h"

namespace baophu::target {
namespace {

void AddLink(const char* measure, std::string path, v1::FieldWork& work) {
  v1::FigureLink& link = *work.add_links();
  link.set_measure(measure);
  link.set_path(std::move(path));
}

}  // namespace

absl::Status FieldWorkReader::Read(AreaCode area, const ReportPeriod& period, Day today,
                                   absl::Time deadline, v1::FieldWork& work) const {
  const Day last_day = Day::LastOf(period.last);
  const Day as_of = std::min(last_day, today);
  // Once the period is over, so is its last month.
  const Day open_from = std::min(Day::FromNumber(last_day.number() + 1), today);
  work.set_as_of(as_of.ToString());
  const Day from = Day::FirstOf(period.first);
  BAOPHU_TRY(ReadDialogues(area, from, as_of, deadline, *work.mutable_dialogues()));
  AddLink("DIALOGUES", DialogueTotalsPath(area, from, as_of), work);

  v1::GetCompletenessRequest completeness_request;
  completeness_request.set_name(CompletenessName(area, as_of));
  v1::Completeness completeness;
  BAOPHU_TRY(programmes_.Complete(completeness_request, deadline, completeness));
  *work.mutable_completeness() = std::move(*completeness.mutable_rows());
  for (v1::CompletenessRow& row : *work.mutable_completeness()) {
    row.clear_missing();
    row.clear_late();
  }
  AddLink("COMPLETENESS", absl::StrCat("/v1/", completeness_request.name()), work);

  v1::GetProgrammeTotalsRequest totals_request;
  totals_request.set_name(ProgrammeTotalsName(area, period));
  v1::ProgrammeTotals totals;
  BAOPHU_TRY(programmes_.Total(totals_request, deadline, totals));
  *work.mutable_programmes() = std::move(*totals.mutable_totals());
  AddLink("PROGRAMMES", absl::StrCat("/v1/", totals_request.name()), work);

  BAOPHU_TRY(ReadNetwork(area, period, open_from, deadline, *work.mutable_network()));
  AddLink("NETWORK", ScorecardsPath(area, period, open_from), work);
  BAOPHU_TRY(ReadRetention(area, period, deadline, *work.mutable_retention()));
  AddLink("RETENTION", DecreasePath(area, period), work);
  return absl::OkStatus();
}

absl::Status FieldWorkReader::ReadDialogues(AreaCode area, Day from, Day as_of, absl::Time deadline,
                                            v1::DialoguePeriod& dialogues) const {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(deadline));
  contribution::v1::GetDialogueTotalsRequest request;
  request.set_name(absl::StrCat("areas/", area.ToString(), "/dialogueTotals"));
  request.set_from_date(from.ToString());
  request.set_through_date(as_of.ToString());
  request.set_as_of(as_of.ToString());
  contribution::v1::DialogueTotals totals;
  const grpc::Status status = dialogues_->GetDialogueTotals(&context, request, &totals);
  if (!status.ok()) return UpstreamFailure("contribution", status);
  dialogues.set_dialogue_count(totals.dialogue_count());
  *dialogues.mutable_invited() = std::move(*totals.mutable_invited());
  *dialogues.mutable_walk_ins() = std::move(*totals.mutable_walk_ins());
  *dialogues.mutable_window() = std::move(*totals.mutable_window());
  dialogues.set_revision(totals.revision());
  return absl::OkStatus();
}

absl::Status FieldWorkReader::ReadNetwork(AreaCode area, const ReportPeriod& period, Day open_from,
                                          absl::Time deadline, v1::NetworkPeriod& network) const {
  contribution::v1::ListScorecardsRequest request;
  request.set_parent(absl::StrCat("areas/", area.ToString()));
  request.set_from_month(period.first.ToString());
  request.set_through_month(period.last.ToString());
  request.set_as_of(open_from.ToString());
  // Only what all come to is wanted.
  request.set_page_size(1);
  BAOPHU_ASSIGN(contribution::v1::ListScorecardsResponse all, CallScorecards(request, deadline));
  request.set_below_quota(true);
  BAOPHU_ASSIGN(const contribution::v1::ListScorecardsResponse below,
                CallScorecards(std::move(request), deadline));
  *network.mutable_figures() = std::move(*all.mutable_total());
  // The agency's own desk comes first where it has figures, and is no collector.
  const bool has_desk =
      all.scorecards_size() > 0 && absl::StartsWith(all.scorecards(0).name(), "collectors/-/");
  network.set_collector_count(all.total_size() - (has_desk ? 1 : 0));
  network.set_below_quota_count(below.total_size());
  network.set_revision(all.revision());
  return absl::OkStatus();
}

absl::StatusOr<contribution::v1::ListScorecardsResponse> FieldWorkReader::CallScorecards(
    contribution::v1::ListScorecardsRequest request, absl::Time deadline) const {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(deadline));
  contribution::v1::ListScorecardsResponse response;
  const grpc::Status status = scorecards_->ListScorecards(&context, request, &response);
  if (!status.ok()) return UpstreamFailure("contribution", status);
  return response;
}

absl::Status FieldWorkReader::ReadRetention(AreaCode area, const ReportPeriod& period,
                                            absl::Time deadline,
                                            v1::RetentionPeriod& retention) const {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(deadline));
  participant::v1::ReportDecreaseRequest request;
  request.set_parent(absl::StrCat("areas/", area.ToString()));
  request.set_from_month(period.first.ToString());
  request.set_through_month(period.last.ToString());
  participant::v1::ReportDecreaseResponse response;
  const grpc::Status status = retention_->ReportDecrease(&context, request, &response);
  if (!status.ok()) return UpstreamFailure("participant", status);
  retention.set_revision(response.revision());
  for (participant::v1::AreaDecrease& each : *response.mutable_areas()) {
    if (each.area() != area.ToString()) continue;
    *retention.mutable_paid_periods() = std::move(*each.mutable_paid_periods());
  }
  return absl::OkStatus();
}

}  // namespace baophu::target
