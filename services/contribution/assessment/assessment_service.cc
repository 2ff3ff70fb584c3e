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
#include "services/contribution/arrangements/arrangement_store.h"
#include "services/contribution/assessment/assessment_store.h"
#include "services/contribution/jobs/job_store.h"
#include "services/contribution/jobs/unknown_employer.h"
#include "services/contribution/ledger/ledger_store.h"

namespace baophu::contribution {
namespace {

constexpr int32_t kMostMonths = 240;

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

// A month that may be left out.
absl::Status ReadMonth(const std::string& field, const std::string& text,
                       std::optional<Month>& out) {
  if (text.empty()) return absl::OkStatus();
  const absl::StatusOr<Month> month = Month::Parse(text);
  if (!month.ok()) return WithField(month.status(), field);
  out = *month;
  return absl::OkStatus();
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
  std::optional<job_store::EmployerTerms> terms;
  std::shared_ptr<const AreaCatalogue> areas;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    result.revision = ReadFeedBounds(session).revision;
    result.participant_revision = catalogue_store::ReadPosition(session);
    areas = parts_.catalogues.Get(session);
    terms = job_store::ReadTerms(session, named.employer);
    jobs = job_store::JobsOfWorkers(session, named.employer, named.month, named.month);
    result.posted = ledger_store::AssessedFor(session, named.employer, named.month);
    result.arrangements = arrangement_store::List(session, named.employer);
    return absl::OkStatus();
  }));
  if (!terms.has_value()) {
    return UnknownEmployer(field);
  }
  BAOPHU_ASSIGN(result.funding, ParseFundingType(terms->funding_type));
  Assessor assessor(parts_.law, *areas);
  BAOPHU_ASSIGN(result.lines, assessor.Assess(named.employer, result.funding, jobs, named.month));
  return result;
}

absl::Status AssessmentServiceImpl::Get(const v1::GetEmployerAssessmentRequest& request,
                                        v1::EmployerAssessment& response) const {
  BAOPHU_ASSIGN(const EmployerMonth computed, Compute("name", request.name()));
  response.set_name(request.name());
  response.set_funding_type(FundingTypeText(computed.funding));
  const FundAssessments parts = SumOfLines(computed.lines);
  BAOPHU_ASSIGN(const auto due_parts,
                DueParts(parts_.law, computed.arrangements, computed.month, TotalsOf(parts)));
  for (const auto& [due, amounts] : due_parts) {
    v1::DuePart* message = response.add_due_parts();
    message->set_due_date(due.ToString());
    message->set_amount_vnd(Sum(amounts).amount_vnd());
  }
  response.set_due_date(due_parts.rbegin()->first.ToString());
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

grpc::ServerUnaryReactor* AssessmentServiceImpl::GetAssessmentPeriod(
    grpc::CallbackServerContext* context, const v1::GetAssessmentPeriodRequest*,
    v1::AssessmentPeriod* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, response] { return ReadPeriod(*response); });
}

grpc::ServerUnaryReactor* AssessmentServiceImpl::ExtendAssessmentPeriod(
    grpc::CallbackServerContext* context, const v1::ExtendAssessmentPeriodRequest* request,
    v1::AssessmentPeriod* response) {
  return rpc::RunUnary(context, parts_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_TRY(Extend(*request));
    parts_.runner.Wake();
    return ReadPeriod(*response);
  });
}

grpc::ServerUnaryReactor* AssessmentServiceImpl::ListAssessmentProblems(
    grpc::CallbackServerContext* context, const v1::ListAssessmentProblemsRequest* request,
    v1::ListAssessmentProblemsResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

absl::Status AssessmentServiceImpl::Extend(const v1::ExtendAssessmentPeriodRequest& request) const {
  std::optional<Month> first, through;
  BAOPHU_TRY(ReadMonth("first_month", request.first_month(), first));
  BAOPHU_TRY(ReadMonth("through_month", request.through_month(), through));
  return parts_.committer
      .Run([&](Commit& commit) -> absl::StatusOr<bool> {
        soci::session& session = commit.session();
        const std::optional<assessment_store::Period> before =
            assessment_store::ReadPeriod(session);
        if (!before.has_value() && (!first.has_value() || !through.has_value())) {
          return InvalidField(first.has_value() ? "through_month" : "first_month",
                              "is empty, and no months are posted yet", "send both months");
        }
        assessment_store::Period period = before.value_or(assessment_store::Period());
        period.first = first.value_or(period.first);
        period.through = through.value_or(period.through);
        period.law_version = parts_.law.version();
        if (before.has_value() && before->first < period.first) {
          return InvalidField("first_month", "is later than before",
                              "months that are posted stay so; send an earlier one");
        }
        if (before.has_value() && period.through < before->through) {
          return InvalidField("through_month", "is earlier than before",
                              "months that are posted stay so; send a later one");
        }
        if (period.through < period.first) {
          return InvalidField("through_month", "is before first_month", "swap them");
        }
        if (period.through - period.first >= kMostMonths) {
          return InvalidField("through_month", "is too far from first_month",
                              "send at most 240 months");
        }
        if (before.has_value() && before->first == period.first &&
            before->through == period.through) {
          return false;
        }
        assessment_store::SavePeriod(session, period);
        if (before.has_value()) {
          // Months that were in it wait already where anything changed.
          const bool earlier = period.first < before->first;
          const bool later = before->through < period.through;
          assessment_store::EnqueueMonths(session, earlier ? period.first : before->through + 1,
                                          later ? period.through : before->first - 1);
        } else {
          assessment_store::EnqueueAll(session);
        }
        return true;
      })
      .status();
}

absl::Status AssessmentServiceImpl::ReadPeriod(v1::AssessmentPeriod& response) const {
  // Before the queue is read, so that it holds what came up to there.
  response.set_participant_revision(parts_.participant.reached());
  return parts_.database.Read([&](soci::session& session) {
    response.set_revision(ReadFeedBounds(session).revision);
    const auto period = assessment_store::ReadPeriod(session);
    if (period.has_value()) {
      response.set_first_month(period->first.ToString());
      response.set_through_month(period->through.ToString());
      const assessment_store::QueueCounts counts = assessment_store::CountQueue(session);
      response.set_waiting_count(counts.waiting);
      response.set_problem_count(counts.with_problem);
    }
    return absl::OkStatus();
  });
}

absl::Status AssessmentServiceImpl::List(const v1::ListAssessmentProblemsRequest& request,
                                         v1::ListAssessmentProblemsResponse& response) const {
  BAOPHU_ASSIGN(const rpc::Page page, rpc::Page::Open(parts_.keys, "assessment problems", request));
  BAOPHU_ASSIGN(const int64_t after, page.after_id());
  std::vector<assessment_store::Problem> problems;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    response.set_revision(ReadFeedBounds(session).revision);
    problems = assessment_store::ListProblems(session, after, page.limit());
    return absl::OkStatus();
  }));
  response.set_next_page_token(page.Cut(problems, [](const assessment_store::Problem& problem) {
    return problem.employer.number();
  }));
  for (const assessment_store::Problem& problem : problems) {
    v1::AssessmentProblem* message = response.add_problems();
    message->set_employer(problem.employer.ToName());
    message->set_problem(problem.problem);
  }
  return absl::OkStatus();
}

}  // namespace baophu::contribution
