#include "services/participant/people/person_service.h"

#include <functional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/feed/request_log.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/try.h"
#include "services/participant/enrolment/enrolment_store.h"
#include "services/participant/enrolment/wage_import.h"
#include "services/participant/people/held_identifier.h"
#include "services/participant/people/merge.h"
#include "services/participant/people/person_store.h"
#include "services/participant/people/resolve.h"

namespace baophu::participant {
namespace {

absl::StatusOr<PersonId> ParsePersonName(std::string_view field, std::string_view name) {
  const std::optional<PersonId> id = PersonId::FromName(name);
  if (id.has_value()) return *id;
  return InvalidField(field, "is not the name of a person", "write people/ and a number");
}

void AddMasked(const std::vector<HeldIdentifier>& held, v1::Person& person) {
  for (const HeldIdentifier& one : held) {
    v1::PersonIdentifier* identifier = person.add_identifiers();
    identifier->set_kind(std::string(PersonIdentifierKindText(one.identifier.kind)));
    identifier->set_masked_value(MaskIdentifier(one.identifier.value));
    identifier->set_valid_from(one.valid_from);
    identifier->set_valid_to(one.valid_to);
    identifier->set_withdrawn(one.withdrawn);
  }
}

// Runs a write once for a request id and answers the same again for the same
// request. What is only to be checked is undone and leaves no trace.
template <typename Request>
absl::Status WriteOnce(const Context& context, const Request& request, v1::Person& response,
                       const std::function<absl::Status(Commit&)>& write) {
  const std::string& request_id = request.request_id();
  BAOPHU_TRY(request_log::CheckRequestId(request_id));
  const KeyedHash hash = context.keys.Hash(request.GetTypeName() + request.SerializeAsString());
  const std::string digest = absl::StrCat(hash.high, ":", hash.low);
  return context.committer
      .Run([&](Commit& commit) -> absl::StatusOr<bool> {
        response.Clear();
        BAOPHU_ASSIGN(const std::optional<std::string> stored,
                      request_log::Find(commit, request_id, digest));
        if (stored.has_value()) {
          response.ParseFromString(*stored);
          response.set_replayed(true);
          return false;
        }
        BAOPHU_TRY(write(commit));
        if (request.validate_only()) {
          response.set_revision(commit.revision() - 1);
          return false;
        }
        response.set_revision(commit.revision());
        request_log::Add(commit, request_id, digest, response.SerializeAsString());
        return true;
      })
      .status();
}

// A finding's place in the list, as its page tokens hold it.
std::string KeyOfFinding(const enrolment_store::FindingRecord& finding) {
  return absl::StrCat(finding.person.value(), "|", finding.kind, "|", finding.scheme, "|",
                      finding.from.number(), "|", finding.movement_id);
}

// Before every finding for an empty key.
absl::StatusOr<enrolment_store::FindingRecord> FindingOfKey(const std::string& key) {
  enrolment_store::FindingRecord finding;
  finding.from = Month::FromNumber(-1);
  if (key.empty()) return finding;
  const std::vector<std::string> parts = absl::StrSplit(key, '|');
  int64_t person = 0;
  int32_t month = 0;
  if (parts.size() != 5 || !absl::SimpleAtoi(parts[0], &person) ||
      !absl::SimpleAtoi(parts[2], &finding.scheme) || !absl::SimpleAtoi(parts[3], &month)) {
    return absl::InternalError("a page token of ours cannot be read");
  }
  finding.person = PersonId(person);
  finding.kind = parts[1];
  finding.from = Month::FromNumber(month);
  finding.movement_id = parts[4];
  return finding;
}

}  // namespace

absl::Status PersonServiceImpl::Describe(soci::session& session, PersonId id,
                                         v1::Person& person) const {
  const std::optional<PersonRecord> record = person_store::ReadPerson(session, id);
  if (!record.has_value()) return NoSuchPerson("name");
  person.set_name(record->id.ToName());
  person.set_full_name(record->full_name);
  person.set_birth_date(record->birth_date);
  person.set_sex(record->sex);
  person.set_household(record->household.ToName());
  person.set_residence_area(record->residence_area);
  if (record->owner != record->id) person.set_merged_into(record->owner.ToName());
  BAOPHU_ASSIGN(const std::vector<HeldIdentifier> held,
                OpenIdentifiers(context_.keys, record->sealed_identifiers));
  AddMasked(held, person);
  return absl::OkStatus();
}

absl::Status PersonServiceImpl::Read(PersonId id, v1::Person& person) const {
  return context_.database.Read([&](soci::session& session) -> absl::Status {
    person.set_revision(ReadFeedBounds(session).revision);
    return Describe(session, id, person);
  });
}

grpc::ServerUnaryReactor* PersonServiceImpl::GetPerson(grpc::CallbackServerContext* call,
                                                       const v1::GetPersonRequest* request,
                                                       v1::Person* response) {
  return rpc::RunUnary(call, context_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_ASSIGN(const PersonId id, ParsePersonName("name", request->name()));
    return Read(id, *response);
  });
}

