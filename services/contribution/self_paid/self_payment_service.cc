#include "services/contribution/self_paid/self_payment_service.h"

#include <string>
#include <vector>

#include "common/feed/feed_log.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/receipts/paid_through_service.h"
#include "services/contribution/receipts/self_paid_store.h"
#include "services/contribution/self_paid/household_premium.h"
#include "services/contribution/self_paid/voluntary_contribution.h"

namespace baophu::contribution {
namespace {

constexpr int64_t kMostIncomeVnd = 1'000'000'000'000;

absl::StatusOr<Month> FirstMonth(const std::string& text) {
  const absl::StatusOr<Month> month = Month::Parse(text);
  if (!month.ok()) return WithField(month.status(), "from_month");
  return month;
}

absl::StatusOr<Day> PaidDay(const std::string& text, Month first) {
  if (text.empty()) return Day::FirstOf(first);
  const absl::StatusOr<Day> day = Day::Parse(text);
  if (!day.ok()) return WithField(day.status(), "paid_date");
  return day;
}

}  // namespace

grpc::ServerUnaryReactor* SelfPaymentServiceImpl::ComputeVoluntaryContribution(
    grpc::CallbackServerContext* context, const v1::ComputeVoluntaryContributionRequest* request,
    v1::ComputeVoluntaryContributionResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Compute(*request, *response); });
}

absl::Status SelfPaymentServiceImpl::Compute(
    const v1::ComputeVoluntaryContributionRequest& request,
    v1::ComputeVoluntaryContributionResponse& response) const {
  VoluntaryPlan plan;
  if (request.income_vnd() < 0 || request.income_vnd() > kMostIncomeVnd) {
    return InvalidField("income_vnd", "is not an income of a month", "send 0 to 10^12 đồng");
  }
  plan.income = Vnd(request.income_vnd());
  plan.group = request.support_group().empty() ? "OTHER" : request.support_group();
  BAOPHU_ASSIGN(plan.first, FirstMonth(request.from_month()));
  plan.months = request.months();
  plan.support_months_before = request.support_months_before();
  BAOPHU_ASSIGN(plan.paid, PaidDay(request.paid_date(), plan.first));
  BAOPHU_ASSIGN(const VoluntaryContribution result, ComputeVoluntary(parts_.law, plan));

  response.set_payment(VoluntaryPaymentText(result.payment));
  if (result.due.has_value()) response.set_due_date(result.due->ToString());
  for (const VoluntaryMonth& month : result.months) {
    v1::VoluntaryContributionMonth* line = response.add_months();
    line->set_month(month.month.ToString());
    line->set_total_vnd(month.total.amount_vnd());
    line->set_support_vnd(month.support.amount_vnd());
    line->set_own_vnd(month.own().amount_vnd());
  }
  response.set_total_vnd(result.total.amount_vnd());
  response.set_support_vnd(result.support.amount_vnd());
  response.set_own_vnd(result.own().amount_vnd());
  response.set_supported_months(static_cast<int32_t>(result.supported_months));
  response.set_monthly_vnd(result.monthly.amount_vnd());
  response.set_rate_bp(static_cast<int32_t>(result.rate_bp));
  response.set_support_rate_bp(static_cast<int32_t>(result.support_bp));
  response.set_most_support_months(static_cast<int32_t>(result.most_support_months));
  response.set_lowest_income_vnd(result.lowest_income.amount_vnd());
  response.set_highest_income_vnd(result.highest_income.amount_vnd());
  response.set_yield_ppm(static_cast<int32_t>(result.yield_ppm));
  v1::VoluntaryContributionSources& sources = *response.mutable_sources();
  sources.set_rate(std::string(result.rate_source));
  sources.set_lowest_income(std::string(result.floor_source));
  sources.set_support(std::string(result.support_source));
  sources.set_payment(std::string(result.payment_source));
  sources.set_yield(std::string(result.yield_source));
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* SelfPaymentServiceImpl::ComputeHouseholdPremium(
    grpc::CallbackServerContext* context, const v1::ComputeHouseholdPremiumRequest* request,
    v1::ComputeHouseholdPremiumResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Compute(*request, *response); });
}

absl::Status SelfPaymentServiceImpl::Compute(const v1::ComputeHouseholdPremiumRequest& request,
                                             v1::ComputeHouseholdPremiumResponse& response) const {
  HouseholdPlan plan;
  BAOPHU_ASSIGN(plan.first, FirstMonth(request.from_month()));
  plan.months = request.months();
  BAOPHU_ASSIGN(plan.paid, PaidDay(request.paid_date(), plan.first));
  if (request.member_count() < 0 || request.member_count() > kMostHouseholdMembers) {
    return InvalidField("member_count", "is no size of a household", "send 0 to 50");
  }
  if (request.full_count() < 0 || request.full_count() > kMostHouseholdMembers) {
    return InvalidField("full_count", "is no size of a household", "send 0 to 50");
  }
  if (request.first_rank() < 0 || request.first_rank() > kMostHouseholdMembers) {
    return InvalidField("first_rank", "is no place in a household", "send 1 to 50");
  }
  const HouseholdRank first_rank = request.first_rank() == 0 ? 1 : request.first_rank();
  for (int i = 0; i < request.member_count(); ++i) plan.members.push_back(first_rank + i);
  plan.members.insert(plan.members.end(), request.full_count(), kWithoutReduction);
  BAOPHU_ASSIGN(const HouseholdPremium premium, PremiumOf(parts_.law, plan));

  for (const MemberPremium& member : premium.members) {
    v1::HouseholdPremiumLine* line = response.add_lines();
    line->set_rank(static_cast<int32_t>(member.rank));
    line->set_rate_bp(static_cast<int32_t>(member.rate_bp));
    line->set_monthly_vnd(member.monthly.amount_vnd());
    line->set_total_vnd(member.total.amount_vnd());
    line->set_rate_source(std::string(member.rate_source));
  }
  response.set_total_vnd(premium.total.amount_vnd());
  response.set_base_salary_vnd(premium.base_salary.amount_vnd());
  response.set_due_date(premium.due.ToString());
  response.set_cycle_source(std::string(premium.cycle_source));
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* SelfPaymentServiceImpl::ListPaidCovers(
    grpc::CallbackServerContext* context, const v1::ListPaidCoversRequest* request,
    v1::ListPaidCoversResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

absl::Status SelfPaymentServiceImpl::List(const v1::ListPaidCoversRequest& request,
                                          v1::ListPaidCoversResponse& response) const {
  BAOPHU_ASSIGN(const rpc::Page page, rpc::Page::Open(parts_.keys, "paid_covers", request));
  BAOPHU_ASSIGN(const int64_t after, page.after_id());
  std::vector<self_paid_store::ListedCover> covers;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    response.set_revision(ReadFeedBounds(session).revision);
    covers = self_paid_store::ListCovers(session, after, page.limit());
    return absl::OkStatus();
  }));
  response.set_next_page_token(
      page.Cut(covers, [](const self_paid_store::ListedCover& one) { return one.cover.cover_id; }));
  for (const self_paid_store::ListedCover& one : covers) {
    ToMessage(one.cover, one.annulled, *response.add_paid_covers());
  }
  return absl::OkStatus();
}

}  // namespace baophu::contribution
