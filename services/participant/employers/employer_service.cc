#include "services/participant/employers/employer_service.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/try.h"
#include "services/participant/employers/employer_code.h"
#include "services/participant/employers/employer_store.h"
#include "services/participant/people/person_store.h"
#include "services/participant/people/resolve.h"

namespace baophu::participant {
namespace {

constexpr int kMaxPayers = 10'000;

absl::Status Fill(const KeyRing& keys, const EmployerRecord& record, v1::Employer* out) {
  out->set_name(record.id.ToName());
  out->set_tax_code(record.tax_code);
  if (!record.sealed_tax_code.empty()) {
    const absl::StatusOr<std::string> tax_code = keys.Open(record.sealed_tax_code);
    if (!tax_code.ok()) {
      return absl::DataLossError(
          "a stored tax code cannot be decrypted; check that the key file is this database's");
    }
    out->set_tax_code(MaskIdentifier(*tax_code));
  }
  out->set_unit_code(record.unit_code);
  out->set_unit_code_2025(record.unit_code_2025);
  out->set_display_name(record.name);
  out->set_area(record.area.ToString());
  out->set_funding_type(record.funding_type);
  for (const auto& [month, status] : record.statuses) {
    v1::EmployerStatus* one = out->add_statuses();
    one->set_status(status);
    one->set_from_month(month.ToString());
  }
  return absl::OkStatus();
}

// A payer's code after its kind.
std::optional<std::string_view> After(std::string_view code, std::string_view kind) {
  if (!code.starts_with(kind)) return std::nullopt;
  return code.substr(kind.size());
}

}  // namespace

grpc::ServerUnaryReactor* EmployerServiceImpl::GetEmployer(grpc::CallbackServerContext* call,
                                                           const v1::GetEmployerRequest* request,
                                                           v1::Employer* response) {
  return rpc::RunUnary(call, context_.executor, [this, request, response]() -> absl::Status {
    const std::optional<EmployerId> id = EmployerId::FromName(request->name());
    if (!id.has_value()) {
      return InvalidField("name", "is not the name of an employer",
                          "write employers/ and a number");
    }
    return context_.database.Read([&](soci::session& session) -> absl::Status {
      const int64_t value = id->value();
      const std::vector<EmployerRecord> found = employer_store::ReadEmployers(session, {&value, 1});
      if (found.empty()) {
        return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_EMPLOYER", "name",
                           "there is no such employer", "list employers to see their names");
      }
      response->set_revision(ReadFeedBounds(session).revision);
      return Fill(context_.keys, found[0], response);
    });
  });
}

grpc::ServerUnaryReactor* EmployerServiceImpl::ListEmployers(
    grpc::CallbackServerContext* call, const v1::ListEmployersRequest* request,
    v1::ListEmployersResponse* response) {
  return rpc::RunUnary(call, context_.executor, [this, request, response]() -> absl::Status {
    AreaCode area;
    if (!request->area().empty()) {
      const absl::StatusOr<AreaCode> parsed = AreaCode::Parse(request->area());
      if (!parsed.ok()) return WithField(parsed.status(), "area");
      area = *parsed;
    }
    const std::string query = absl::StrCat("employers|", request->area());
    BAOPHU_ASSIGN(const rpc::Page page, rpc::Page::Open(context_.keys, query, *request));
    BAOPHU_ASSIGN(const int64_t after, page.after_id());
    std::vector<EmployerRecord> employers;
    BAOPHU_TRY(context_.database.Read([&](soci::session& session) {
      response->set_revision(ReadFeedBounds(session).revision);
      employers = employer_store::ListEmployers(session, after, area, page.limit());
      return absl::OkStatus();
    }));
    response->set_next_page_token(
        page.Cut(employers, [](const EmployerRecord& employer) { return employer.id.value(); }));
    for (const EmployerRecord& employer : employers) {
      BAOPHU_TRY(Fill(context_.keys, employer, response->add_employers()));
    }
    return absl::OkStatus();
  });
}

absl::Status EmployerServiceImpl::Resolve(const v1::ResolvePayersRequest& request,
                                          v1::ResolvePayersResponse& response) const {
  if (request.codes_size() > kMaxPayers) {
    return InvalidField("codes", "has more than 10000 entries", "ask in several calls");
  }
  std::vector<std::string> employer_codes;
  std::vector<KeyedHash> hashes;
  // For each code asked: its employer code, or the place of its hash.
  struct Asked {
    std::string employer_code;
    std::optional<KeyedHash> hash;
    bool household = false;
  };
  std::vector<Asked> asked(static_cast<size_t>(request.codes_size()));
  for (int i = 0; i < request.codes_size(); ++i) {
    const std::string_view code = request.codes(i);
    Asked& one = asked[static_cast<size_t>(i)];
    if (const auto employer = After(code, "employer:")) {
      one.employer_code = EmployerCodeKey(context_.keys, *employer);
      if (!one.employer_code.empty()) employer_codes.push_back(one.employer_code);
    } else if (const auto person = After(code, "person:")) {
      if (const auto identifier = ParsePersonIdentifier(*person); identifier.ok()) {
        one.hash = HashIdentifier(context_.keys, *identifier);
      }
    } else if (const auto household = After(code, "household:")) {
      one.hash = HashIdentifier(context_.keys, kHouseholdCode, *household);
      one.household = true;
    } else {
      return InvalidField("codes", absl::StrCat("entry ", i, " names no kind of payer"),
                          "begin each with employer:, person: or household:");
    }
    if (one.hash.has_value()) hashes.push_back(*one.hash);
  }
  return context_.database.Read([&](soci::session& session) -> absl::Status {
    response.set_revision(ReadFeedBounds(session).revision);
    const auto employers = employer_store::FindEmployers(session, employer_codes);
    const RecordsByHash records =
        hashes.empty() ? RecordsByHash() : person_store::FindRecords(session, hashes);
    for (const Asked& one : asked) {
      std::string* payer = response.add_payers();
      if (one.hash.has_value()) {
        const auto found = records.find(*one.hash);
        if (found == records.end()) continue;
        *payer =
            one.household ? HouseholdId(found->second).ToName() : PersonId(found->second).ToName();
      } else if (const auto found = employers.find(one.employer_code); found != employers.end()) {
        *payer = found->second.ToName();
      }
    }
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* EmployerServiceImpl::ResolvePayers(
    grpc::CallbackServerContext* call, const v1::ResolvePayersRequest* request,
    v1::ResolvePayersResponse* response) {
  return rpc::RunUnary(call, context_.executor,
                       [this, request, response] { return Resolve(*request, *response); });
}

}  // namespace baophu::participant