grpc::ServerUnaryReactor* PersonServiceImpl::LookupPerson(grpc::CallbackServerContext* call,
                                                          const v1::LookupPersonRequest* request,
                                                          v1::Person* response) {
  return rpc::RunUnary(call, context_.executor, [this, request, response]() -> absl::Status {
    const absl::StatusOr<PersonIdentifier> identifier =
        ParsePersonIdentifier(request->identifier());
    if (!identifier.ok()) return WithField(identifier.status(), "identifier");
    const KeyedHash hash = HashIdentifier(context_.keys, *identifier);
    return context_.database.Read([&](soci::session& session) -> absl::Status {
      const RecordsByHash found = person_store::FindRecords(session, {&hash, 1});
      if (found.empty()) {
        return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_PERSON", "identifier",
                           "no person has it", "check the number, or import the person");
      }
      response->set_revision(ReadFeedBounds(session).revision);
      return Describe(session, PersonId(found.at(hash)), *response);
    });
  });
}

grpc::ServerUnaryReactor* PersonServiceImpl::ListCoverageSpans(
    grpc::CallbackServerContext* call, const v1::ListCoverageSpansRequest* request,
    v1::ListCoverageSpansResponse* response) {
  return rpc::RunUnary(call, context_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_ASSIGN(const PersonId id, ParsePersonName("parent", request->parent()));
    return context_.database.Read([&](soci::session& session) -> absl::Status {
      const std::optional<PersonRecord> record = person_store::ReadPerson(session, id);
      if (!record.has_value()) return NoSuchPerson("parent");
      response->set_revision(ReadFeedBounds(session).revision);
      // A merged record has the cover of the person that it counts for.
      const int64_t owner = record->owner.value();
      auto coverage = enrolment_store::ReadCoverage(session, owner - 1, owner, context_.categories);
      for (const CoverageSpan& span : coverage[record->owner].spans) {
        v1::CoverageSpan* out = response->add_coverage_spans();
        out->set_scheme(static_cast<type::v1::Scheme>(span.scheme));
        out->set_from_month(span.from.ToString());
        if (span.through < Month::Max()) out->set_through_month(span.through.ToString());
        out->set_area(span.area.ToString());
        out->set_category(context_.categories.code(span.category));
        out->set_employer(span.employer.ToName());
      }
      return absl::OkStatus();
    });
  });
}

