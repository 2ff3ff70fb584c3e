#include "services/contribution/law/rule_service.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/assessment/assessor.h"
#include "services/contribution/interest/late_interest.h"
#include "services/contribution/law/wage_contribution.h"

namespace baophu::contribution {
namespace {

constexpr int64_t kMostWageVnd = 1'000'000'000'000;
constexpr int64_t kMostPrincipalVnd = 1'000'000'000'000;

// A rule and its place among all rules, from 1.
struct PlacedRule {
  int64_t number = 0;
  const RuleFile* file = nullptr;
  const RuleRow* row = nullptr;
};

absl::Status CheckTable(const std::string& table) {
  if (table.empty()) return absl::OkStatus();
  const std::vector<RuleFile>& tables = RuleTables();
  const auto has_name = [&](const RuleFile& file) { return file.table == table; };
  if (std::any_of(tables.begin(), tables.end(), has_name)) return absl::OkStatus();
  return InvalidField(
      "table", "names no table of the law",
      absl::StrCat("send ", absl::StrJoin(tables, ", ", [](std::string* out, const RuleFile& file) {
                     absl::StrAppend(out, file.table);
                   })));
}

absl::StatusOr<std::optional<Month>> MonthOrAll(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const absl::StatusOr<Month> month = Month::Parse(text);
  if (!month.ok()) return WithField(month.status(), "month");
  return *month;
}

void ToMessage(const PlacedRule& rule, v1::Rule& message) {
  message.set_table(rule.file->table);
  for (size_t i = 0; i < rule.file->columns.size(); ++i) {
    v1::RuleValue* value = message.add_values();
    value->set_name(rule.file->columns[i]);
    value->set_value(rule.row->cells[i]);
  }
  const Validity& validity = rule.row->validity;
  message.set_valid_from(validity.from.ToString());
  if (validity.through != Month::Max()) {
    message.set_valid_through(validity.through.ToString());
  }
  message.set_source(validity.source);
}

absl::StatusOr<FundingType> FundingOr(const std::string& text, FundingType if_empty) {
  if (text.empty()) return if_empty;
  const absl::StatusOr<FundingType> type = ParseFundingType(text);
  if (!type.ok()) return WithField(type.status(), "funding_type");
  return type;
}

absl::StatusOr<size_t> ParseFund(const std::string& text) {
  for (size_t fund = 0; fund < kFundCount; ++fund) {
    if (FundText(fund) == text) return fund;
  }
  return InvalidField("fund", "is not a fund",
                      "send RETIREMENT, SICKNESS, ACCIDENT, HEALTH, UNEMPLOYMENT or "
                      "VOLUNTARY_RETIREMENT");
}

absl::StatusOr<Day> ParseDay(const std::string& field, const std::string& text) {
  const absl::StatusOr<Day> day = Day::Parse(text);
  if (!day.ok()) return WithField(day.status(), field);
  return day;
}

}  // namespace

grpc::ServerUnaryReactor* RuleServiceImpl::ListRules(grpc::CallbackServerContext* context,
                                                     const v1::ListRulesRequest* request,
                                                     v1::ListRulesResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

absl::Status RuleServiceImpl::List(const v1::ListRulesRequest& request,
                                   v1::ListRulesResponse& response) {
  BAOPHU_TRY(CheckTable(request.table()));
  BAOPHU_ASSIGN(const std::optional<Month> month, MonthOrAll(request.month()));
  BAOPHU_ASSIGN(
      const rpc::Page page,
      rpc::Page::Open(parts_.keys, absl::StrCat("rules ", request.table(), " ", request.month()),
                      request));
  BAOPHU_ASSIGN(const int64_t after, page.after_id());
  std::vector<PlacedRule> rules;
  int64_t number = 0;
  for (const RuleFile& file : parts_.law.files()) {
    for (const RuleRow& row : file.rows) {
      ++number;
      if (number <= after || static_cast<int64_t>(rules.size()) == page.limit()) continue;
      if (!request.table().empty() && file.table != request.table()) continue;
      if (month.has_value() && !row.validity.Holds(*month)) continue;
      rules.push_back({number, &file, &row});
    }
  }
  response.set_next_page_token(page.Cut(rules, [](const PlacedRule& rule) { return rule.number; }));
  for (const PlacedRule& rule : rules) ToMessage(rule, *response.add_rules());
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* RuleServiceImpl::ComputeContribution(
    grpc::CallbackServerContext* context, const v1::ComputeContributionRequest* request,
    v1::ComputeContributionResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Compute(*request, *response); });
}

absl::Status RuleServiceImpl::Compute(const v1::ComputeContributionRequest& request,
                                      v1::ComputeContributionResponse& response) {
  const absl::StatusOr<Month> month = Month::Parse(request.month());
  if (!month.ok()) return WithField(month.status(), "month");
  if (request.wage_vnd() < 0 || request.wage_vnd() > kMostWageVnd) {
    return InvalidField("wage_vnd", "is not a wage of a month", "send 0 to 10^12 đồng");
  }
  WageClass wage_class;
  wage_class.rate_class = request.rate_class().empty() ? "WORKER" : request.rate_class();
  BAOPHU_ASSIGN(wage_class.funding, FundingOr(request.funding_type(), FundingType::kEnterprise));
  const absl::StatusOr<AreaCode> area = AreaCode::Parse(request.workplace_area());
  if (!area.ok()) return WithField(area.status(), "workplace_area");
  std::shared_ptr<const AreaCatalogue> areas;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    areas = parts_.catalogues.Get(session);
    return absl::OkStatus();
  }));
  if (areas->Find(*area, *month) == nullptr) {
    return InvalidField("workplace_area", "names no area of this month",
                        "send the code of an area that participant lists for it");
  }
  BAOPHU_ASSIGN(wage_class.region, RegionOfWorkplace(parts_.law, *areas, *area, *month));
  BAOPHU_ASSIGN(const WageRule rule, parts_.law.WageRuleOf(wage_class, *month));
  BAOPHU_ASSIGN(const Day due, parts_.law.DueDay("MONTHLY", *month));

  Vnd employer, employee;
  const WageContribution contribution = ContributionOf(Vnd(request.wage_vnd()), rule);
  for (size_t fund = 0; fund < kFundCount; ++fund) {
    const FundRule& of_fund = rule.funds[fund];
    if (of_fund.rate_source.empty()) continue;
    v1::ContributionLine* line = response.add_lines();
    line->set_fund(std::string(FundText(fund)));
    line->set_counted_wage_vnd(contribution[fund].counted_wage.amount_vnd());
    line->set_highest_wage_vnd(of_fund.highest_wage.amount_vnd());
    line->set_employer_rate_bp(static_cast<int32_t>(of_fund.employer_rate_bp));
    line->set_employee_rate_bp(static_cast<int32_t>(of_fund.employee_rate_bp));
    line->set_employer_vnd(contribution[fund].employer.amount_vnd());
    line->set_employee_vnd(contribution[fund].employee.amount_vnd());
    line->set_rate_source(std::string(of_fund.rate_source));
    line->set_cap_source(std::string(of_fund.cap_source));
    employer += contribution[fund].employer;
    employee += contribution[fund].employee;
  }
  response.set_employer_vnd(employer.amount_vnd());
  response.set_employee_vnd(employee.amount_vnd());
  response.set_total_vnd((employer + employee).amount_vnd());
  response.set_due_date(due.ToString());
  response.set_region(WageRegionText(wage_class.region));
  response.set_lowest_wage_vnd(rule.lowest_wage.amount_vnd());
  response.set_below_lowest_wage(request.wage_vnd() < rule.lowest_wage.amount_vnd());
  response.set_lowest_wage_source(std::string(rule.floor_source));
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* RuleServiceImpl::ComputeLateInterest(
    grpc::CallbackServerContext* context, const v1::ComputeLateInterestRequest* request,
    v1::ComputeLateInterestResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return ComputeInterest(*request, *response); });
}

