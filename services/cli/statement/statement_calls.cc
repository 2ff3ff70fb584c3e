#include "services/cli/statement/statement_calls.h"

#include <baophu/contribution/v1/account_service.grpc.pb.h>
#include <baophu/participant/v1/area_service.grpc.pb.h>
#include <baophu/participant/v1/employer_service.grpc.pb.h>
#include <baophu/participant/v1/person_service.grpc.pb.h>
#include <baophu/target/v1/coverage_report_service.grpc.pb.h>

#include <cstdio>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/status/try.h"

namespace baophu::cli {
namespace {

using participant::v1::Employer;
using participant::v1::EmployerService;

constexpr int kPageSize = 1000;
constexpr size_t kIndividualDigits = 12;

// 13 digits are written with and without the sign before the last three.
std::string WithoutSign(const std::string& tax_code) {
  return absl::StrReplaceAll(tax_code, {{"-", ""}});
}

}  // namespace

StatementCalls::StatementCalls(const std::string& server, std::chrono::seconds timeout)
    : channel_(rpc::Connect(server)), deadline_(std::chrono::system_clock::now() + timeout) {}

absl::StatusOr<std::string> StatementCalls::NameOf(const PayerReference& payer) const {
  if (!payer.name.empty()) return payer.name;
  grpc::ClientContext context;
  Prepare(context);
  participant::v1::ResolvePayersRequest call;
  call.add_codes(absl::StrCat("employer:", payer.employer_code));
  participant::v1::ResolvePayersResponse answer;
  BAOPHU_TRY(
      rpc::FromGrpc(EmployerService::NewStub(channel_)->ResolvePayers(&context, call, &answer)));
  if (answer.payers_size() == 1 && !answer.payers(0).empty()) return answer.payers(0);
  return SharedCode(payer.employer_code);
}

// Why a code names no employer: an answer of ResolvePayers does not tell.
absl::Status StatementCalls::SharedCode(const std::string& code) const {
  const auto stub = EmployerService::NewStub(channel_);
  std::vector<std::string> units;
  participant::v1::ListEmployersRequest call;
  call.set_page_size(kPageSize);
  do {
    grpc::ClientContext context;
    Prepare(context);
    participant::v1::ListEmployersResponse page;
    BAOPHU_TRY(rpc::FromGrpc(stub->ListEmployers(&context, call, &page)));
    for (const Employer& employer : page.employers()) {
      if (employer.tax_code().empty()) continue;
      if (WithoutSign(employer.tax_code()) != WithoutSign(code)) continue;
      const std::string& unit =
          employer.unit_code().empty() ? employer.unit_code_2025() : employer.unit_code();
      units.push_back(absl::StrCat(employer.name(), " (", unit, ")"));
    }
    call.set_page_token(page.next_page_token());
  } while (!call.page_token().empty());
  if (units.empty()) {
    // Tax codes of individuals are masked, so that nothing is found of them here.
    const bool is_masked = code.size() == kIndividualDigits;
    return absl::NotFoundError(
        absl::StrCat("EMPLOYER: no employer has the code \"", code, "\"",
                     is_masked ? ", or several units share it" : "",
                     "; write an id such as employers/91, a unit code or a tax code"));
  }
  return absl::FailedPreconditionError(absl::StrCat("EMPLOYER: several units share the tax code ",
                                                    code, "; write one of ",
                                                    absl::StrJoin(units, ", ")));
}

absl::StatusOr<contribution::v1::Statement> StatementCalls::Statement(
    const std::string& payer, Month month, const std::string& as_known) const {
  grpc::ClientContext context;
  Prepare(context);
  contribution::v1::GetStatementRequest call;
  call.set_name(absl::StrCat(payer, "/statements/", month.ToString()));
  call.set_as_known(as_known);
  contribution::v1::Statement statement;
  BAOPHU_TRY(rpc::FromGrpc(contribution::v1::AccountService::NewStub(channel_)->GetStatement(
      &context, call, &statement)));
  return statement;
}

absl::StatusOr<Addressee> StatementCalls::WhoIs(const std::string& payer) const {
  Addressee addressee;
  addressee.payer = payer;
  grpc::ClientContext context;
  Prepare(context);
  if (payer.starts_with("employers/")) {
    participant::v1::GetEmployerRequest call;
    call.set_name(payer);
    BAOPHU_TRY(rpc::FromGrpc(
        EmployerService::NewStub(channel_)->GetEmployer(&context, call, &addressee.employer)));
    addressee.participant_revision = addressee.employer.revision();
  } else if (payer.starts_with("people/")) {
    participant::v1::GetPersonRequest call;
    call.set_name(payer);
    participant::v1::Person person;
    BAOPHU_TRY(rpc::FromGrpc(
        participant::v1::PersonService::NewStub(channel_)->GetPerson(&context, call, &person)));
    addressee.person_name = person.full_name();
    addressee.participant_revision = person.revision();
  }
  return addressee;
}

absl::Status StatementCalls::AddArea(const std::string& area, Month month,
                                     Addressee& addressee) const {
  // A payer without transactions is nobody's.
  if (area.empty()) return absl::OkStatus();
  {
    grpc::ClientContext context;
    Prepare(context);
    participant::v1::GetAreaRequest call;
    call.set_name(absl::StrCat("areas/", area));
    call.set_month(month.ToString());
    participant::v1::Area answer;
    const absl::Status status = rpc::FromGrpc(
        participant::v1::AreaService::NewStub(channel_)->GetArea(&context, call, &answer));
    // A code that means nothing in the month stands for itself.
    if (!status.ok() && !absl::IsNotFound(status)) return status;
    addressee.area_name = answer.display_name();
  }
  grpc::ClientContext context;
  Prepare(context);
  target::v1::GetCoverageReportRequest call;
  call.set_name(absl::StrCat("areas/", area, "/coverageReports/", month.ToString()));
  call.set_allow_unconfirmed(true);
  target::v1::CoverageReport report;
  const absl::Status status =
      rpc::FromGrpc(target::v1::CoverageReportService::NewStub(channel_)->GetCoverageReport(
          &context, call, &report));
  if (!status.ok()) {
    std::fprintf(stderr, "whether the data is a sample's is not known: %s (%s)\n",
                 std::string(status.message()).c_str(),
                 absl::StatusCodeToString(status.code()).c_str());
  }
  addressee.sample_scale = report.sample_scale();
  return absl::OkStatus();
}

}  // namespace baophu::cli