grpc::ServerUnaryReactor* PersonServiceImpl::ListWageSpans(grpc::CallbackServerContext* call,
                                                           const v1::ListWageSpansRequest* request,
                                                           v1::ListWageSpansResponse* response) {
  return rpc::RunUnary(call, context_.executor, [this, request, response]() -> absl::Status {
    const bool all = request->parent() == "people/-";
    PersonId one;
    if (!all) {
      BAOPHU_ASSIGN(one, ParsePersonName("parent", request->parent()));
    }
    BAOPHU_ASSIGN(
        const rpc::Page page,
        rpc::Page::Open(context_.keys, absl::StrCat("wages|", request->parent()), *request));
    BAOPHU_ASSIGN(const int64_t after, page.after_id());
    std::vector<int64_t> records = {one.value()};
    std::vector<WageRecord> wages;
    BAOPHU_TRY(context_.database.Read([&](soci::session& session) -> absl::Status {
      response->set_revision(ReadFeedBounds(session).revision);
      if (all) {
        records = enrolment_store::RecordsWithWages(session, after, page.limit());
      } else if (!person_store::ReadPerson(session, one).has_value()) {
        return NoSuchPerson("parent");
      }
      response->set_next_page_token(page.Cut(records, [](int64_t record) { return record; }));
      wages = EndWagesAtNext(enrolment_store::ReadWages(session, records));
      return absl::OkStatus();
    }));
    for (const WageRecord& wage : wages) ToMessage(wage, *response->add_wage_spans());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PersonServiceImpl::MergePerson(grpc::CallbackServerContext* call,
                                                         const v1::MergePersonRequest* request,
                                                         v1::Person* response) {
  return rpc::RunUnary(call, context_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_ASSIGN(const PersonId from, ParsePersonName("name", request->name()));
    BAOPHU_ASSIGN(const PersonId into, ParsePersonName("into_person", request->into_person()));
    return WriteOnce(context_, *request, *response, [&](Commit& commit) -> absl::Status {
      BAOPHU_TRY(MergeRecords(commit, context_, from, into));
      return Describe(commit.session(), from, *response);
    });
  });
}

grpc::ServerUnaryReactor* PersonServiceImpl::UnmergePerson(grpc::CallbackServerContext* call,
                                                           const v1::UnmergePersonRequest* request,
                                                           v1::Person* response) {
  return rpc::RunUnary(call, context_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_ASSIGN(const PersonId from, ParsePersonName("name", request->name()));
    return WriteOnce(context_, *request, *response, [&](Commit& commit) -> absl::Status {
      BAOPHU_TRY(UnmergeRecord(commit, context_, from));
      return Describe(commit.session(), from, *response);
    });
  });
}

grpc::ServerUnaryReactor* PersonServiceImpl::ListFindings(grpc::CallbackServerContext* call,
                                                          const v1::ListFindingsRequest* request,
                                                          v1::ListFindingsResponse* response) {
  return rpc::RunUnary(call, context_.executor, [this, request, response]() -> absl::Status {
    if (!request->kind().empty() && !FindingKindOf(request->kind()).has_value()) {
      return InvalidField("kind", "is no kind of finding",
                          "send a kind such as SECOND_EMPLOYER, or leave it empty for all");
    }
    const std::string query = absl::StrCat("findings|", request->kind());
    BAOPHU_ASSIGN(const rpc::Page page, rpc::Page::Open(context_.keys, query, *request));
    BAOPHU_ASSIGN(const enrolment_store::FindingRecord position, FindingOfKey(page.after()));
    std::vector<enrolment_store::FindingRecord> findings;
    BAOPHU_TRY(context_.database.Read([&](soci::session& session) {
      response->set_revision(ReadFeedBounds(session).revision);
      findings = enrolment_store::ListFindings(session, position, request->kind(), page.limit());
      return absl::OkStatus();
    }));
    response->set_next_page_token(page.Cut(findings, KeyOfFinding));
    for (const enrolment_store::FindingRecord& finding : findings) {
      v1::Finding* out = response->add_findings();
      out->set_person(finding.person.ToName());
      out->set_kind(finding.kind);
      out->set_scheme(static_cast<type::v1::Scheme>(finding.scheme));
      out->set_from_month(finding.from.ToString());
      out->set_movement_id(finding.movement_id);
    }
    return absl::OkStatus();
  });
}

}  // namespace baophu::participant
