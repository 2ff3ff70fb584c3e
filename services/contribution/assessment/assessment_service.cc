#include "services/contribution/assessment/assessment_service.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/feed/feed_log.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/assessment/job_store.h"
#include "services/contribution/ledger/ledger_store.h"

namespace baophu::contribution {
namespace {

struct Named {
  PayerId employer;
  Month month;
};

absl::StatusOr<Named> ParseName(const std::string& field, const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (parts.size() == 4 && parts[0] == "employers" && parts[2] == "assessments") {
    const std::optional<PayerId> employer = PayerId::FromName(absl::StrCat("employers/", parts[1]));
    const absl::StatusOr<Month> month = Month::Parse(parts[3]);
    if (employer.has_value() && month.ok()) return Named{*employer, *month};
  }
  return InvalidField(field, "does not name an employer's month",
                      "send employers/, an id, /assessments/ and a month as 2024-09");
}

void ToMessage(size_t fund, const FundAssessment& part, v1::FundAssessment& message) {
  message.set_fund(std::string(FundText(fund)));
  message.set_worker_count(part.worker_count);
  message.set_counted_wages_vnd(part.counted_wages.amount_vnd());
  message.set_employer_vnd(part.employer.amount_vnd());
  message.set_employee_vnd(part.employee.amount_vnd());
  message.set_total_vnd(part.total().amount_vnd());
}

void ToMessage(const AssessmentLine& line, v1::AssessmentLine& message) {
  message.set_person(absl::StrCat("people/", line.person_id));
  message.set_wage_vnd(line.wage.amount_vnd());
  message.set_rate_class(line.rate_class);
  message.set_workplace_area(line.workplace.ToString());
  message.set_region(WageRegionText(line.region));
  const FundAssessments parts = SumOfLines({&line, 1});
  Vnd total;
  for (size_t fund = 0; fund < kFundCount; ++fund) {
    if (!line.counted[fund]) continue;
    ToMessage(fund, parts[fund], *message.add_funds());
    total += parts[fund].total();
  }
  message.set_total_vnd(total.amount_vnd());
}

}  // namespace

grpc::ServerUnaryReactor* AssessmentServiceImpl::GetEmployerAssessment(
    grpc::CallbackServerContext* context, const v1::GetEmployerAssessmentRequest* request,
    v1::EmployerAssessment* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Get(*request, *response); });
}

grpc::ServerUnaryReactor* AssessmentServiceImpl::ListAssessmentLines(
    grpc::CallbackServerContext* context, const v1::ListAssessmentLinesRequest* request,
    v1::ListAssessmentLinesResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

absl::StatusOr<AssessmentServiceImpl::EmployerMonth> AssessmentServiceImpl::Compute(
    const std::string& field, const std::string& name) const {
  BAOPHU_ASSIGN(const Named named, ParseName(field, name));
  EmployerMonth result;
  result.employer = named.employer;
  result.month = named.month;
  std::vector<JobWage> jobs;
  std::optional<std::string> funding;
  std::shared_ptr<const AreaCatalogue> areas;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    result.revision = ReadFeedBounds(session).revision;
    result.participant_revision = catalogue_store::ReadPosition(session);
    areas = parts_.catalogues.Get(session);
    funding = job_store::ReadFunding(session, named.employer);
    jobs = job_store::JobsOfWorkers(session, named.employer, named.month);
    result.posted = ledger_store::AssessedFor(session, named.employer, named.month);
    return absl::OkStatus();
  }));
  if (!funding.has_value()) {
    return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_EMPLOYER", field,
                       "no such employer is known here",
                       "send the id of an employer that participant lists; one that was just "
                       "imported is known in a moment");
  }
  result.funding = *funding == FundingTypeText(FundingType::kBudget) ? FundingType::kBudget
                                                                     : FundingType::kEnterprise;
  Assessor assessor(parts_.law, *areas);
  BAOPHU_ASSIGN(result.lines, assessor.Assess(named.employer, result.funding, jobs, named.month));
  return result;
}

absl::Status AssessmentServiceImpl::Get(const v1::GetEmployerAssessmentRequest& request,
                                        v1::EmployerAssessment& response) const {
  BAOPHU_ASSIGN(const EmployerMonth computed, Compute("name", request.name()));
  BAOPHU_ASSIGN(const Day due, parts_.law.DueDay("MONTHLY", computed.month));
  response.set_name(request.name());
  response.set_funding_type(FundingTypeText(computed.funding));
  response.set_due_date(due.ToString());
  const FundAssessments parts = SumOfLines(computed.lines);
  Vnd total;
  for (size_t fund = 0; fund < kFundCount; ++fund) {
    v1::FundAssessment* message = response.add_funds();
    ToMessage(fund, parts[fund], *message);
    message->set_posted_vnd(computed.posted[fund].amount_vnd());
    total += parts[fund].total();
  }
  response.set_total_vnd(total.amount_vnd());
  response.set_posted_vnd(Sum(computed.posted).amount_vnd());
  response.set_worker_count(static_cast<int64_t>(computed.lines.size()));
  response.set_revision(computed.revision);
  response.set_participant_revision(computed.participant_revision);
  return absl::OkStatus();
}

absl::Status AssessmentServiceImpl::List(const v1::ListAssessmentLinesRequest& request,
                                         v1::ListAssessmentLinesResponse& response) const {
  BAOPHU_ASSIGN(const rpc::Page page,
                rpc::Page::Open(parts_.keys, absl::StrCat("lines of ", request.parent()), request));
  BAOPHU_ASSIGN(const int64_t after, page.after_id());
  BAOPHU_ASSIGN(EmployerMonth computed, Compute("parent", request.parent()));
  std::vector<AssessmentLine> lines;
  for (AssessmentLine& line : computed.lines) {
    if (line.person_id <= after) continue;
    if (static_cast<int64_t>(lines.size()) == page.limit()) break;
    lines.push_back(std::move(line));
  }
  response.set_next_page_token(
      page.Cut(lines, [](const AssessmentLine& line) { return line.person_id; }));
  for (const AssessmentLine& line : lines) ToMessage(line, *response.add_lines());
  response.set_revision(computed.revision);
  return absl::OkStatus();
}

}  // namespace baophu::contribution