absl::Status RuleServiceImpl::ComputeInterest(const v1::ComputeLateInterestRequest& request,
                                              v1::ComputeLateInterestResponse& response) {
  BAOPHU_ASSIGN(const size_t fund, ParseFund(request.fund()));
  if (request.principal_vnd() < 0 || request.principal_vnd() > kMostPrincipalVnd) {
    return InvalidField("principal_vnd", "is not an amount that can be owed",
                        "send 0 to 10^12 đồng");
  }
  BAOPHU_ASSIGN(const Day due, ParseDay("due_date", request.due_date()));
  BAOPHU_ASSIGN(const Day as_of, ParseDay("as_of", request.as_of()));
  BAOPHU_ASSIGN(const std::vector<InterestSpan> spans,
                LateInterest(parts_.law, fund, Vnd(request.principal_vnd()), due, as_of));
  for (const InterestSpan& span : spans) {
    v1::InterestSpan* message = response.add_spans();
    message->set_method(InterestMethodText(span.method));
    message->set_from_date(span.from.ToString());
    message->set_through_date(span.through.ToString());
    message->set_count(span.count);
    message->set_rate_ppm(span.rate_ppm);
    message->set_interest_vnd(span.interest.amount_vnd());
    message->set_source(std::string(span.source));
  }
  response.set_interest_vnd(Sum(spans).amount_vnd());
  return absl::OkStatus();
}

}  // namespace baophu::contribution
